import { z } from 'zod';
import { fieldErrors } from './field-errors';

const faults = (schema: z.ZodType, sent: unknown) => {
  const parsed = schema.safeParse(sent);
  return parsed.success ? [] : fieldErrors(parsed.error.issues, sent, undefined);
};

describe('field errors', () => {
  it('tell a missing field from a wrong one', () => {
    const schema = z.object({ name: z.string(), age: z.number() });

    expect(faults(schema, { age: 'old' })).toEqual([
      { pointer: '/name', detail: 'is required' },
      { pointer: '/age', detail: expect.stringContaining('number') },
    ]);
  });

  it('explain the alternative that fits best', () => {
    const schema = z.object({
      remedy: z.union([
        z.object({ kind: z.literal('REFUND'), amount: z.number(), currency: z.string() }),
        z.object({ kind: z.literal('APOLOGY'), text: z.string() }),
      ]),
    });

    expect(faults(schema, { remedy: { kind: 'APOLOGY' } })).toEqual([
      { pointer: '/remedy/text', detail: 'is required' },
    ]);
  });

  it('point into lists and escape what JSON Pointer escapes', () => {
    const schema = z.object({ 'a/b': z.array(z.object({ 'c~d': z.string() })) });

    expect(faults(schema, { 'a/b': [{ 'c~d': 'x' }, {}] })).toEqual([
      { pointer: '/a~1b/1/c~0d', detail: 'is required' },
    ]);
  });

  it('never repeat what was sent', () => {
    const schema = z.object({ email: z.email(), kind: z.enum(['A']), at: z.iso.datetime(), n: z.int().max(3) });

    const found = faults(schema, { email: 'secret-1', kind: 'secret-2', at: 'secret-3', n: 4711 });

    expect(found).toHaveLength(4);
    expect(JSON.stringify(found)).not.toMatch(/secret|4711/);
  });

  it('name a field that is not known, unless it is no name', () => {
    const schema = z.strictObject({ complainant: z.strictObject({ name: z.string() }) });

    expect(faults(schema, { complainant: { name: 'A', nickname: 'B', '王晓梅 138-0013-8000': '' } })).toEqual([
      { pointer: '/complainant/nickname', detail: 'is not a known field' },
      { pointer: '/complainant', detail: 'holds a field that is not known' },
    ]);
  });
});
