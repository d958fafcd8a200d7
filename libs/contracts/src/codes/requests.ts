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

export const REQUEST_KINDS = requestKindSchema.options;
