import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What may be asked of the service that holds a complaint (contracts, section 2). */
export const REQUESTS = {
  WITHDRAWAL: { zh: '撤诉', en: 'withdrawal' },
  MERGE: { zh: '并案', en: 'merge' },
  VOID: { zh: '作废', en: 'voiding' },
  SUSPENSION: { zh: '中止', en: 'suspension' },
  SUSPENSION_LIFT: { zh: '恢复', en: 'end of suspension' },
  REOPENING: { zh: '重新处理', en: 'reopening' },
  EXPIRY: { zh: '到期', en: 'expiry' },
} as const satisfies Taxonomy;
export const requestKindSchema = codesOf(REQUESTS, 'What is asked of the holder');
export type RequestKind = z.infer<typeof requestKindSchema>;

/** Why a complaint should never have been registered (T36); a matter that is registered already is merged, not voided. */
export const VOID_REASONS = {
  TEST_ENTRY: { zh: '测试登记', en: 'Entered as a test' },
  WRONG_PERSON: { zh: '登记在他人名下', en: 'Entered for the wrong person' },
  NOT_SUBMITTED: { zh: '投诉人并未提交', en: 'The complainant had not submitted it' },
  WRONG_ENTRY: { zh: '登记内容有误', en: 'What was entered is wrong' },
} as const satisfies Taxonomy;
export const VoidReason = codesOf(VOID_REASONS, 'Why it was registered by mistake');
export type VoidReason = z.infer<typeof VoidReason>;

/** Why one of several complainants is no longer a party of a case (T7). */
export const PARTY_LEAVES = {
  NO_LONGER_WANTED: { zh: '本人不再追究', en: 'They no longer want it to be handled' },
  SEPARATED: { zh: '并案撤销，单独办理', en: 'Their complaint is handled on its own again' },
} as const satisfies Taxonomy;
export const PartyLeaves = codesOf(PARTY_LEAVES, 'Why a party left the case');
export type PartyLeaves = z.infer<typeof PartyLeaves>;

export const REQUEST_KINDS = requestKindSchema.options;
