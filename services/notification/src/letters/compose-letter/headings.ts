import type { LetterKind, LocaleCode } from '@redress/contracts';

/** What stands above a letter. */
export const HEADINGS: Readonly<Record<LetterKind, Readonly<Record<LocaleCode, string>>>> = {
  ACKNOWLEDGEMENT: { 'zh-CN': '投诉受理函', en: 'We have accepted your complaint' },
  INFORMATION_REQUEST: { 'zh-CN': '补充材料通知', en: 'We need some information from you' },
  INFORMATION_REMINDER: { 'zh-CN': '请补充投诉材料', en: 'We still need some information from you' },
  INFORMATION_UNANSWERED: { 'zh-CN': '逾期未补充告知函', en: 'We go on without your answer' },
  OFFER: { 'zh-CN': '投诉处理方案告知函', en: 'Our proposal on your complaint' },
  OFFER_REMINDER: { 'zh-CN': '请确认投诉处理方案', en: 'Our proposal waits for your answer' },
  OFFER_LAPSED: { 'zh-CN': '投诉处理方案逾期未复告知函', en: 'Our proposal has lapsed' },
  ANSWER_RECEIVED: { 'zh-CN': '投诉答复收悉函', en: 'We have your answer' },
  PROCEDURE_EXHAUSTED: { 'zh-CN': '协商程序终结告知函', en: 'The negotiation has ended' },
  IMPOSITION: { 'zh-CN': '未经同意执行措施告知函', en: 'What we do without waiting for your consent' },
  DECISION: { 'zh-CN': '投诉处理决定告知函', en: 'Our decision on your complaint' },
  ONE_TIME_CODE: { 'zh-CN': '一次性验证码', en: 'Your one-time code' },
  CLOSURE: { 'zh-CN': '投诉结案告知函', en: 'Your complaint is closed' },
  SUMMARY_RESOLUTION: { 'zh-CN': '现场解决确认函', en: 'What we did about your complaint' },
  ANSWER: { 'zh-CN': '答复函', en: 'Our answer to you' },
  DECLINE: { 'zh-CN': '不予受理告知函', en: 'We cannot accept your complaint' },
  REFERRAL: { 'zh-CN': '转送告知函', en: 'We have passed your complaint on' },
  WITHDRAWAL: { 'zh-CN': '撤诉确认函', en: 'Your complaint has been withdrawn' },
  MERGE: { 'zh-CN': '投诉并案办理告知函', en: 'Your complaint is handled with another one' },
  VOID: { 'zh-CN': '投诉作废告知函', en: 'Your complaint was registered by mistake' },
  SUSPENSION: { 'zh-CN': '投诉中止办理告知函', en: 'Your complaint is suspended' },
  SUSPENSION_LIFT: { 'zh-CN': '投诉恢复办理告知函', en: 'We have resumed work on your complaint' },
  REOPENING: { 'zh-CN': '投诉重新处理告知函', en: 'Your complaint has been reopened' },
  REQUEST_REFUSED: { 'zh-CN': '申请答复函', en: 'Our answer to your request' },
};
