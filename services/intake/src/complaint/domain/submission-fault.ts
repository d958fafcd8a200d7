import type { FieldFault } from '@redress/commands';
import { pointerTo, unknownField, valueAt } from '@redress/contracts';
import type { z } from 'zod';

/** One reason why a submission cannot be registered; holds no value that was submitted. */
export type SubmissionFault = FieldFault & { readonly code: string };

/** What a schema found wrong, as faults. */
export function faultsOf(error: z.ZodError, submitted: unknown): SubmissionFault[] {
  return error.issues.flatMap((issue): SubmissionFault[] => {
    const pointer = pointerTo(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ code: 'unknown-field', ...unknownField(pointer, key) }));
    }
    if (issue.code === 'invalid_type' && valueAt(submitted, issue.path) === undefined) {
      return [{ code: 'required', pointer, detail: 'is required' }];
    }
    return [{ code: issue.code.replaceAll('_', '-'), pointer, detail: issue.message }];
  });
}
