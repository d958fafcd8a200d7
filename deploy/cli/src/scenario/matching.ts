import { isDeepStrictEqual } from 'node:util';

/**
 * A value of an answer at a place such as `items[0].kind`, `items[kind=OFFER].status` (the first item of that kind) or
 * `items.length`. Undefined where there is none.
 */
export function valueAtPlace(content: unknown, place: string): unknown {
  const steps = place === '.' ? [] : (place.match(/[^.[\]]+|\[[^\]]*\]/g) ?? []);
  return steps.reduce<unknown>((value, step) => {
    if (value === null || value === undefined) return undefined;
    if (!step.startsWith('[')) return (value as Record<string, unknown>)[step];
    const inside = step.slice(1, -1);
    if (!Array.isArray(value)) return undefined;
    const [, key, wanted] = /^([\w.]+)=(.*)$/.exec(inside) ?? [];
    if (key === undefined) return value.at(Number(inside));
    return value.find((item) => String(valueAtPlace(item, key)) === wanted);
  }, content);
}

/** What can be said of a value instead of naming it. */
interface Rule {
  /** It is a list that holds something that matches. */
  readonly has?: unknown;
  /** It is a list that holds nothing that matches. */
  readonly hasNot?: unknown;
  /** It is a text with this in it. */
  readonly says?: string;
  readonly saysNot?: string;
  /** It is there, or is not. */
  readonly exists?: boolean;
  readonly atLeast?: number;
  /** It is an instant; how it is written is said by `Times`. */
  readonly time?: string;
  readonly not?: unknown;
}

const RULES = ['has', 'hasNot', 'says', 'saysNot', 'exists', 'atLeast', 'time', 'not'];

/**
 * Whether a value is what is expected: equal, an object with at least these fields, a list of the same length, or as a rule
 * says ({ has, hasNot, says, saysNot, exists, atLeast, time, not }).
 * @param readTime reads an instant
 */
export function matches(actual: unknown, expected: unknown, readTime: (text: string) => Date): boolean {
  if (isRule(expected)) return Object.entries(expected).every(([name, rule]) => keeps(actual, name, rule, readTime));
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => matches(actual[index], item, readTime))
    );
  }
  if (expected !== null && typeof expected === 'object') {
    return (
      actual !== null &&
      typeof actual === 'object' &&
      Object.entries(expected).every(([key, value]) => matches(valueAtPlace(actual, key), value, readTime))
    );
  }
  return isDeepStrictEqual(actual, expected);
}

function keeps(actual: unknown, name: string, rule: unknown, readTime: (text: string) => Date): boolean {
  const isLike = (value: unknown) => matches(value, rule, readTime);
  switch (name) {
    case 'has':
      return Array.isArray(actual) && actual.some(isLike);
    case 'hasNot':
      return Array.isArray(actual) && !actual.some(isLike);
    case 'says':
      return typeof actual === 'string' && actual.includes(String(rule));
    case 'saysNot':
      return typeof actual === 'string' && !actual.includes(String(rule));
    case 'exists':
      return (actual !== undefined && actual !== null) === rule;
    case 'atLeast':
      return typeof actual === 'number' && actual >= Number(rule);
    case 'time':
      return typeof actual === 'string' && Date.parse(actual) === readTime(String(rule)).getTime();
    default:
      return !isLike(actual);
  }
}

function isRule(expected: unknown): expected is Rule {
  if (expected === null || typeof expected !== 'object' || Array.isArray(expected)) return false;
  const keys = Object.keys(expected);
  return keys.length > 0 && keys.every((key) => RULES.includes(key));
}
