import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** Code of a clock; which clocks exist and what they are called is policy pack data. */
export const ClockCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
  .describe('Clock of the pinned policy pack');
export type ClockCode = z.infer<typeof ClockCode>;

/** Life of a clock (domain section 2.3). */
export const CLOCK_STATES = {
  RUNNING: { zh: '计时中', en: 'Running' },
  PAUSED: { zh: '已暂停', en: 'Paused' },
  MET: { zh: '按时完成', en: 'Met' },
  BREACHED: { zh: '超时', en: 'Breached' },
  CANCELLED: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Taxonomy;
export const ClockState = codesOf(CLOCK_STATES, 'State of a clock');
export type ClockState = z.infer<typeof ClockState>;

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
