import type { Measurement } from './measurement';

/** What the bench measures, in the order in which it does: what needs empty tables first. */
export const MEASUREMENTS: readonly Measurement[] = [];
