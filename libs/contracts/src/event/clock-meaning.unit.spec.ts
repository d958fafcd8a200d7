import { contactLogged } from '../events';
import { factsMeantBy } from './clock-meaning';
import { CLOCK_FACTS, EVENTS } from './event-list';

const meant = (data: Partial<typeof contactLogged.example>) =>
  factsMeantBy(contactLogged.clocks, { ...contactLogged.example, ...data });

// SL-01, SL-08, contracts, section 4
describe('what a contact means to clocks by its data', () => {
  it('is a first contact only when both sides spoke and details were obtained', () => {
    expect(meant({ twoWay: true, purposes: ['CLARIFICATION', 'DETAILS_OBTAINED'] })).toEqual(['first-contact-made']);
    expect(meant({ twoWay: false, purposes: ['DETAILS_OBTAINED'] })).toEqual([]);
    expect(meant({ twoWay: true, purposes: ['APOLOGY'] })).toEqual([]);
  });

  it.each([
    ['EMPLOYEE', false],
    ['LEAD', false],
    ['MANAGER', true],
    ['EXECUTIVE', true],
  ] as const)('by somebody of the rank %s counts for managers: %s', (byRank, counts) => {
    expect(meant({ byRank }).includes('first-contact-made-by-manager')).toBe(counts);
  });

  it('is several things at once when it was for several', () => {
    expect(meant({ purposes: ['PRELIMINARY_PLAN', 'RESULT_TOLD'] })).toEqual([
      'preliminary-plan-told',
      'progress-told',
      'result-told',
    ]);
    expect(meant({ purposes: ['OFFER_TOLD'] })).toEqual(['offer-told', 'progress-told']);
  });

  it('has names that are no event', () => {
    const names = [...new Set(EVENTS.flatMap(({ clocks }) => Object.keys(clocks?.means ?? {})))];
    expect(names.length).toBeGreaterThan(0);
    expect(EVENTS.filter(({ fact }) => names.includes(fact))).toEqual([]);
    expect(CLOCK_FACTS).toEqual(expect.arrayContaining(names));
  });
});
