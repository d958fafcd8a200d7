import type { LocaleCode } from '@redress/contracts';
import {
  closedDoorWords,
  hiddenProof,
  html,
  langOf,
  moment,
  noticePage,
  page,
  PROOF_WORDS,
  proofInOtherLanguage,
  type NoticeWords,
  type NumberAndCode,
  type PageFrame,
} from '@redress/http';
import type { ReviewReply } from './ask-for-review.handler';
import { REVIEW_WORDS } from './review-words';

/** The page on which the review is asked for. */
export function reviewPage(
  frame: PageFrame,
  { complaintNo, until, zone }: Extract<ReviewReply, { kind: 'POSSIBLE' }>,
  entered: NumberAndCode,
): string {
  const { ask } = REVIEW_WORDS[frame.locale];
  return page(frame, {
    title: ask.title,
    other: proofInOtherLanguage(frame, entered),
    main: html`<h1>${ask.title}</h1>
      <dl>
        <dt>${PROOF_WORDS[frame.locale].number}</dt>
        <dd>${complaintNo}</dd>
      </dl>
      <p>${ask.intro}</p>
      <p>${ask.until(moment(until, zone, frame.locale))}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}">
        ${hiddenProof(entered)}
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
export function reviewNotice(frame: PageFrame, reply: Notice): string {
  return noticePage(frame, noticeOf(reply, frame.locale), reply.kind === 'ASKED');
}

function noticeOf(reply: Notice, locale: LocaleCode): NoticeWords {
  const { asked, notPossible } = REVIEW_WORDS[locale];
  switch (reply.kind) {
    case 'ASKED':
      return asked;
    case 'NOT_POSSIBLE':
      return { title: notPossible.title, text: notPossible.reasons[reply.obstacle.code] ?? notPossible.other };
    default:
      return closedDoorWords(reply, locale);
  }
}
