import { complaintSubmissionSchema } from '@redress/contracts';
import fc from 'fast-check';
import { approvalFor, remedyDueOn, remedyRule, totalsOf } from './authority';
import { complaintNumber, numberingProblem, registrationDay } from './complaint-number';
import { levelAfterBreach, levelAfterDissatisfied, rungAt } from './escalation';
import { firstFollowUpBy, isUnreachable } from './follow-up';
import { expectedTimeClocks, missingLetterItems } from './letters';
import { registrationGaps } from './registration-form';
import { general, generalContent, manufacturing, shanghai } from './sample-packs.spec';

const pack = general();

describe('a complaint number', () => {
  const content = generalContent();

  // RG-02, RG-05
  it('is made of prefix, unit, local day and serial', () => {
    const at = new Date('2026-03-02T17:30:00Z');

    expect(complaintNumber(content, { unit: 'CS', at, serial: 7 })).toBe('GSCS-260303-00007');
    expect(registrationDay(content, at)).toBe('2026-03-03');
  });

  it('grows when the day is busier than the pattern is wide', () => {
    const at = shanghai('2026-03-02T09:00');

    expect(complaintNumber(content, { unit: 'CS', at, serial: 123_456 })).toBe('GSCS-260302-123456');
    expect(() => complaintNumber(content, { unit: 'CS', at, serial: 0 })).toThrow(RangeError);
  });

  it('differs whenever unit, day or serial differ', () => {
    const registration = fc.record({
      unit: fc.constantFrom('CS', 'QA'),
      at: fc.constantFrom(shanghai('2026-03-02T09:00'), shanghai('2026-03-03T09:00')),
      serial: fc.integer({ min: 1, max: 200_000 }),
    });

    fc.assert(
      fc.property(registration, registration, (a, b) => {
        const same = a.unit === b.unit && a.at.getTime() === b.at.getTime() && a.serial === b.serial;

        expect(complaintNumber(content, a) === complaintNumber(content, b)).toBe(same);
      }),
    );
  });

  it('needs a pattern that cannot repeat itself', () => {
    expect(numberingProblem('{prefix}{unit}-{yyMMdd}-{serial:5}')).toBeUndefined();
    expect(numberingProblem('{unit}-{serial:5}')).toMatch(/needs \{yyMMdd\}/);
    expect(numberingProblem('{unit}-{yyMMdd}')).toMatch(/needs \{serial:n\}/);
    expect(numberingProblem('{unit}-{yyMMdd}-{serial:5}-{name}')).toMatch(/\{name\} is not known/);
    expect(numberingProblem('{unit} {yyMMdd}#{serial:5}')).toMatch(/only letters/);
  });

  it('may leave the unit out, and keeps the serial apart from what could end or begin in a digit', () => {
    expect(numberingProblem('{prefix}-{yyyyMMdd}-{serial:5}')).toBeUndefined();
    expect(numberingProblem('{prefix}{yyMMdd}{serial:5}')).toBeUndefined();
    expect(numberingProblem('{unit}-{unit}-{yyMMdd}-{serial:5}')).toMatch(/\{unit\} only once/);
    for (const pattern of ['{yyMMdd}-{unit}{serial:5}', '{yyMMdd}-{serial:5}{unit}', '{yyMMdd}-1{serial:4}']) {
      expect(numberingProblem(pattern)).toMatch(/may not touch \{serial:n\}/);
    }
  });
});

describe('the registration form', () => {
  const submission = (complainant: object, more: object = {}) =>
    complaintSubmissionSchema.parse({
      channel: 'WEB_FORM',
      description: 'It does not work',
      complainant: { type: 'CONSUMER', locale: 'en', ...complainant },
      ...more,
    });

  // RG-07, RG-08
  it('asks for a way to reach the complainant, unless anonymous', () => {
    expect(registrationGaps(pack, submission({})).required).toEqual([{ field: 'contact', pointer: '/complainant' }]);
    expect(registrationGaps(pack, submission({ phone: '+86 555 0100' })).required).toEqual([]);
    expect(registrationGaps(pack, submission({ type: 'ANONYMOUS' })).required).toEqual([]);
  });

  // RG-11, RG-14, RG-15
  it('lists what it would have liked to know', () => {
    const gaps = registrationGaps(
      manufacturing(),
      submission({ email: 'a@example.org', name: 'A' }, { product: { ref: 'P-1' } }),
    );

    expect(gaps.required).toEqual([]);
    expect(gaps.expected.map(({ field }) => field)).toEqual(['batchNo', 'orderRef']);
  });
});

describe('the authority matrix', () => {
  const cny = (amountMinor: number) => ({ amountMinor, currency: 'CNY' });

  // CA-06
  it('asks for a higher rank above the limit, which is inclusive', () => {
    expect(approvalFor(pack, [cny(500_000)])).toEqual({
      role: 'REMEDY_APPROVER',
      mayApprove: ['REMEDY_APPROVER', 'EXECUTIVE'],
    });
    expect(approvalFor(pack, [cny(500_001)])).toEqual({ role: 'EXECUTIVE', mayApprove: ['EXECUTIVE'] });
  });

  it('knows what to do without money, in a foreign currency and in several', () => {
    expect(approvalFor(pack, []).role).toBe('REMEDY_APPROVER');
    expect(approvalFor(pack, [{ amountMinor: 1, currency: 'CHF' }]).role).toBe('EXECUTIVE');
    expect(approvalFor(pack, [cny(1), { amountMinor: 100_001, currency: 'USD' }]).role).toBe('EXECUTIVE');
  });

  it('adds lines up per currency, so that splitting an amount does not help', () => {
    const totals = totalsOf([
      { amount: cny(300_000) },
      {},
      { amount: cny(300_000) },
      { amount: { amountMinor: 5, currency: 'USD' } },
    ]);

    expect(totals).toEqual([cny(600_000), { amountMinor: 5, currency: 'USD' }]);
    expect(approvalFor(pack, totals).role).toBe('EXECUTIVE');
    expect(() => totalsOf([{ amount: cny(Number.MAX_SAFE_INTEGER) }, { amount: cny(1) }])).toThrow(RangeError);
  });

  // RM-01, RM-02, RM-03, RM-04
  it('promises a remedy by a local date and offers only what the pack has', () => {
    expect(remedyDueOn(pack, 'REFUND', new Date('2026-03-02T17:00:00Z'))).toBe('2026-03-10');
    expect(remedyRule(pack, 'REFUND')).toMatchObject({ needsAmount: true });
    expect(remedyRule(pack, 'RECALL')).toBeUndefined();
    expect(() => remedyDueOn(pack, 'RECALL', new Date())).toThrow('offers no RECALL');
  });
});

describe('the escalation ladder', () => {
  // ES-02
  it('goes one up for a missed operational limit, to level 3 for a statutory one, nowhere for an administrative one', () => {
    expect(levelAfterBreach(pack, 'A', 0)).toBe(1);
    expect(levelAfterBreach(pack, 'B', 2)).toBe(3);
    expect(levelAfterBreach(pack, 'C', 1)).toBe(3);
    expect(levelAfterBreach(pack, 'C', 4)).toBe(4);
    expect(levelAfterBreach(pack, 'D', 1)).toBe(1);
  });

  it('ends at its top', () => {
    expect(levelAfterBreach(pack, 'A', 4)).toBe(4);
    expect(levelAfterBreach(manufacturing(), 'A', 3)).toBe(3);
  });

  it('says who answers, nobody above the handler at level 0', () => {
    expect(rungAt(pack, 0)).toBeUndefined();
    expect(rungAt(pack, 2)).toEqual({ level: 2, role: 'UNIT_MANAGER', in: 'PARENT_UNIT' });
    expect(rungAt(manufacturing(), 5)).toMatchObject({ level: 3 });
  });

  it('rises with the first or the second failed follow-up, as the pack says', () => {
    expect([1, 2].map((failures) => levelAfterDissatisfied(pack, 0, failures))).toEqual([1, 1]);
    expect([1, 2].map((failures) => levelAfterDissatisfied(manufacturing(), 0, failures))).toEqual([0, 1]);
  });
});

// SL-03, SL-07
describe('letters and follow-up', () => {
  it('finds what an acceptance letter forgot', () => {
    expect(missingLetterItems(pack, 'ACKNOWLEDGEMENT', new Set(['COMPLAINT_NO', 'ACCEPTED_AT']))).toEqual([
      'EXPECTED_AT',
    ]);
    // IN-25
    expect(expectedTimeClocks(pack, 'ACKNOWLEDGEMENT')).toEqual(['RESOLUTION', 'ANSWER']);
    expect(expectedTimeClocks(pack, 'OFFER')).toEqual([]);
  });

  it('closes as unreachable after three attempts on two days only', () => {
    const at = (...times: string[]) => times.map(shanghai);

    expect(isUnreachable(pack, at('2026-03-02T09:00', '2026-03-02T11:00', '2026-03-02T15:00'))).toBe(false);
    expect(isUnreachable(pack, at('2026-03-02T09:00', '2026-03-03T11:00'))).toBe(false);
    expect(isUnreachable(pack, at('2026-03-02T09:00', '2026-03-02T11:00', '2026-03-03T15:00'))).toBe(true);
    expect(firstFollowUpBy(pack, shanghai('2026-03-02T09:00'))).toEqual(shanghai('2026-03-04T09:00'));
  });
});
