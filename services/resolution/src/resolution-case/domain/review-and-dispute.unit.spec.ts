import type { DisputeOutcome, ReviewDecision } from '@redress/contracts';
import type { StandingReview } from '../../review/domain/review';
import { aCase, aPlan, aRemedy, aSituation, aWorker, codes, NOON } from './case-builders.spec';
import { closedBy, mayBind, obstaclesToRecordLesson } from './dispute-commands';
import type { CaseSituation } from './resolution-case';
import { decisionsFor, obstaclesToDecideReview } from './review-commands';

const aReview = (openedFrom: StandingReview['openedFrom']): StandingReview => ({
  reviewId: '019a9d6e-7a00-7000-8000-0000000000b3',
  state: 'OPEN',
  openedFrom,
  closedAs: null,
  partyId: aCase().complaintId,
});

// T31
describe('what a reviewer can decide', () => {
  const withLine = (state: 'OFFERED' | 'ACCEPTED' | 'DONE' | 'CANCELLED') =>
    aPlan({ status: 'APPROVED', remedies: [aRemedy({ state })] });
  const words = aPlan({ status: 'APPROVED', remedies: [] });

  it.each<[string, Partial<CaseSituation>, readonly ReviewDecision[]]>([
    [
      'while an offer is out',
      { review: aReview('RESOLUTION_OFFERED'), plan: withLine('OFFERED') },
      ['OFFER_STANDS', 'REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'while an offer of nothing but words is out',
      { review: aReview('RESOLUTION_OFFERED'), plan: words },
      ['OFFER_STANDS', 'CLOSE', 'REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'while a remedy is owed',
      { review: aReview('REMEDY_IN_PROGRESS'), plan: withLine('ACCEPTED') },
      ['REMEDIES_STAND', 'REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'once what was owed was objected to',
      { review: aReview('REMEDY_IN_PROGRESS'), plan: withLine('CANCELLED') },
      ['REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'after a refusal that ended it',
      { review: aReview('RESOLVED'), plan: withLine('OFFERED') },
      ['CLOSE', 'OFFER_STANDS', 'REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'once all was done',
      { review: aReview('CLOSED'), plan: withLine('DONE') },
      ['CLOSE', 'REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'of what was told and not asked',
      { review: aReview('CLOSED'), plan: { ...withLine('OFFERED'), toldAt: NOON } },
      ['CLOSE', 'REDRAFT', 'INVESTIGATE_AGAIN'],
    ],
    [
      'of what was never investigated',
      { review: aReview('CLOSED'), plan: undefined, resolution: aCase({ determinationId: null, verdict: null }) },
      ['CLOSE', 'REDRAFT'],
    ],
  ])('%s', (_, replaced, decisions) => {
    expect(decisionsFor(aSituation('UNDER_REVIEW', replaced))).toEqual(decisions);
  });

  it('is for executives where no unit is above', () => {
    const open = aSituation('UNDER_REVIEW', { review: aReview('RESOLUTION_OFFERED') });
    const judged = (worker: ReturnType<typeof aWorker>, above?: string) =>
      codes(obstaclesToDecideReview(open, worker, above));

    expect(judged(aWorker('staff:m', ['UNIT_MANAGER'], 'QA'))).toEqual(['NOT_A_REVIEWER']);
    expect(judged(aWorker('staff:e', ['EXECUTIVE'], 'QA'))).toEqual([]);
    expect(judged(aWorker('staff:m', ['UNIT_MANAGER'], 'HQ', 'QA'), 'HQ')).toEqual([]);
    expect(judged(aWorker('staff:m', ['UNIT_MANAGER'], 'QA'), 'HQ')).toEqual(['NOT_A_REVIEWER']);
  });

  it.each(['HANDLER', 'INVESTIGATOR', 'DRAFTER', 'APPROVER', 'EXECUTOR', 'RECORDER', 'CALLER'] as const)(
    'is not for who was its %s',
    (part) => {
      const took = aSituation('UNDER_REVIEW', {
        review: aReview('RESOLUTION_OFFERED'),
        participants: [{ personId: 'staff:e', part }],
      });

      expect(codes(obstaclesToDecideReview(took, aWorker('staff:e', ['EXECUTIVE'], 'HQ'), 'HQ'))).toEqual([
        'REVIEWER_INVOLVED',
      ]);
    },
  );
});

// T33
describe('whether an award leads to a plan', () => {
  const aDispute = (openedFrom: StandingReview['openedFrom']) => ({
    disputeId: '019a9d6e-7a00-7000-8000-0000000000b4',
    state: 'OPEN' as const,
    route: 'MEDIATION' as const,
    openedFrom,
    closedAs: null,
    partyId: aCase().complaintId,
    binds: null,
    outcome: null,
  });
  const agreed = aPlan({ status: 'APPROVED', remedies: [aRemedy({ state: 'ACCEPTED' })] });
  const done = aPlan({ status: 'APPROVED', remedies: [aRemedy({ state: 'DONE' })] });

  it.each<[DisputeOutcome, 'agreed' | 'nothing agreed' | 'undecided', readonly boolean[]]>([
    ['FOR_COMPLAINANT', 'agreed', [true]],
    ['FOR_COMPLAINANT', 'nothing agreed', [true]],
    ['PARTLY_FOR_COMPLAINANT', 'nothing agreed', [true]],
    ['SETTLED', 'agreed', [true]],
    ['SETTLED', 'nothing agreed', [true, false]],
    ['FOR_COMPANY', 'agreed', [true]],
    ['FOR_COMPANY', 'nothing agreed', [false]],
    ['FOR_COMPANY', 'undecided', [false]],
    ['DISCONTINUED', 'agreed', [true]],
    ['DISCONTINUED', 'nothing agreed', [false]],
    ['DISCONTINUED', 'undecided', [true]],
  ])('%s, %s: %j', (outcome, how, binds) => {
    const dispute = aDispute(how === 'undecided' ? 'DETERMINED' : 'RESOLVED');

    expect(mayBind(outcome, { dispute, plan: how === 'agreed' ? agreed : done })).toEqual(binds);
  });

  it.each([
    ['SETTLED', 'RESOLVED_SATISFIED', 'RESOLVED_NEUTRAL'],
    ['DISCONTINUED', 'RESOLVED_SATISFIED', 'RESOLVED_SATISFIED'],
    ['DISCONTINUED', null, 'RESOLVED_DISSATISFIED_EXHAUSTED'],
    ['FOR_COMPANY', 'RESOLVED_SATISFIED', 'RESOLVED_DISSATISFIED_EXHAUSTED'],
  ] as const)('%s of what had been closed as %s closes it as %s', (outcome, before, after) => {
    expect(closedBy(outcome, before)).toBe(after);
  });

  it('leaves a lesson to the unit for which it is', () => {
    const lesson = { state: 'OPEN', unitId: 'QA' } as const;

    expect(codes(obstaclesToRecordLesson(lesson, aWorker('staff:m', ['UNIT_MANAGER'], 'QA')))).toEqual([]);
    // A unit may be led by an executive.
    expect(codes(obstaclesToRecordLesson(lesson, aWorker('staff:e', ['EXECUTIVE'], 'QA')))).toEqual([]);
    expect(codes(obstaclesToRecordLesson(lesson, aWorker('staff:m', ['UNIT_MANAGER'], 'CS')))).toEqual([
      'NOT_OWNER_OF_THE_LESSON',
    ]);
    expect(codes(obstaclesToRecordLesson(lesson, aWorker('staff:c', ['COMPLIANCE_OFFICER'], 'QA')))).toEqual([
      'NOT_OWNER_OF_THE_LESSON',
    ]);
  });
});
