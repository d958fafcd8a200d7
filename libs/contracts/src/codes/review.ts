import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What a reviewer decides (T31). */
export const REVIEW_DECISIONS = {
  OFFER_STANDS: { zh: '维持方案，再次告知', en: 'The offer stands and is made again' },
  REMEDIES_STAND: { zh: '维持方案，继续执行', en: 'What was agreed stands and goes on' },
  CLOSE: { zh: '维持原处理并结案', en: 'The handling stands, and the case is closed' },
  REDRAFT: { zh: '重新拟定方案', en: 'The plan is drafted anew' },
  INVESTIGATE_AGAIN: { zh: '重新调查', en: 'The case is investigated again' },
} as const satisfies Taxonomy;
export const ReviewDecision = codesOf(REVIEW_DECISIONS, 'What the review decided');
export type ReviewDecision = z.infer<typeof ReviewDecision>;

/** By which way a consumer takes a dispute outside of the enterprise (RM-24, ISO 10003). */
export const DISPUTE_ROUTES = {
  NEGOTIATION: { zh: '协商和解', en: 'negotiated settlement' },
  MEDIATION: { zh: '消费者组织或其他调解组织调解', en: 'mediation by a consumer association or another body' },
  AUTHORITY: { zh: '向行政部门投诉', en: 'complaint to the authority' },
  ARBITRATION: { zh: '仲裁', en: 'arbitration' },
  COURT: { zh: '诉讼', en: 'court' },
} as const satisfies Taxonomy;
export const DisputeRoute = codesOf(DISPUTE_ROUTES, 'Way by which the dispute is taken outside');
export type DisputeRoute = z.infer<typeof DisputeRoute>;

/** How a dispute ended (T33). */
export const DISPUTE_OUTCOMES = {
  FOR_COMPLAINANT: { zh: '支持投诉人', en: 'for the complainant' },
  PARTLY_FOR_COMPLAINANT: { zh: '部分支持投诉人', en: 'partly for the complainant' },
  FOR_COMPANY: { zh: '不支持投诉人', en: 'against the complainant' },
  SETTLED: { zh: '达成和解', en: 'settled' },
  DISCONTINUED: { zh: '程序终止', en: 'discontinued' },
} as const satisfies Taxonomy;
export const DisputeOutcome = codesOf(DISPUTE_OUTCOMES, 'How the dispute ended');
export type DisputeOutcome = z.infer<typeof DisputeOutcome>;
