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
      { pointer: '/name', code: 'required', detail: 'is required' },
      {
        pointer: '/age',
        code: 'wrong-type',
        params: { expected: 'number' },
        detail: expect.stringContaining('number'),
      },
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
      { pointer: '/remedy/text', code: 'required', detail: 'is required' },
    ]);
  });

  it('point into lists and escape what JSON Pointer escapes', () => {
    const schema = z.object({ 'a/b': z.array(z.object({ 'c~d': z.string() })) });

    expect(faults(schema, { 'a/b': [{ 'c~d': 'x' }, {}] })).toEqual([
      { pointer: '/a~1b/1/c~0d', code: 'required', detail: 'is required' },
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
      { pointer: '/complainant/nickname', code: 'unknown-field', detail: 'is not a known field' },
      { pointer: '/complainant', code: 'unknown-field', detail: 'holds a field that is not known' },
    ]);
  });

  it('carry the code of the rule with what its words need, whatever kind of rule the schema has', () => {
    const schema = z.object({
      kind: z.enum(['A', 'B']),
      name: z.string().min(2),
      note: z.string().max(3),
      lines: z.array(z.string()).min(1),
      marks: z.array(z.string()).max(1),
      amount: z.int().min(1),
      share: z.number().max(100),
      step: z.number().multipleOf(5),
      below: z.number().lt(10),
      mail: z.email(),
      phone: z.string().regex(/^1/),
      day: z.string().refine((text) => text === 'Monday', 'must be a Monday'),
      choice: z.union([z.literal(1), z.literal(2)]),
    });

    const found = faults(schema, {
      kind: 'C',
      name: 'x',
      note: 'long',
      lines: [],
      marks: ['a', 'b'],
      amount: 0,
      share: 101,
      step: 7,
      below: 10,
      mail: 'x',
      phone: '2',
      day: 'Friday',
      choice: 3,
    });

    expect(Object.fromEntries(found.map(({ pointer, code, params }) => [pointer.slice(1), [code, params]]))).toEqual({
      kind: ['not-in-list', { allowed: 'A, B' }],
      name: ['too-short', { least: 2 }],
      note: ['too-long', { most: 3 }],
      lines: ['too-few', { least: 1 }],
      marks: ['too-many', { most: 1 }],
      amount: ['too-small', { least: 1 }],
      share: ['too-large', { most: 100 }],
      step: ['not-a-multiple', { of: 5 }],
      below: ['too-large', { most: 'less than 10' }],
      mail: ['wrong-format', { format: 'email' }],
      phone: ['wrong-format', { format: 'regex' }],
      day: ['breaks-rule', undefined],
      choice: ['not-in-list', expect.anything()],
    });
  });
});
