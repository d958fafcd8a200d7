import { provesComplainant } from './complainant-proof';
import { wordingSha256, type OfferContent } from './offer-content';

const secrets = { trackingCode: 'K7MQ-2XWP-9RTA', phone: '+86 138-0013-8000' };

describe('proving to be the complainant', () => {
  it.each(['K7MQ-2XWP-9RTA', 'k7mq2xwp9rta', ' K7MQ 2XWP 9RTA ', 'Ｋ７ＭＱ２ＸＷＰ９ＲＴＡ', '8000', '8 0 0 0'])(
    'works with %p',
    (entered) => {
      expect(provesComplainant(entered, secrets)).toBe(true);
    },
  );

  it.each(['', '0', '800', '38000', '13800138000', 'K7MQ', '8001', 'undefined'])('does not work with %p', (entered) => {
    expect(provesComplainant(entered, secrets)).toBe(false);
  });

  it('takes no digits where there is no phone', () => {
    expect(provesComplainant('', { trackingCode: 'K7MQ2XWP9RTA' })).toBe(false);
    expect(provesComplainant('123', { trackingCode: 'K7MQ2XWP9RTA', phone: '123' })).toBe(false);
  });
});

// DF-03
describe('the hash of what was agreed to', () => {
  const content: OfferContent = {
    complaintNo: 'GSCS-260302-00001',
    revision: 1,
    outcome: 'UPHELD',
    explanation: '密封圈破损',
    apology: null,
    remedies: [{ type: 'REFUND', amount: { amountMinor: 100, currency: 'CNY' }, dueOn: '2026-03-10' }],
  };

  it('changes with every part of the wording', () => {
    const [remedy] = content.remedies;
    const variants: OfferContent[] = [
      content,
      { ...content, revision: 2 },
      { ...content, outcome: 'PARTLY_UPHELD' },
      { ...content, explanation: '密封圈破损。' },
      { ...content, apology: '抱歉' },
      { ...content, remedies: [{ ...remedy!, amount: { amountMinor: 101, currency: 'CNY' } }] },
      { ...content, remedies: [{ ...remedy!, dueOn: '2026-03-11' }] },
    ];

    expect(new Set(variants.map(wordingSha256)).size).toBe(variants.length);
    expect(wordingSha256({ ...content })).toBe(wordingSha256(content));
  });
});
