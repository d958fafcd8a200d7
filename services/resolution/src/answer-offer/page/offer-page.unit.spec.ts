import type { ShownOffer } from '../answer-offer.handler';
import { offerPage } from './offer-page';

/** Terms of a type that has some for the complainant; those that ship have none besides the amount. */
jest.mock('@redress/contracts', () => ({
  ...jest.requireActual<object>('@redress/contracts'),
  detailsOf: ({ type }: { type: string }) =>
    type === 'REPLACEMENT'
      ? [
          { name: 'model', format: 'reference', zh: '型号', en: 'Model', value: '<T14>' },
          { name: 'back', format: 'date', zh: '归还日期', en: 'Back on', value: '2026-04-01' },
        ]
      : [],
}));

const shown: ShownOffer = {
  kind: 'SHOWN',
  answered: undefined,
  mayCounter: true,
  mayBeReviewed: true,
  refusalEnds: false,
  content: {
    complaintNo: 'GSCS-260302-00001',
    revision: 1,
    isFinal: false,
    outcome: 'UPHELD',
    explanation: 'The seal is faulty.',
    apology: null,
    remedies: [
      { type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, dueOn: '2026-03-12' },
      { type: 'REPLACEMENT', dueOn: '2026-03-13' },
    ],
  },
  offeredAt: new Date('2026-03-10T01:00:00Z'),
  decideBy: new Date('2026-03-17T01:00:00Z'),
  decidedAt: null,
  zone: 'Asia/Shanghai',
  state: 'RESOLUTION_OFFERED',
  stateSeq: 8,
  ticket: undefined,
};

const cellsOf = (locale: 'zh-CN' | 'en') =>
  [
    ...offerPage({ organisation: 'Acme', locale, nonce: 'n' }, shown, { code: 'K7QM2X9RTB4D' }).matchAll(
      /<td data-label="[^"]*">(.*?)<\/td>/g,
    ),
  ]
    .map(([, cell]) => cell)
    .map((cell) => cell?.replace(/<time [^>]*>|<\/time>/g, ''));

// RM-08
describe('the page of an offer', () => {
  it('shows what each remedy pays, its terms and its date', () => {
    expect(cellsOf('en')).toEqual([
      'Refund',
      'CN¥199.00',
      'March 12, 2026',
      'Replacement<br /><span class="muted">Model: &lt;T14&gt;</span><br /><span class="muted">Back on: April 1, 2026</span>',
      'No amount',
      'March 13, 2026',
    ]);
  });

  it('does so in Chinese', () => {
    expect(cellsOf('zh-CN').slice(3)).toEqual([
      '换货<br /><span class="muted">型号：&lt;T14&gt;</span><br /><span class="muted">归还日期：2026年4月1日</span>',
      '不涉及金额',
      '2026年3月13日',
    ]);
  });
});
