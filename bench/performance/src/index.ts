export { type ComplaintTexts } from './complaint-texts';
export { against, atLeast, atMost, type Figure, type Goal, measured, type Measured } from './figure';
export type { BenchContext, BenchPlatform, Measurement, MeasurementId, PlatformWish } from './measurement';
export { MEASUREMENTS } from './measurements';
export { median, percentile } from './statistics';
