import { isTrackingCode, readCode } from './complainant-proof';
import { endOf } from './offer-end';
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
  const offer = { state: 'OPEN' };

  // contracts, section 2
  it('ends when the offer is answered, replaced or lapsed, and not by the day alone', () => {
    expect(endOf(offer, true)).toBeUndefined();
    expect(endOf(offer, false)).toBe('OVERTAKEN');
    expect(endOf({ state: 'VOID' }, true)).toBe('OVERTAKEN');
    expect(endOf({ state: 'LAPSED' }, false)).toBe('TIME_OVER');
    for (const state of ['ACCEPTED', 'COUNTERED', 'REFUSED']) expect(endOf({ state }, false)).toBe('ANSWERED');
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
    isFinal: false,
    outcome: 'UPHELD',
    explanation: '密封圈破损',
    apology: null,
    remedies: [remedy],
  };

  it('changes with every part of the wording', () => {
    const variants: OfferContent[] = [
      content,
      { ...content, revision: 2 },
      { ...content, isFinal: true },
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
