import { schemaFaults, type FieldFault } from '@redress/commands';
import type { z } from 'zod';

/** One reason why a submission cannot be registered; holds no value that was submitted. */
export type SubmissionFault = FieldFault;

/** What a schema found wrong, as faults. */
export function faultsOf(error: z.ZodError, submitted: unknown): SubmissionFault[] {
  return schemaFaults(error.issues, submitted);
}
