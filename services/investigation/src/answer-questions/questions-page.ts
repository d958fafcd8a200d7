import type { LocaleCode } from '@redress/contracts';
import {
  closedDoorWords,
  faultBox,
  hiddenProof,
  html,
  langOf,
  moment,
  NOTHING,
  noticePage,
  page,
  PROOF_WORDS,
  proofInOtherLanguage,
  type NoticeWords,
  type NumberAndCode,
  type PageFrame,
} from '@redress/http';
import type { QuestionsReply, ShownQuestions } from './answer-questions.handler';
import { QUESTION_WORDS } from './question-words';

/** The page with the questions. */
export function questionsPage(frame: PageFrame, shown: ShownQuestions, entered: NumberAndCode): string {
  const words = PROOF_WORDS[frame.locale];
  const { questions } = QUESTION_WORDS[frame.locale];
  const [fault] = shown.faults;
  const message = fault && (fault.code === 'no-answer' ? questions.noAnswer : questions.notFitting);
  return page(frame, {
    title: message ? words.errorPrefix + questions.title : questions.title,
    other: proofInOtherLanguage(frame, entered),
    main: html`${message ? faultBox(words.errorHeading, { message, target: '#answer-1' }) : NOTHING}
      <h1>${questions.title}</h1>
      <dl>
        <dt>${words.number}</dt>
        <dd>${shown.complaintNo}</dd>
      </dl>
      <p>${questions.intro}</p>
      <p>${questions.dueAt(moment(shown.dueAt, shown.zone, frame.locale))}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}">
        ${hiddenProof(entered)}
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

type Notice = Exclude<QuestionsReply, ShownQuestions | { kind: 'UNKNOWN' }>;

/** A page that says what became of the questions, or why there is nothing to see. */
export function questionsNotice(frame: PageFrame, reply: Notice): string {
  return noticePage(frame, noticeOf(reply, frame.locale), reply.kind === 'ANSWERED');
}

function noticeOf(reply: Notice, locale: LocaleCode): NoticeWords {
  const { answered, nothingAsked } = QUESTION_WORDS[locale];
  switch (reply.kind) {
    case 'ANSWERED':
      return answered;
    case 'NOTHING_ASKED':
      return nothingAsked;
    default:
      return closedDoorWords(reply, locale);
  }
}
