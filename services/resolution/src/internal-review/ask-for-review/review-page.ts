import type { LocaleCode } from '@redress/contracts';
import { html, langOf, NOTHING, otherLang, page, type Markup, type PageFrame } from '@redress/http';
import { DateTime } from 'luxon';
import type { ReviewReply } from './ask-for-review.handler';
import { REVIEW_WORDS } from './review-words';

/** What a visitor entered to prove to be the complainant. */
export interface Entered {
  readonly complaintNo: string;
  readonly trackingCode: string;
}

/** The page that asks for number and code. @param complaintNo filled in already */
export function verifyPage(frame: PageFrame, complaintNo: string, fault?: 'missing' | 'unknown'): string {
  const words = REVIEW_WORDS[frame.locale];
  const { verify } = words;
  const lang = otherLang(frame.locale);
  return page(frame, {
    title: fault ? words.errorPrefix + verify.title : verify.title,
    other: html`<a href="?lang=${lang}&amp;no=${encodeURIComponent(complaintNo)}" hreflang="${lang}" lang="${lang}"
      >${words.otherLanguage}</a
    >`,
    main: html`${
        fault
          ? html`<div class="fault" role="alert" tabindex="-1" autofocus>
              <h2>${words.errorHeading}</h2>
              <a href="#trackingCode">${verify[fault]}</a>
            </div>`
          : NOTHING
      }
      <h1>${verify.title}</h1>
      <p>${verify.intro}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}" novalidate>
        <label for="complaintNo">${verify.number}</label>
        <input type="text" id="complaintNo" name="complaintNo" required maxlength="64" value="${complaintNo}" />
        <label for="trackingCode">${verify.code}</label>
        <span class="muted" id="code-hint">${verify.codeHint}</span>
        <input
          type="text"
          id="trackingCode"
          name="trackingCode"
          required
          maxlength="40"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="code-hint"
          ${fault ? html`aria-invalid="true"` : NOTHING}
        />
        <button type="submit" name="decision" value="VIEW">${verify.button}</button>
      </form>`,
  });
}

/** The page on which the review is asked for. */
export function reviewPage(
  frame: PageFrame,
  { complaintNo, until, zone }: Extract<ReviewReply, { kind: 'POSSIBLE' }>,
  entered: Entered,
): string {
  const words = REVIEW_WORDS[frame.locale];
  const { ask } = words;
  return page(frame, {
    title: ask.title,
    other: html`<form method="post" action="?lang=${otherLang(frame.locale)}">
      ${hidden(entered)}
      <button class="quiet" name="decision" value="VIEW" lang="${otherLang(frame.locale)}">
        ${words.otherLanguage}
      </button>
    </form>`,
    main: html`<h1>${ask.title}</h1>
      <dl>
        <dt>${words.verify.number}</dt>
        <dd>${complaintNo}</dd>
      </dl>
      <p>${ask.intro}</p>
      <p>${ask.until(moment(until, zone, frame.locale))}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}">
        ${hidden(entered)}
        <label for="words">${ask.words}</label>
        <span class="muted" id="words-hint">${ask.wordsHint}</span>
        <textarea id="words" name="words" rows="6" maxlength="5000" aria-describedby="words-hint"></textarea>
        <p id="effect">${ask.effect}</p>
        <button type="submit" name="decision" value="ASK" aria-describedby="effect">${ask.button}</button>
      </form>`,
  });
}

type Notice = Exclude<ReviewReply, { kind: 'POSSIBLE' | 'UNKNOWN' }>;

/** A page that says what became of the request, or why nothing can be asked for. */
export function noticePage(frame: PageFrame, reply: Notice): string {
  const { title, text } = noticeOf(reply, frame.locale);
  const said = html`<p>${text}</p>`;
  return page(frame, {
    title,
    other: NOTHING,
    main: html`<h1>${title}</h1>
      ${reply.kind === 'ASKED' ? html`<div class="done" role="status">${said}</div>` : said}`,
  });
}

function noticeOf(reply: Notice, locale: LocaleCode): { readonly title: string; readonly text: string } {
  const words = REVIEW_WORDS[locale];
  switch (reply.kind) {
    case 'ASKED':
      return words.asked;
    case 'NOT_POSSIBLE': {
      const { notPossible } = words;
      return { title: notPossible.title, text: notPossible.reasons[reply.obstacle.code] ?? notPossible.other };
    }
    case 'LOCKED':
      return { title: words.locked.title, text: words.locked.text(reply.retryAfterSeconds) };
    case 'NOT_YET':
      return words.notYet;
    case 'ERASED':
      return words.erased;
  }
}

function hidden({ complaintNo, trackingCode }: Entered): Markup {
  return html`<input type="hidden" name="complaintNo" value="${complaintNo}" />
    <input type="hidden" name="trackingCode" value="${trackingCode}" />`;
}

function moment(at: Date, zone: string, locale: LocaleCode): string {
  return DateTime.fromJSDate(at, { zone })
    .setLocale(locale)
    .toLocaleString({ ...DateTime.DATETIME_MED, timeZoneName: 'short' });
}
