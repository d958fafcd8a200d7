import type { LocaleCode } from '@redress/contracts';
import { DateTime } from 'luxon';
import { html, NOTHING, type Markup } from './html';
import { otherLang, page, type PageFrame } from './page';

/** One thing that is wrong, and where on the page it is put right, as `#id`. */
export interface PageFault {
  readonly message: string;
  readonly target: string;
}

/** What is wrong with what was entered, at the top of the page and first in focus. */
export function faultBox(heading: string, ...faults: readonly PageFault[]): Markup {
  return html`<div class="fault" role="alert" tabindex="-1" autofocus>
    <h2>${heading}</h2>
    ${faults.map(({ message, target }) => html`<a href="${target}">${message}</a>`)}
  </div>`;
}

/** What a page says that has nothing to fill in. */
export interface NoticeWords {
  readonly title: string;
  readonly text: string;
}

/** A page that only says something. @param isDone whether it tells of something that was done just now */
export function noticePage(frame: PageFrame, { title, text }: NoticeWords, isDone = false): string {
  const said = html`<p>${text}</p>`;
  return page(frame, {
    title,
    other: NOTHING,
    main: html`<h1>${title}</h1>
      ${isDone ? html`<div class="done" role="status">${said}</div>` : said}`,
  });
}

/** Leads to a page that nothing was entered on, in the other language. @param query of the address, besides the language */
export function otherLanguageLink(
  frame: PageFrame,
  label: string,
  query: Readonly<Record<string, string>> = {},
): Markup {
  const lang = otherLang(frame.locale);
  const address = `?${new URLSearchParams({ lang, ...query }).toString()}`;
  return html`<a href="${address}" hreflang="${lang}" lang="${lang}">${label}</a>`;
}

/** An instant as complainants read it, with its zone. */
export function moment(at: Date, zone: string, locale: LocaleCode): string {
  return DateTime.fromJSDate(at, { zone })
    .setLocale(locale)
    .toLocaleString({ ...DateTime.DATETIME_MED, timeZoneName: 'short' });
}
