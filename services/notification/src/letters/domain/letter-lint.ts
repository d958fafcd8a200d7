import type { LetterKind } from '@redress/contracts';
import type { LetterItem } from '@redress/policy';
import type { LetterContent } from './letter-content';

/**
 * What every letter of a kind says, whatever the procedure: without one of these it is not sent. AK-03 for the acceptance,
 * AK-06 for the apology with every result, CM-02 and RM-08 for what was decided and how to answer; T5, T6, T8; T24 and T31 to T33 for reviews and disputes.
 */
export const MANDATORY: Readonly<Record<LetterKind, readonly LetterItem[]>> = {
  ACKNOWLEDGEMENT: ['COMPLAINT_NO', 'ACCEPTED_AT', 'EXPECTED_AT', 'TRACKING_CODE'],
  OFFER: ['COMPLAINT_NO', 'OUTCOME', 'REGRET', 'GROUNDS', 'REMEDIES', 'DECISION_LINK', 'DECIDE_BY'],
  REVIEW_OPENED: ['COMPLAINT_NO', 'REVIEW_LIMIT', 'DECIDED_AT'],
  REVIEW_DECISION: ['COMPLAINT_NO', 'REVIEW_DECISION', 'GROUNDS', 'REGRET', 'NEXT_STEP', 'RIGHTS'],
  DISPUTE_OPENED: ['COMPLAINT_NO', 'BODY', 'NEXT_STEP'],
  DISPUTE_DECIDED: ['COMPLAINT_NO', 'BODY', 'AWARD', 'REGRET', 'NEXT_STEP'],
  CASE_RESTS: ['COMPLAINT_NO', 'REASON', 'DECIDED_AT', 'NEXT_STEP'],
  CASE_GOES_ON: ['COMPLAINT_NO', 'REASON', 'DECIDED_AT', 'REGRET', 'NEXT_STEP', 'RIGHTS'],
  OFFER_REMINDER: ['COMPLAINT_NO', 'DECISION_LINK', 'DECIDE_BY'],
  ANSWER_RECEIVED: ['COMPLAINT_NO', 'ANSWER'],
  ANSWER_RECORDED: ['COMPLAINT_NO', 'ANSWER', 'REMEDIES', 'OBJECT_BY', 'DECISION_LINK'],
  LATE_ACCEPTANCE: ['COMPLAINT_NO', 'CORRECTION', 'ANSWER', 'REMEDIES', 'OBJECT_BY', 'DECISION_LINK'],
  OBJECTION_RECEIVED: ['COMPLAINT_NO', 'ANSWER', 'DECIDED_AT'],
  PROCEDURE_EXHAUSTED: ['COMPLAINT_NO', 'ANSWER', 'RIGHTS'],
  IMPOSITION: ['COMPLAINT_NO', 'OUTCOME', 'REGRET', 'REASON', 'GROUNDS', 'REMEDIES', 'RIGHTS'],
  REMEDY_CANCELLED: ['COMPLAINT_NO', 'REMEDIES', 'REASON', 'RIGHTS'],
  RENEGOTIATION: ['COMPLAINT_NO', 'REGRET', 'REMEDIES', 'REASON', 'RIGHTS'],
  DECISION: ['COMPLAINT_NO', 'OUTCOME', 'REGRET', 'GROUNDS', 'REMEDIES', 'RIGHTS'],
  OFFER_LAPSED: ['COMPLAINT_NO', 'REOPENING_RIGHT'],
  ONE_TIME_CODE: ['COMPLAINT_NO', 'ONE_TIME_CODE'],
  SUMMARY_RESOLUTION: ['COMPLAINT_NO', 'OUTCOME', 'REGRET'],
  ANSWER: ['COMPLAINT_NO', 'ANSWER'],
  DECLINE: ['COMPLAINT_NO', 'REASON', 'RIGHTS'],
  REFERRAL: ['COMPLAINT_NO', 'ORGANISATION', 'REASON', 'DATA_BASIS'],
  INFORMATION_REQUEST: ['COMPLAINT_NO', 'QUESTIONS', 'ANSWER_LINK', 'ANSWER_BY', 'NEXT_STEP'],
  INFORMATION_REMINDER: ['COMPLAINT_NO', 'QUESTIONS', 'ANSWER_LINK', 'ANSWER_BY', 'NEXT_STEP'],
  PROMISE: ['COMPLAINT_NO', 'PROMISE', 'EXPECTED_AT'],
  EXTENSION: ['COMPLAINT_NO', 'REGRET', 'REASON', 'EXPECTED_AT'],
  INFORMATION_UNANSWERED: ['COMPLAINT_NO', 'ENDED_AT', 'NEXT_STEP'],
  CLOSURE: ['COMPLAINT_NO', 'OUTCOME', 'REGRET', 'CLOSURE', 'ENDED_AT'],
  WITHDRAWAL: ['COMPLAINT_NO', 'ENDED_AT'],
  MERGE: ['COMPLAINT_NO', 'DECIDED_AT', 'REOPENING_RIGHT'],
  VOID: ['COMPLAINT_NO', 'ENDED_AT'],
  SUSPENSION: ['COMPLAINT_NO', 'DECIDED_AT'],
  SUSPENSION_LIFT: ['COMPLAINT_NO', 'DECIDED_AT'],
  REOPENING: ['COMPLAINT_NO', 'DECIDED_AT'],
  REQUEST_REFUSED: ['COMPLAINT_NO', 'REQUEST', 'REASON', 'DECIDED_AT'],
};

/** What a text message says besides its number, where the letter may never be read elsewhere. */
export const MANDATORY_IN_MESSAGE: Readonly<Partial<Record<LetterKind, readonly LetterItem[]>>> = {
  ACKNOWLEDGEMENT: ['ACCEPTED_AT', 'EXPECTED_AT', 'TRACKING_CODE'],
  INFORMATION_REQUEST: ['ANSWER_LINK', 'ANSWER_BY'],
  INFORMATION_REMINDER: ['ANSWER_LINK', 'ANSWER_BY'],
  PROMISE: ['PROMISE', 'EXPECTED_AT'],
  OFFER: ['DECIDE_BY'],
  OFFER_REMINDER: ['DECIDE_BY'],
  ANSWER_RECORDED: ['OBJECT_BY'],
  LATE_ACCEPTANCE: ['OBJECT_BY'],
  ONE_TIME_CODE: ['ONE_TIME_CODE'],
};

/** The words that stand for each item in this letter; an item without words cannot be in it. */
export type ItemWording = Partial<Readonly<Record<LetterItem, readonly string[]>>>;

/**
 * Finds out what a finished letter says, by looking for the words in it: an item counts when all its words stand in the
 * text and in the HTML, for a reader sees only one of the two.
 */
export function itemsIn(
  content: Pick<LetterContent, 'text' | 'html'>,
  wording: ItemWording,
  escapeHtml: (text: string) => string,
): Set<LetterItem> {
  const present = new Set<LetterItem>();
  for (const [item, words] of Object.entries(wording) as [LetterItem, readonly string[]][]) {
    const said = words.length > 0 && words.every((word) => word !== '' && isSaid(word, content, escapeHtml));
    if (said) present.add(item);
  }
  return present;
}

/** What every letter of the kind must say and this one does not. */
export function missingAlways(kind: LetterKind, present: ReadonlySet<LetterItem>): LetterItem[] {
  return MANDATORY[kind].filter((item) => !present.has(item));
}

/** What goes to its complainant alone, and so never on paper: other ways to answer stand there in its place. */
const NOT_ON_PAPER: readonly LetterItem[] = ['TRACKING_CODE', 'ONE_TIME_CODE', 'DECISION_LINK'];

/** What every letter of the kind must say on paper and this one does not. */
export function missingOnPaper(kind: LetterKind, present: ReadonlySet<LetterItem>): LetterItem[] {
  return missingAlways(kind, present).filter((item) => !NOT_ON_PAPER.includes(item));
}

/** As {@link itemsIn}, of a text message. */
export function itemsInMessage(message: string, wording: ItemWording): Set<LetterItem> {
  return itemsIn({ text: message, html: message }, wording, (text) => text);
}

/** What every text message of the kind must say and this one does not: its number, and where all of it is read, among it. */
export function missingInMessage(kind: LetterKind, present: ReadonlySet<LetterItem>): LetterItem[] {
  const demanded = MANDATORY_IN_MESSAGE[kind] ?? ['MAILBOX'];
  return (['COMPLAINT_NO', ...demanded] as const).filter((item) => !present.has(item));
}

function isSaid(
  word: string,
  { text, html }: Pick<LetterContent, 'text' | 'html'>,
  escapeHtml: (text: string) => string,
): boolean {
  return text.includes(word) && html.includes(escapeHtml(word));
}
