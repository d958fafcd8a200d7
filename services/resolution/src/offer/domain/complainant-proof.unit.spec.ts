import { isTrackingCode, readCode } from './complainant-proof';
import { decideBy, endOf } from './offer-end';
import { newOneTimeCode } from './one-time-code';
import { wordingSha256, type OfferContent } from './offer-content';

describe('proving to be the complainant', () => {
  const isProven = (entered: string) => isTrackingCode(readCode(entered), 'K7MQ-2XWP-9RTA');

  it.each(['K7MQ-2XWP-9RTA', 'k7mq2xwp9rta', ' K7MQ 2XWP 9RTA ', 'Ｋ７ＭＱ２ＸＷＰ９ＲＴＡ'])(
    'works with %p',
    (entered) => {
      expect(isProven(entered)).toBe(true);
    },
  );

  it.each(['', '0', '8000', 'K7MQ', 'K7MQ2XWP9RTB', 'undefined'])('does not work with %p', (entered) => {
    expect(isProven(entered)).toBe(false);
  });

  it('tells one-time codes by their form', () => {
    expect(['407193', ' 407-193', '４０７１９３'].map(readCode)).toEqual(
      Array(3).fill({ kind: 'ONE_TIME_CODE', code: '407193' }),
    );
    expect(['40719', '4071934', '40719A'].map((entered) => readCode(entered).kind)).toEqual(
      Array(3).fill('TRACKING_CODE'),
    );
  });

  it('sends six digits that differ', () => {
    const codes = Array.from({ length: 200 }, newOneTimeCode);

    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(190);
  });
});

describe('the link of an offer', () => {
  const offeredAt = new Date('2026-03-02T01:00:00Z');
  const offer = { state: 'OPEN', decideBy: decideBy(offeredAt) };
  const soon = new Date('2026-03-09T00:59:59Z');
  const late = new Date('2026-03-09T01:00:00Z');

  it('ends when the offer is answered or replaced, and with the day for the decision', () => {
    expect(endOf(offer, true, soon)).toBeUndefined();
    expect(endOf(offer, true, late)).toBe('LAPSED');
    expect(endOf(offer, false, soon)).toBe('OVERTAKEN');
    expect(endOf({ ...offer, state: 'VOID' }, true, soon)).toBe('OVERTAKEN');
    expect(endOf({ ...offer, state: 'ACCEPTED' }, true, late)).toBe('ANSWERED');
  });
});

// DF-03
describe('the hash of what was agreed to', () => {
  const remedy = {
    type: 'REFUND',
    amount: { amountMinor: 100, currency: 'CNY' },
    dueOn: '2026-03-10',
  } as const;
  const content: OfferContent = {
    complaintNo: 'GSCS-260302-00001',
    revision: 1,
    outcome: 'UPHELD',
    explanation: '密封圈破损',
    apology: null,
    remedies: [remedy],
  };

  it('changes with every part of the wording', () => {
    const variants: OfferContent[] = [
      content,
      { ...content, revision: 2 },
      { ...content, outcome: 'PARTLY_UPHELD' },
      { ...content, explanation: '密封圈破损。' },
      { ...content, apology: '抱歉' },
      { ...content, remedies: [{ ...remedy, amount: { amountMinor: 101, currency: 'CNY' } }] },
      { ...content, remedies: [{ ...remedy, dueOn: '2026-03-11' }] },
      { ...content, remedies: [{ ...remedy, type: 'PARTIAL_REFUND' }] },
    ];

    expect(new Set(variants.map(wordingSha256)).size).toBe(variants.length);
    expect(wordingSha256({ ...content })).toBe(wordingSha256(content));
  });
});
