import { z } from 'zod';

const FIRST_WRITABLE_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_WRITABLE_MS = Date.parse('9999-12-31T23:59:59.999Z');
const YEARS = 'must lie in the years 1 to 9999';

/** Whether an instant, in whatever zone it is written, lies in the years 1 to 9999 of UTC, which everything can write. */
const isInWritableYear = (text: string): boolean => {
  const atMs = Date.parse(text);
  return atMs >= FIRST_WRITABLE_MS && atMs <= LAST_WRITABLE_MS;
};

export const instantSchema = z.iso
  .datetime({ offset: false })
  .refine(isInWritableYear, YEARS)
  .describe('Instant, RFC 3339, UTC');

/** An instant as people and other systems write it, with the offset of their zone. */
export const zonedInstantSchema = z.iso
  .datetime({ offset: true })
  .refine(isInWritableYear, YEARS)
  .refine((text) => /(?:Z|[+-](?:0\d|1[0-4]):\d\d)$/.test(text), 'must have the offset of a zone, at most 14 hours')
  .describe('Instant, RFC 3339, with offset');
