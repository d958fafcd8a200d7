import type { Measurement } from './measurement';
import { submissionsOverHttp } from './submissions/b1-submissions';

/** What the bench measures, in the order in which it does: what needs empty tables first. */
export const MEASUREMENTS: readonly Measurement[] = [submissionsOverHttp];
