import { pointerTo, unknownField, valueAt, type Path } from '@redress/contracts';
import type { z } from 'zod';
import { faultAt, type FieldFault } from './field-fault';

type Issue = z.core.$ZodIssue;

/**
 * Every fault that a schema found, each with the code of its rule; the values themselves are never repeated.
 * @param sent what was judged
 */
export function schemaFaults(issues: readonly Issue[], sent: unknown): FieldFault[] {
  return issues.flatMap((issue) => explain(issue, [], sent));
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
  const pointer = pointerTo(path);
  const isMissing = issue.code === 'invalid_type' && valueAt(sent, path) === undefined;
  // What the schema says is closer to the field than the words of the code.
  return [isMissing ? faultAt(pointer, 'required') : { ...codedFault(issue, pointer), detail: issue.message }];
}

function codedFault(issue: Exclude<Issue, { code: 'unrecognized_keys' }>, pointer: string): FieldFault {
  switch (issue.code) {
    case 'invalid_type':
      return faultAt(pointer, 'wrong-type', { expected: issue.expected });
    case 'invalid_value':
      return faultAt(pointer, 'not-in-list', { allowed: issue.values.map(String).join(', ') });
    case 'invalid_format':
      return faultAt(pointer, 'wrong-format', { format: issue.format });
    case 'too_small': {
      const least = boundOf(issue.minimum, issue.inclusive === false ? 'more than ' : '');
      if (issue.origin === 'string') return faultAt(pointer, 'too-short', { least });
      return faultAt(pointer, isCounted(issue.origin) ? 'too-few' : 'too-small', { least });
    }
    case 'too_big': {
      const most = boundOf(issue.maximum, issue.inclusive === false ? 'less than ' : '');
      if (issue.origin === 'string') return faultAt(pointer, 'too-long', { most });
      return faultAt(pointer, isCounted(issue.origin) ? 'too-many' : 'too-large', { most });
    }
    case 'not_multiple_of':
      return faultAt(pointer, 'not-a-multiple', { of: issue.divisor });
    case 'invalid_union':
      return faultAt(pointer, 'no-alternative');
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return faultAt(pointer, 'breaks-rule');
  }
}

function isCounted(origin: string): boolean {
  return origin === 'array' || origin === 'set' || origin === 'map';
}

function boundOf(bound: number | bigint, prefix: string): number | string {
  return prefix === '' && typeof bound === 'number' ? bound : `${prefix}${bound}`;
}
