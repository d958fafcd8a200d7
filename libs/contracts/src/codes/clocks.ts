import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** Code of a clock; which clocks exist and what they are called is policy pack data. */
export const ClockCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
  .describe('Clock of the pinned policy pack');
export type ClockCode = z.infer<typeof ClockCode>;

/** Whether a limit is set by the enterprise or by law (D1). */
export const CLOCK_CLASSES = {
  OPERATIONAL: { zh: '内部时限', en: 'Operational' },
  STATUTORY: { zh: '法定时限', en: 'Statutory' },
} as const satisfies Taxonomy;
export const ClockClass = codesOf(CLOCK_CLASSES, 'Whether the limit is set by the enterprise or by law');
export type ClockClass = z.infer<typeof ClockClass>;

/** What happens along a clock (domain section 4.1). */
export const CLOCK_PROFILES = {
  A: { zh: '内部操作', en: 'Operational' },
  B: { zh: '客户承诺', en: 'Promise to the customer' },
  C: { zh: '法定', en: 'Statutory' },
  D: { zh: '行政', en: 'Administrative' },
} as const satisfies Taxonomy;
export const ClockProfile = codesOf(CLOCK_PROFILES, 'What happens along the clock');
export type ClockProfile = z.infer<typeof ClockProfile>;

/** Units of a limit (domain section 4.1, rule 2). */
export const LIMIT_UNITS = {
  CAL_H: { zh: '小时', en: 'calendar hours' },
  CAL_D: { zh: '天', en: 'calendar days' },
  WD: { zh: '工作日', en: 'working days' },
  WH: { zh: '工作小时', en: 'working hours' },
  EOD: { zh: '当日结束', en: 'end of day' },
} as const satisfies Taxonomy;
export const LimitUnit = codesOf(LIMIT_UNITS, 'Unit of a limit');
export type LimitUnit = z.infer<typeof LimitUnit>;

/** Why a clock is paused. Statutory clocks do not, unless the pack says so (SL-14, domain section 3). */
export const PAUSE_REASONS = {
  WAIT_COMPLAINANT: { zh: '待客户', en: 'Waiting for the complainant' },
  WAIT_SAMPLE: { zh: '待样品', en: 'Waiting for a sample' },
  LEGAL_HOLD: { zh: '司法中止', en: 'Suspended by an order' },
  INTERNAL_REVIEW: { zh: '内部复核', en: 'Under internal review' },
  EXTERNAL_DISPUTE: { zh: '外部争议处理', en: 'Before a body outside' },
  CUSTOMER_AGREED_DATE: { zh: '与客户约定', en: 'Date agreed with the customer' },
} as const satisfies Taxonomy;
export const PauseReason = codesOf(PAUSE_REASONS, 'Why the clock stands still');
export type PauseReason = z.infer<typeof PauseReason>;

/** Why a limit is extended before it runs out (CA-03). */
export const EXTENSION_REASONS = {
  LAB_TIME: { zh: '检测周期', en: 'Time of the laboratory' },
  SUPPLIER: { zh: '供应商', en: 'Supplier' },
  COMPLEXITY: { zh: '复杂', en: 'Complexity' },
  VOLUME: { zh: '群体事件', en: 'Many cases at once' },
} as const satisfies Taxonomy;
export const ExtensionReason = codesOf(EXTENSION_REASONS, 'Why the limit is extended');
export type ExtensionReason = z.infer<typeof ExtensionReason>;

/** What it means that a limit runs out: a promise is missed, a holder is asked to let it expire, or a window is over. */
export const DUE_EFFECTS = {
  BREACH: { zh: '超时', en: 'The promise is missed' },
  EXPIRE: { zh: '到期', en: 'The holder is asked to go on without an answer' },
  END: { zh: '期满', en: 'The time for something is over' },
} as const satisfies Taxonomy;
export const DueEffect = codesOf(DUE_EFFECTS, 'What it means that the limit runs out');
export type DueEffect = z.infer<typeof DueEffect>;
