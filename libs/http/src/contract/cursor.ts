import { z } from 'zod';
import { Problem } from '../problems/problem';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

/** Query parameters of every list; extend it with the filters: `pageQuerySchema.extend({ unitId: UnitCode.optional() })`. */
export const pageQuerySchema = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST_LIMIT)
    .default(DEFAULT_LIMIT)
    .describe(`Items on a page, ${LARGEST_LIMIT} at most`),
  cursor: z.string().min(1).max(1_000).optional().describe('`nextCursor` of the page before'),
});

/** A page of `item`; `nextCursor` is null on the last one. */
export function pageSchema<T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({
    items: z.array(item).describe('The items of this page, in order'),
    nextCursor: z.string().nullable().describe('Opaque; send it as `cursor` for the next page; null on the last page'),
  });
}

/** Writes the position after a page's last item as an opaque cursor. Positions hold ids and times, never personal data. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads a cursor back; undefined when none was sent.
 * @throws Problem 400 `invalid-cursor` when the text was not made by {@link encodeCursor} for this list
 */
export function decodeCursor<T>(schema: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new Problem(400, 'invalid-cursor', 'The cursor does not belong to this list');
  return parsed.data;
}

/** Makes a page of `limit` items from rows that were read with `limit + 1`, which tells whether there are more. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  item: (row: R) => T,
  position: (row: R) => unknown,
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null;
  return { items: shown.map(item), nextCursor };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
