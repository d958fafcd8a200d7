import type { LocaleCode } from '@redress/contracts';
import type { LetterContent } from './letter-content';

/** Something in a letter that its complainant answers with, and that no one else may read. */
export interface LetterSecret {
  /** Stands in the kept letter in its place; letters and digits, so that it is the same in text, in HTML and in addresses. */
  readonly mark: string;
  readonly value: string;
  /** What a reader sees who is not the complainant. */
  readonly shown: 'WORDS' | 'NO_ADDRESS';
}

/**
 * A letter as it is kept: every secret is left out of the words, with a mark in its place, and stands beside them. So the
 * copy for staff is made by leaving the secrets out, and what looks like one cannot be overlooked.
 */
export interface KeptLetter extends LetterContent {
  readonly secrets: readonly LetterSecret[];
}

const WORDS: Readonly<Record<LocaleCode, string>> = {
  'zh-CN': '［仅投诉人可见］',
  en: '[for the complainant only]',
};

/** The letter as its complainant gets it. @param escapeHtml what HTML output does to a value */
export function asSent(letter: KeptLetter, escapeHtml: (text: string) => string): LetterContent {
  return filled(letter, ({ value }) => value, escapeHtml);
}

/** The letter as staff read it. */
export function asStaffReadIt(
  letter: KeptLetter,
  locale: LocaleCode,
  escapeHtml: (text: string) => string,
): LetterContent {
  return filled(letter, ({ shown }) => (shown === 'WORDS' ? WORDS[locale] : '#'), escapeHtml);
}

function filled(
  { to, subject, text, html, secrets }: KeptLetter,
  fill: (secret: LetterSecret) => string,
  escapeHtml: (text: string) => string,
): LetterContent {
  const put = (words: string, asWritten: (value: string) => string) =>
    secrets.reduce((left, secret) => left.replaceAll(secret.mark, () => asWritten(fill(secret))), words);
  return {
    to,
    subject: put(subject, (value) => value),
    text: put(text, (value) => value),
    html: put(html, escapeHtml),
  };
}
