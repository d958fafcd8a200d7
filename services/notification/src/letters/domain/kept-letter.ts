import type { LocaleCode } from '@redress/contracts';
import type { LetterContent } from './letter-content';
import type { Addressee } from './letter-ways';

/** Something in a letter that its complainant answers with, and that no one else may read. */
export interface LetterSecret {
  /** Stands in the kept letter in its place; letters and digits, so that it is the same in text, in HTML and in addresses. */
  readonly mark: string;
  readonly value: string;
  /** What a reader sees who is not the complainant. */
  readonly shown: 'CODE' | 'LINK' | 'NO_ADDRESS';
}

/**
 * A letter as it is kept: every secret is left out of the words, with a mark in its place, and stands beside them. So the
 * copy for staff is made by leaving the secrets out, and what looks like one cannot be overlooked. One content serves every
 * way that the letter goes.
 */
export interface KeptLetter extends Omit<LetterContent, 'to'> {
  readonly to: Addressee;
  /** The text as it is printed: it names the ways to answer that paper leaves, and no link. */
  readonly paper: string;
  /** The letter as a text message; null where there is no number to send it to. */
  readonly sms: string | null;
  readonly secrets: readonly LetterSecret[];
}

type Words = Pick<LetterContent, 'subject' | 'text' | 'html'>;
type Fill = (secret: LetterSecret) => string;

const FOR_STAFF: Readonly<Record<LocaleCode, string>> = {
  'zh-CN': '［仅投诉人可见］',
  en: '[for the complainant only]',
};

/** Printed copies pass through other hands. */
const NO_CODE_ON_PAPER: Readonly<Record<LocaleCode, string>> = {
  'zh-CN': '（为保护您的信息，纸质函件不印出；请带上本函和有效身份证件到柜台办理）',
  en: '(left out of printed letters to protect you; bring this letter and an identity document to our counter instead)',
};

/** The letter as its complainant reads it. @param escapeHtml what HTML output does to a value */
export function asRead(letter: KeptLetter, escapeHtml: (text: string) => string): Words {
  return filled(letter, ({ value }) => value, escapeHtml);
}

/** The letter as it goes by mail; only for one that has an address. */
export function asMail(letter: KeptLetter, escapeHtml: (text: string) => string): LetterContent {
  return { to: letter.to.email ?? '', ...asRead(letter, escapeHtml) };
}

/** The letter as a text message. */
export function asTextMessage({ sms, secrets }: Pick<KeptLetter, 'sms' | 'secrets'>): string {
  return put(sms ?? '', secrets, ({ value }) => value);
}

/** The letter as staff read it. */
export function asStaffReadIt(
  letter: KeptLetter,
  locale: LocaleCode,
  escapeHtml: (text: string) => string,
): LetterContent {
  const { email, phone } = letter.to;
  const fill: Fill = ({ shown }) => (shown === 'NO_ADDRESS' ? '#' : FOR_STAFF[locale]);
  return { to: email ?? phone ?? '', ...filled(letter, fill, escapeHtml) };
}

/** The words of the letter as they are printed: by staff, and without what only the complainant may know. */
export function asPrinted(
  { subject, paper, secrets }: Pick<KeptLetter, 'subject' | 'paper' | 'secrets'>,
  locale: LocaleCode,
): Omit<Words, 'html'> {
  const fill: Fill = ({ shown }) => (shown === 'CODE' ? NO_CODE_ON_PAPER[locale] : '');
  return { subject: put(subject, secrets, fill), text: put(paper, secrets, fill) };
}

function filled({ subject, text, html, secrets }: KeptLetter, fill: Fill, escapeHtml: (text: string) => string): Words {
  return {
    subject: put(subject, secrets, fill),
    text: put(text, secrets, fill),
    html: put(html, secrets, (secret) => escapeHtml(fill(secret))),
  };
}

function put(words: string, secrets: readonly LetterSecret[], fill: Fill): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret.mark, () => fill(secret)), words);
}
