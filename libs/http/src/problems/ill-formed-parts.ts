import { pointerTo } from '@redress/contracts';
import { faultAt, type FieldFault } from '@redress/commands';

interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly step: string | number;
  readonly above: Place | undefined;
}

const MOST_FAULTS = 20;
/** Deeper than anything that an endpoint takes. */
const LARGEST_DEPTH = 32;

/**
 * Every part of a request that is refused whatever it stands for: a text, also as a key, that no database can keep
 * unaltered (with U+0000 or half of a surrogate pair), and what is nested without end.
 */
export function illFormedParts(sent: unknown, where: FieldFault['in']): FieldFault[] {
  const faults: FieldFault[] = [];
  const open: Place[] = [{ value: sent, depth: 0, step: '', above: undefined }];
  for (let place = open.pop(); place && faults.length < MOST_FAULTS; place = open.pop()) {
    const { value, depth } = place;
    if (typeof value === 'string') {
      if (!isWellFormed(value)) faults.push(faultIn(place, 'ill-formed-text', where));
    } else if (depth > LARGEST_DEPTH) {
      faults.push(faultIn(place, 'nested-too-deeply', where));
    } else if (Array.isArray(value)) {
      for (let step = value.length - 1; step >= 0; step--)
        open.push({ value: value[step], depth: depth + 1, step, above: place });
    } else if (typeof value === 'object' && value !== null) {
      for (const [step, item] of Object.entries(value).reverse()) {
        const inside: Place = { value: item, depth: depth + 1, step, above: place };
        if (isWellFormed(step)) open.push(inside);
        else faults.push(faultIn(inside, 'ill-formed-text', where));
      }
    }
  }
  return faults;
}

function isWellFormed(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

function faultIn(place: Place, code: 'ill-formed-text' | 'nested-too-deeply', where: FieldFault['in']): FieldFault {
  const steps: (string | number)[] = [];
  for (let at: Place = place; at.above; at = at.above) steps.unshift(at.step);
  const fault = faultAt(pointerTo(steps), code);
  return where ? { in: where, ...fault } : fault;
}
