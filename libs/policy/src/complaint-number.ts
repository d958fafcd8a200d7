import { DateTime } from 'luxon';
import type { PolicyPack } from './policy-pack';

const TOKEN = /\{([^{}]*)\}/g;
/** A unit may end in digits, too. */
const TOUCHES_SERIAL = /(\d|\{unit\})\{serial|\{serial:\d\}(\d|\{unit\})/;

/** Why a numbering pattern cannot be used; undefined when it can. */
export function numberingProblem(pattern: string): string | undefined {
  const tokens = [...pattern.matchAll(TOKEN)].map((match) => match[1]!);
  const unknown = tokens.find((token) => !/^(prefix|unit|yyMMdd|yyyyMMdd|serial:[1-9])$/.test(token));
  if (unknown !== undefined) return `{${unknown}} is not known; use {prefix}, {unit}, {yyMMdd}, {yyyyMMdd}, {serial:n}`;
  if (!/^[A-Za-z0-9._/-]*$/.test(pattern.replace(TOKEN, '')))
    return 'only letters, digits and - / . _ may stand between';
  for (const needed of ['serial', 'yy']) {
    if (tokens.filter((token) => token.startsWith(needed)).length !== 1) {
      const name = needed === 'serial' ? '{serial:n}' : '{yyMMdd} or {yyyyMMdd}';
      return `needs ${name} exactly once, otherwise numbers would repeat`;
    }
  }
  if (tokens.filter((token) => token === 'unit').length > 1) return 'may name {unit} only once';
  if (TOUCHES_SERIAL.test(pattern)) {
    return 'a digit or {unit} may not touch {serial:n}: one number could then be read as two';
  }
  return undefined;
}

/** The local registration day in the pack's zone, `YYYY-MM-DD`. */
export function registrationDay(pack: PolicyPack, at: Date): string {
  return DateTime.fromJSDate(at, { zone: pack.zone }).toISODate()!;
}

/**
 * The complaint number that the pack's pattern makes (RG-01 to RG-05). One serial runs over all numbers of the platform that
 * are alike around it, whatever unit or pack they come from. It is padded to the pattern's width and
 * grows past it when the day is busier than that. @throws RangeError when the serial is not a positive whole number
 */
export function complaintNumber(
  pack: PolicyPack,
  registration: { readonly unit: string; readonly at: Date; readonly serial: number },
): string {
  const { unit, at, serial } = registration;
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RangeError(`serial must be 1 or more, not ${serial}`);
  const day = registrationDay(pack, at).replaceAll('-', '');
  return pack.numbering.pattern.replace(TOKEN, (_, token: string) => {
    if (token === 'prefix') return pack.numbering.prefix;
    if (token === 'unit') return unit;
    if (token === 'yyMMdd') return day.slice(2);
    if (token === 'yyyyMMdd') return day;
    return String(serial).padStart(Number(token.slice('serial:'.length)), '0');
  });
}
