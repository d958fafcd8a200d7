import { aSubmission } from '../../testing/a-submission.spec';
import { shippedPacks } from '../../testing/shipped-packs.spec';
import { judgeSubmission, type AcceptableSubmission } from './judge-submission';
import { proposalFor } from './registration-entry';

const packs = shippedPacks();

function acceptable(submitted: unknown): AcceptableSubmission {
  const judged = judgeSubmission(submitted, {
    now: new Date('2026-03-02T01:15:00Z'),
    packs,
    organisationOf: () => 'acme',
    organisationOfStaff: () => 'acme',
  });
  if (!judged.acceptable) throw new Error(JSON.stringify(judged.faults));
  return judged.acceptable;
}

describe('what a registration proposes to routing', () => {
  it('is the category that the words of the complaint suggest', () => {
    expect(proposalFor(acceptable(aSubmission())).category).toMatch(/^PRODUCT_QUALITY/);
  });

  // CL-22, RG-12
  it('marks a demanded amount, a late receipt and a missing name', () => {
    const { flags } = proposalFor(
      acceptable(
        aSubmission({
          complainant: { type: 'CONSUMER', phone: '+86 100 0999 1234', locale: 'en' },
          receivedAt: '2026-01-02T00:00:00Z',
          demandAmount: { amountMinor: 5_000, currency: 'CNY' },
        }),
      ),
    );

    expect(flags).toEqual(expect.arrayContaining(['compensationDemanded', 'receivedLate', 'incomplete']));
  });

  // RG-13
  it('keeps an urgency that the complainant gave', () => {
    expect(proposalFor(acceptable(aSubmission({ urgency: 'IMMEDIATE' }))).urgency).toBe('IMMEDIATE');
  });
});
