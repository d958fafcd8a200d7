import type { LocaleCode } from '@redress/contracts';
import { html, langOf, NOTHING, otherLang, page, type Markup, type PageFrame } from '@redress/http';
import { DateTime } from 'luxon';
import type { QuestionsReply, ShownQuestions } from './answer-questions.handler';
import { QUESTION_WORDS } from './question-words';

/** What a visitor entered to prove to be the complainant. */
export interface Entered {
  readonly complaintNo: string;
  readonly trackingCode: string;
}

/** The page that asks for number and code. @param complaintNo filled in already */
export function verifyPage(frame: PageFrame, complaintNo: string, fault?: 'missing' | 'unknown'): string {
  const words = QUESTION_WORDS[frame.locale];
  const { verify } = words;
  const lang = otherLang(frame.locale);
  return page(frame, {
    title: fault ? words.errorPrefix + verify.title : verify.title,
    other: html`<a href="?lang=${lang}&amp;no=${encodeURIComponent(complaintNo)}" hreflang="${lang}" lang="${lang}"
      >${words.otherLanguage}</a
    >`,
    main: html`${fault ? faultBox(words.errorHeading, verify[fault], '#trackingCode') : NOTHING}
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

/** The page with the questions. */
export function questionsPage(frame: PageFrame, shown: ShownQuestions, entered: Entered): string {
  const words = QUESTION_WORDS[frame.locale];
  const { questions } = words;
  const [fault] = shown.faults;
  const message = fault && (fault.code === 'no-answer' ? questions.noAnswer : questions.notFitting);
  return page(frame, {
    title: message ? words.errorPrefix + questions.title : questions.title,
    other: html`<form method="post" action="?lang=${otherLang(frame.locale)}">
      ${hidden(entered)}
      <button class="quiet" name="decision" value="VIEW" lang="${otherLang(frame.locale)}">
        ${words.otherLanguage}
      </button>
    </form>`,
    main: html`${message ? faultBox(words.errorHeading, message, '#answer-1') : NOTHING}
      <h1>${questions.title}</h1>
      <dl>
        <dt>${words.verify.number}</dt>
        <dd>${shown.complaintNo}</dd>
      </dl>
      <p>${questions.intro}</p>
      <p>${questions.dueAt(moment(shown.dueAt, shown.zone, frame.locale))}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}">
        ${hidden(entered)}
        ${shown.questions.map(
          (question, index) =>
            html`<h2 id="question-${index + 1}">${questions.question(index + 1)}</h2>
              <p class="words" id="words-${index + 1}">${question}</p>
              <textarea
                id="answer-${index + 1}"
                name="answers"
                rows="5"
                maxlength="10000"
                aria-labelledby="question-${index + 1} words-${index + 1}"
              ></textarea>`,
        )}
        <p id="effect">${questions.effect}</p>
        <button type="submit" name="decision" value="ANSWER" aria-describedby="effect">${questions.button}</button>
      </form>`,
  });
}

type Notice = Extract<QuestionsReply, { kind: 'ANSWERED' | 'NOTHING_ASKED' | 'LOCKED' | 'NOT_YET' | 'ERASED' }>;

/** A page that says what became of the questions, or why there is nothing to see. */
export function noticePage(frame: PageFrame, reply: Notice): string {
  const { title, text } = noticeOf(reply, frame.locale);
  const said = html`<p>${text}</p>`;
  return page(frame, {
    title,
    other: NOTHING,
    main: html`<h1>${title}</h1>
      ${reply.kind === 'ANSWERED' ? html`<div class="done" role="status">${said}</div>` : said}`,
  });
}

function noticeOf(reply: Notice, locale: LocaleCode): { readonly title: string; readonly text: string } {
  const words = QUESTION_WORDS[locale];
  switch (reply.kind) {
    case 'ANSWERED':
      return words.answered;
    case 'NOTHING_ASKED':
      return words.nothingAsked;
    case 'LOCKED':
      return { title: words.locked.title, text: words.locked.text(reply.retryAfterSeconds) };
    case 'NOT_YET':
      return words.notYet;
    case 'ERASED':
      return words.erased;
  }
}

function faultBox(heading: string, message: string, target: string): Markup {
  return html`<div class="fault" role="alert" tabindex="-1" autofocus>
    <h2>${heading}</h2>
    <a href="${target}">${message}</a>
  </div>`;
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
