import type { LocaleCode } from '@redress/contracts';
import {
  faultBox,
  hiddenProof,
  html,
  langOf,
  Markup,
  NOTHING,
  otherLanguageLink,
  page,
  proofInOtherLanguage,
  proofInputs,
  type PageFrame,
} from '@redress/http';
import { DateTime } from 'luxon';
import { HEADINGS } from '../../letters/compose-letter/headings';
import type { MailboxKey, MailboxLetter, ReadLetter } from '../mailbox';
import { MAILBOX_STYLE } from './mailbox-style';
import { MAILBOX_WORDS } from './mailbox-words';

/** Why there is nothing to read. */
export type KeyFault = 'missing' | 'wrong' | 'gone' | 'locked';

/** The page that asks for number and code. */
export function keyPage(frame: PageFrame, fault?: KeyFault): string {
  const words = MAILBOX_WORDS[frame.locale];
  const summary = fault ? faultBox(words.errorHeading, { message: words[fault], target: '#complaintNo' }) : NOTHING;
  return page(frame, {
    style: MAILBOX_STYLE,
    title: fault ? words.errorPrefix + words.title : words.title,
    other: otherLanguageLink(frame, words.otherLanguage),
    main: html`${summary}
      <h1>${words.title}</h1>
      <p>${words.intro}</p>
      <form method="post" action="/v1/portal/letters?lang=${langOf(frame.locale)}" novalidate>
        ${proofInputs(frame.locale, '', fault === 'missing' || fault === 'wrong')}
        <button type="submit">${words.button}</button>
      </form>`,
  });
}

/** The letters of a complaint, each behind a button that shows it. */
export function listPage(
  frame: PageFrame,
  {
    complaintNo,
    letters,
    zone,
  }: { readonly complaintNo: string; readonly letters: readonly MailboxLetter[]; readonly zone: string },
  key: MailboxKey,
): string {
  const words = MAILBOX_WORDS[frame.locale];
  const title = words.lettersOf(complaintNo);
  const rows = letters.map(
    (letter) =>
      html`<li>
        <div>
          <strong>${HEADINGS[letter.kind][frame.locale]}</strong>
          ${letter.toldAt ? NOTHING : html`<span class="new">${words.isNew}</span>`}<br />
          <span class="muted">${words.written} ${dateOf(letter.writtenAt, zone, frame.locale)}</span>
        </div>
        <form method="post" action="/v1/portal/letters/${letter.letterId}?lang=${langOf(frame.locale)}">
          ${hiddenProof(key)}
          <button type="submit" class="second" aria-label="${words.open}: ${HEADINGS[letter.kind][frame.locale]}">
            ${words.open}
          </button>
        </form>
      </li>`,
  );
  return page(frame, {
    style: MAILBOX_STYLE,
    title,
    other: proofInOtherLanguage(frame, key, '/v1/portal/letters'),
    main: html`<h1>${title}</h1>
      ${
        rows.length > 0
          ? html`<ul class="letters">
              ${rows}
            </ul>`
          : html`<p>${words.none}</p>`
      }`,
  });
}

/** One letter, in its words. */
export function letterPage(frame: PageFrame, { letter }: { readonly letter: ReadLetter }, key: MailboxKey): string {
  const words = MAILBOX_WORDS[frame.locale];
  return page(frame, {
    style: MAILBOX_STYLE,
    title: letter.subject,
    other: NOTHING,
    main: html`<form method="post" action="/v1/portal/letters?lang=${langOf(frame.locale)}">
        ${hiddenProof(key)}
        <button type="submit" class="quiet">← ${words.back}</button>
      </form>
      <h1>${HEADINGS[letter.kind][letter.locale]}</h1>
      <div class="words" lang="${letter.locale}">${withLinks(letter.text)}</div>`,
  });
}

/** Ends a line of a letter; the style keeps it. Within a template the formatter would make a space of it. */
const LINE_END = new Markup('\n');

/** Addresses that the letter gives as a line of their own can be followed; nothing else in it is markup. */
function withLinks(text: string): Markup[] {
  return text.trim().split('\n').map(lineWithLink);
}

function lineWithLink(line: string): Markup {
  const address = line.trim();
  if (!/^https?:\/\/\S+$/.test(address)) return html`${line}${LINE_END}`;
  return html`<a href="${address}" rel="noreferrer">${address}</a>${LINE_END}`;
}

function dateOf(at: Date, zone: string, locale: LocaleCode): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(locale).toLocaleString(DateTime.DATE_FULL);
}
