import { schemaFaults, type FieldFault } from '@redress/commands';
import type { z } from 'zod';

/** Every fault that a schema found, as field errors; `sent` is what was judged, `where` the part it was sent in. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], sent: unknown, where: FieldFault['in']): FieldFault[] {
  return schemaFaults(issues, sent).map((error) => (where ? { in: where, ...error } : error));
}
