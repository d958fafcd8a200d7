import { readdirSync } from 'node:fs';
import {
  amountOf,
  byRemedyType,
  DECLARED_REMEDIES,
  definePayment,
  defineRemedy,
  detailsOf,
  inWords,
  paymentBy,
  promisedRemedySchema,
  REMEDIES,
  remedyIn,
  remedyLineSchema,
  remedyOfType,
  RemedyType,
  termsIn,
} from '.';
import { code, date, internal, money, optional, quantity, reference } from './remedy-term';

const NOT_TYPES = ['define-remedy.ts', 'index.ts', 'remedy-list.ts', 'remedy-term.ts', 'remedy.ts'];

const amount = { amountMinor: 19_900, currency: 'CNY' };
const refund = { type: 'REFUND', amount, basis: 'LAW' } as const;
const line = { ...refund, remedyId: '019a9d6e-7a00-7000-8000-0000000000b0', ownerUnitId: 'FIN', dueOn: '2026-03-12' };

const COLOURS = { RED: { zh: '红', en: 'Red' } } as const;
const label = (en: string) => ({ zh: `${en}（中）`, en });

/** A remedy with a term of every kind. */
const loan = defineRemedy({
  type: 'LOAN',
  ...label('Loan'),
  proof: label('Receipt'),
  terms: {
    deposit: money(label('Deposit')),
    back: date(label('Back on')),
    pieces: quantity(label('Pieces'), { max: 3 }),
    model: reference(label('Model')),
    colour: optional(code(COLOURS, label('Colour'))),
    shelf: internal(reference(label('Shelf'))),
  },
});
const writers = { money: () => 'CNY 199.00', date: (on: string) => `the ${on}` };

// RM-01 to RM-05
describe('the registry of remedies', () => {
  it('holds every type of the folder, each in a file of its own', () => {
    const files = readdirSync(__dirname).filter((file) => !file.endsWith('.spec.ts') && !NOT_TYPES.includes(file));

    expect(DECLARED_REMEDIES.map(({ type }) => `${type.toLowerCase().replaceAll('_', '-')}.ts`).sort()).toEqual(
      files.sort(),
    );
  });

  it('names codes and labels of all of them', () => {
    expect(RemedyType.options).toEqual(Object.keys(REMEDIES));
    expect(REMEDIES.REFUND).toEqual({ zh: '退款', en: 'Refund' });
    expect(remedyOfType('REPAIR')).toMatchObject({ type: 'REPAIR', en: 'Repair' });
  });

  it('knows which move money, and which of them need no fault of ours', () => {
    expect(paymentBy('REFUND')).toBe('FOR_FAULT');
    expect(paymentBy('GOODWILL_PAYMENT')).toBe('GOODWILL');
    expect(paymentBy('REPAIR')).toBeUndefined();
  });
});

describe('a declaration', () => {
  it('may not name a term like a field that every line has, or every payment', () => {
    const named = (name: string) => ({
      type: 'X',
      ...label('X'),
      proof: label('X'),
      terms: { [name]: date(label('Due')) },
    });

    expect(() => defineRemedy(named('dueOn'))).toThrow('X cannot have a term dueOn');
    expect(() => defineRemedy(named('amount'))).toThrow('X cannot have a term amount');
    expect(() => definePayment(named('basis'))).toThrow('X cannot have a term basis');
  });

  it('of a payment has amount and ground before its own terms', () => {
    const voucher = definePayment({
      type: 'CARD',
      ...label('Card'),
      proof: label('Receipt'),
      terms: { until: date(label('Valid until')) },
    });

    expect(Object.keys(voucher.terms)).toEqual(['amount', 'basis', 'instalment', 'until']);
    expect(detailsOf({ ...refund, type: 'CARD', until: '2027-01-01' } as never, voucher)).toMatchObject([
      { name: 'basis', value: 'LAW' },
      { name: 'until', value: '2027-01-01' },
    ]);
  });

  it.each(['Wang Fang', '王芳', '', 'a'.repeat(41), 'a@b.example', '-x'])(
    'takes no words as a reference: %j',
    (text) => {
      expect(loan.terms.model.schema.safeParse(text).success).toBe(false);
    },
  );

  it.each(['ThinkPad-T14', 'X/12_b+1.0', '7'])('takes the number of a catalogue as a reference: %s', (text) => {
    expect(loan.terms.model.schema.safeParse(text).success).toBe(true);
  });

  it('bounds amounts and quantities', () => {
    const { deposit, pieces } = loan.terms;
    const takes = (amountMinor: number) => deposit.schema.safeParse({ amountMinor, currency: 'CNY' }).success;

    expect([0, 1, 1_000_000_000_000, 1_000_000_000_001].map(takes)).toEqual([false, true, true, false]);
    expect([0, 1, 3, 4, 1.5].map((value) => pieces.schema.safeParse(value).success)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the lines of a plan', () => {
  it('are told apart by their type, each with its terms', () => {
    expect(remedyLineSchema.parse(line)).toEqual(line);
    expect(remedyLineSchema.parse({ ...line, type: 'REPAIR' })).toEqual({
      remedyId: line.remedyId,
      type: 'REPAIR',
      ownerUnitId: 'FIN',
      dueOn: '2026-03-12',
    });
    expect(remedyLineSchema.safeParse({ ...line, type: 'FLOWERS' }).success).toBe(false);
    expect(remedyLineSchema.safeParse({ ...line, amount: { ...amount, amountMinor: 0 } }).success).toBe(false);
  });

  it('have no terms of other types where a caller sends them', () => {
    const asked = byRemedyType({}, {}, { hasInternalTerms: true, isStrict: true });

    expect(asked.safeParse(refund).success).toBe(true);
    expect(asked.safeParse({ ...refund, type: 'REPAIR' }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['amount', 'basis'] },
    ]);
  });

  // T27
  it('say which instalment they are where the plan made them one, which no caller can claim', () => {
    const asked = byRemedyType({}, {}, { hasInternalTerms: true, isStrict: true });
    const instalment = { no: 2, of: 3, total: { amountMinor: 60_000, currency: 'CNY' } };
    const told = (locale: string) =>
      detailsOf({ type: 'REFUND', instalment } as never).map((one) => inWords(one, locale, writers));

    expect(remedyLineSchema.parse({ ...line, instalment })).toMatchObject({ instalment });
    expect(promisedRemedySchema.parse({ ...line, instalment })).toMatchObject({ instalment });
    expect(asked.safeParse({ ...refund, instalment }).error?.issues).toMatchObject([{ keys: ['instalment'] }]);
    expect([told('en'), told('zh-CN')]).toEqual([
      ['Instalment: 2 of 3, CNY 199.00 in all'],
      ['分期：第 2 期，共 3 期，总额 CNY 199.00'],
    ]);
  });

  it('are told to the complainant without what is for colleagues', () => {
    expect(promisedRemedySchema.parse(line)).toEqual({ type: 'REFUND', amount, dueOn: '2026-03-12' });
  });

  it('are kept by their terms, and read again only when these are right', () => {
    expect(termsIn(line)).toEqual({ amount, basis: 'LAW' });
    expect(remedyIn({ type: 'REFUND', ...termsIn(line) })).toEqual(refund);
    expect(amountOf(remedyIn(line))).toEqual(amount);
    expect(amountOf({ type: 'REPAIR' })).toBeUndefined();

    const broken = { ...line, amount: { amountMinor: '199', currency: 'yuan' } };
    expect(() => termsIn(broken)).toThrow(
      new Error('A remedy REFUND has terms that its type does not allow: amount.amountMinor, amount.currency'),
    );
  });
});

describe('the terms of a remedy', () => {
  const terms = { deposit: amount, back: '2026-04-01', pieces: 2, model: 'T14', colour: 'RED' };
  const told = (locale: string) =>
    detailsOf({ type: 'LOAN', ...terms }, loan).map((detail) => inWords(detail, locale, writers));

  it('read in the order of the declaration, in the language of the reader', () => {
    expect(told('en')).toEqual([
      'Deposit: CNY 199.00',
      'Back on: the 2026-04-01',
      'Pieces: 2',
      'Model: T14',
      'Colour: Red',
    ]);
    expect(told('zh-CN')[4]).toBe('Colour（中）：红');
  });

  it('leave out what a remedy pays, and know none of a type that this release does not know', () => {
    expect(detailsOf({ type: 'REFUND', amount } as { type: string })).toEqual([]);
    expect(detailsOf({ type: 'FLOWERS' })).toEqual([]);
  });
});
