import type { FieldFault } from '@redress/commands';
import { type Path, pointerTo, unknownField, valueAt } from '@redress/contracts';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Every fault that a schema found, as field errors; `sent` is what was judged, `where` the part it was sent in. */
export function fieldErrors(issues: readonly Issue[], sent: unknown, where: FieldFault['in']): FieldFault[] {
  return issues.flatMap((issue) => explain(issue, [], sent)).map((error) => (where ? { in: where, ...error } : error));
}

function explain(issue: Issue, base: Path, sent: unknown): FieldFault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField(pointerTo(path), key));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative that fits best tells most: naming the faults of all of them would contradict itself.
    const closest = [...issue.errors].sort((one, other) => one.length - other.length)[0] as Issue[];
    return closest.flatMap((inner) => explain(inner, path, sent));
  }
  const missing = issue.code === 'invalid_type' && valueAt(sent, path) === undefined;
  return [{ pointer: pointerTo(path), detail: missing ? 'is required' : issue.message }];
}
