import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** Letters to a complainant. */
export const LETTERS = {
  ACKNOWLEDGEMENT: { zh: '受理函', en: 'Acceptance letter' },
  INFORMATION_REQUEST: { zh: '补充材料通知', en: 'Request for information' },
  INFORMATION_REMINDER: { zh: '补充材料提醒函', en: 'Reminder of a request for information' },
  INFORMATION_UNANSWERED: { zh: '逾期未补充告知函', en: 'Notice that the investigation goes on without an answer' },
  OFFER: { zh: '处理方案告知函', en: 'Offer' },
  OFFER_REMINDER: { zh: '方案待确认提醒函', en: 'Reminder of an offer' },
  OFFER_LAPSED: { zh: '方案逾期未复告知函', en: 'Lapse of an offer' },
  ONE_TIME_CODE: { zh: '一次性验证码', en: 'One-time code' },
  ANSWER_RECEIVED: { zh: '答复收悉函', en: 'Confirmation of an answer to an offer' },
  ANSWER_RECORDED: { zh: '答复记录告知函', en: 'What was recorded as your acceptance, and how to object' },
  LATE_ACCEPTANCE: { zh: '更正函', en: 'Correction: acceptance before the lapse' },
  OBJECTION_RECEIVED: { zh: '异议收悉函', en: 'Confirmation of an objection' },
  PROCEDURE_EXHAUSTED: { zh: '程序终结告知函', en: 'End of the procedure, with rights' },
  IMPOSITION: { zh: '未经同意执行措施告知函', en: 'Notice of measures without consent' },
  REMEDY_CANCELLED: { zh: '措施取消告知函', en: 'Notice that a remedy is not carried out' },
  RENEGOTIATION: { zh: '重新协商告知函', en: 'Notice that the proposal is negotiated anew' },
  DECISION: { zh: '处理决定告知函', en: 'Decision' },
  REVIEW_OPENED: { zh: '复核受理告知函', en: 'Confirmation of an internal review' },
  REVIEW_DECISION: { zh: '复核决定告知函', en: 'Decision of an internal review' },
  DISPUTE_OPENED: { zh: '争议外部处理告知函', en: 'Letter on a dispute before another body' },
  DISPUTE_DECIDED: { zh: '争议处理结果告知函', en: 'Letter on the end of a dispute' },
  CASE_RESTS: { zh: '处理暂停告知函', en: 'Letter to the other complainants that a case rests' },
  CASE_GOES_ON: { zh: '后续处理告知函', en: 'Letter to the other complainants on what follows' },
  PROMISE: { zh: '承诺确认函', en: 'Confirmation of what was promised' },
  EXTENSION: { zh: '延期告知函', en: 'Notice that it takes longer' },
  CLOSURE: { zh: '结案告知函', en: 'Closure letter' },
  SUMMARY_RESOLUTION: { zh: '现场解决确认函', en: 'Confirmation of a resolution on the spot' },
  ANSWER: { zh: '答复函', en: 'Answer' },
  DECLINE: { zh: '不予受理告知函', en: 'Notice that the complaint is not accepted' },
  REFERRAL: { zh: '转送告知函', en: 'Notice of referral' },
  WITHDRAWAL: { zh: '撤诉确认函', en: 'Confirmation of withdrawal' },
  MERGE: { zh: '并案告知函', en: 'Letter on a merge' },
  VOID: { zh: '作废告知函', en: 'Letter on a voided complaint' },
  SUSPENSION: { zh: '中止告知函', en: 'Letter on a suspension' },
  SUSPENSION_LIFT: { zh: '恢复办理告知函', en: 'Letter on the end of a suspension' },
  REOPENING: { zh: '重新处理告知函', en: 'Confirmation of a reopening' },
  REQUEST_REFUSED: { zh: '申请不予同意告知函', en: 'Refusal of a request' },
} as const satisfies Taxonomy;
export const LetterKind = codesOf(LETTERS, 'Kind of letter to the complainant');
export type LetterKind = z.infer<typeof LetterKind>;

/** Ways by which a letter reaches a complainant. */
export const LETTER_WAYS = {
  EMAIL: { zh: '电子邮件', en: 'E-mail' },
  SMS: { zh: '短信', en: 'Text message' },
  MAILBOX: { zh: '门户信箱', en: 'Mailbox of the portal' },
  PRINT: { zh: '纸质信函', en: 'Paper' },
} as const satisfies Taxonomy;
export const LetterWay = codesOf(LETTER_WAYS, 'Way by which letters reach the complainant');
export type LetterWay = z.infer<typeof LetterWay>;

/** What counts as told (contracts, section 7). */
export const TOLD_BY = {
  MAIL: { zh: '邮件', en: 'by mail' },
  SMS: { zh: '短信', en: 'by text message' },
  ON_SCREEN: { zh: '页面显示', en: 'on screen' },
  READ_OUT: { zh: '口头宣读', en: 'read out' },
  POSTED: { zh: '邮寄', en: 'by post' },
  HANDED_OVER: { zh: '当面送达', en: 'handed over' },
  FAXED: { zh: '传真', en: 'by fax' },
} as const satisfies Taxonomy;
export const ToldBy = codesOf(TOLD_BY, 'How the complainant learned it');
export type ToldBy = z.infer<typeof ToldBy>;
