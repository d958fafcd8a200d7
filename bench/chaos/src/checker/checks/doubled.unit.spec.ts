import type { Snapshot } from '../world/snapshot';
import {
  CLOSURE_LETTER,
  anew,
  COMPLAINT,
  evidenceOf,
  LETTER,
  recordOf,
  smallWorld,
  withChanged,
  withFact,
  WITHDRAWN,
  without,
  withRepeated,
  withStory,
} from '../world/small-world.spec';
import type { FaultRecord } from '../../run-record';
import type { ViolationName } from '../finding';

const world = smallWorld();
const OFFER_AGAIN = '019a9d6e-7a00-7000-8000-0000000000f9';
const changed = (name: ViolationName, change: Partial<Snapshot>) => evidenceOf(name, { ...world, ...change });

describe('looking for doubled cases', () => {
  it('finds a complaint that was registered twice', () => {
    expect(evidenceOf('doubledCases', withRepeated(world, 'complaint-registered'))).toEqual([
      `${COMPLAINT} was registered 2 times`,
    ]);
  });

  it('finds a submission that became two complaints, and two complaints with one number', () => {
    const original = anew(recordOf(world, 'complaint-registered'));
    const twin = '019a9d6e-7a00-7000-8000-000000000009';
    const again = {
      ...original,
      subject: twin,
      key: twin,
      value: { ...(original.value as object), complaintId: twin },
    };

    expect(
      evidenceOf(
        'doubledCases',
        withStory(world, (story) => [...story, again]),
      ),
    ).toEqual([
      `submission staff:lin k-1 has ${COMPLAINT}, ${twin}`,
      `number GSCS-260302-00001 has ${COMPLAINT}, ${twin}`,
    ]);
  });

  it('finds a repeat that was answered with another complaint', () => {
    const first = world.record.submissions[0]!;
    const submissions = [first, { ...first, complaintId: WITHDRAWN }];

    expect(changed('doubledCases', { record: { ...world.record, submissions } })).toEqual([
      `idempotency key STAFF k-1 has ${COMPLAINT}, ${WITHDRAWN}`,
    ]);
  });

  it('finds a case that no handover opened', () => {
    const cases = [0, 1].map((cycle) => ({ complaintId: COMPLAINT, cycle }));

    expect(changed('doubledCases', { investigationCases: cases, resolutionCases: cases })).toEqual([
      `${COMPLAINT} has 2 cases in investigation for 1 handovers`,
      `${COMPLAINT} has 2 cases in resolution for 1 handovers`,
    ]);
  });

  it('finds work of no complaint', () => {
    expect(changed('doubledCases', { workItems: [...world.workItems, { complaintId: 'x' }] })).toEqual([
      'work item x belongs to no story',
    ]);
  });
});

describe('looking for doubled letters', () => {
  const arrived = (...letters: readonly { messageId?: string; isAnswered?: boolean }[]) =>
    letters.map((letter) => ({ ...world.record.letters[0]!, ...letter }));
  const fault = (kind: FaultRecord['kind']): FaultRecord => ({
    kind,
    target: '',
    at: '',
    inFlight: 20,
    lastedSeconds: 1,
    recoverySeconds: 1,
  });

  it('finds two letters for one cause', () => {
    const letters = [...world.letters, { ...world.letters[0]!, letterId: 'other', kind: 'OFFER' }];

    expect(changed('doubledLetters', { letters })).toEqual([
      `2 letters of ${COMPLAINT} caused by ${world.letters[0]!.causedBy}`,
    ]);
  });

  it('finds a second acceptance letter', () => {
    const letters = [...world.letters, { ...world.letters[0]!, letterId: 'other', causedBy: 'other' }];

    expect(changed('doubledLetters', { letters })).toEqual([`2 letters: ACKNOWLEDGEMENT of ${COMPLAINT}`]);
  });

  it('finds a Message-ID that belongs to no letter', () => {
    const letters = arrived({}, { messageId: '<stray@acme.example>' });

    expect(changed('doubledLetters', { record: { ...world.record, letters } })).toEqual([
      '<stray@acme.example> arrived and is no letter that was called for',
    ]);
  });

  it('finds a letter that came again without a reason', () => {
    const record = { ...world.record, letters: arrived({}, {}), faults: [fault('intake-killed')] };

    expect(changed('doubledLetters', { record })).toEqual([
      `<${LETTER}@acme.example> arrived 2 times, with 0 reasons to repeat it`,
    ]);
  });

  it('lets a letter come again once for every fault after which its sender is in doubt', () => {
    const faults = [fault('notification-killed')];

    expect(changed('doubledLetters', { record: { ...world.record, letters: arrived({}, {}), faults } })).toEqual([]);
    expect(changed('doubledLetters', { record: { ...world.record, letters: arrived({}, {}, {}), faults } })).toEqual([
      `<${LETTER}@acme.example> arrived 3 times, with 1 reasons to repeat it`,
    ]);
  });

  it('lets a letter come again when its sender was not answered', () => {
    const letters = arrived({ isAnswered: false }, {});

    expect(changed('doubledLetters', { record: { ...world.record, letters } })).toEqual([]);
  });

  it.each([
    ['letter-sent', CLOSURE_LETTER],
    ['complaint-acknowledged', COMPLAINT],
  ])('finds a second %s', (fact, name) => {
    expect(evidenceOf('doubledLetters', withRepeated(world, fact))).toEqual([`${fact} was said 2 times of ${name}`]);
  });
});

describe('looking for doubled offers', () => {
  const offer = world.offers[0]!;

  it('finds an offer that was made twice', () => {
    expect(evidenceOf('doubledOffers', withRepeated(world, 'resolution-offered'))).toEqual([
      `offer ${offer.offerId}: 2`,
      `offers of revision 1 of plan ${offer.planId}: 2`,
    ]);
  });

  it('finds two offers of one plan in the books', () => {
    expect(changed('doubledOffers', { offers: [offer, { ...offer, offerId: 'other' }] })).toEqual([
      `offers in the books of revision 1 of plan ${offer.planId}: 2`,
      'offer other is in the books and not on the story',
    ]);
  });

  it('knows the offer that a review lets stand, and no third one', () => {
    const move = { stateSeq: 9, from: 'UNDER_REVIEW', to: 'RESOLUTION_OFFERED', holder: 'resolution' };
    const renewed = withFact(
      world,
      ['resolution', 'review-decided', { ...move, decision: 'OFFER_STANDS', offerId: OFFER_AGAIN }],
      'complaint-closed',
    );
    const again = { ...offer, offerId: OFFER_AGAIN };

    expect(evidenceOf('doubledOffers', { ...renewed, offers: [offer, again] })).toEqual([]);
    expect(evidenceOf('doubledOffers', { ...renewed, offers: [offer, again, { ...offer, offerId: 'third' }] })).toEqual(
      [
        `offers in the books of revision 1 of plan ${offer.planId}: 2`,
        'offer third is in the books and not on the story',
      ],
    );
  });

  it('finds an offer that was accepted twice', () => {
    expect(evidenceOf('doubledOffers', withRepeated(world, 'offer-accepted'))).toEqual([
      `acceptance of ${offer.offerId}: 2`,
    ]);
  });
});

describe('looking for doubled remedies', () => {
  const { remedyId } = world.remedies[0]!;
  const doubled = (other: Snapshot) => evidenceOf('doubledRemedies', other);

  it('finds a remedy that was executed twice', () => {
    expect(doubled(withRepeated(world, 'remedy-executed'))).toEqual([`remedy ${remedyId} was executed 2 times`]);
  });

  it('finds a remedy that was executed without consent', () => {
    expect(doubled(without(world, 'offer-accepted'))).toEqual([`remedy ${remedyId} was executed and never agreed`]);
  });

  it('finds books and story in disagreement', () => {
    expect(changed('doubledRemedies', { remedies: [{ ...world.remedies[0]!, state: 'ACCEPTED' }] })).toEqual([
      `remedy ${remedyId} was executed and is ACCEPTED in the books`,
    ]);
    expect(doubled(without(world, 'remedy-executed'))).toEqual([
      `remedy ${remedyId} is done in the books and not on the story`,
      `${COMPLAINT} was resolved with 1 remedies, 0 were executed`,
    ]);
  });

  it.each([
    ['resolution', 'review-opened'],
    ['resolution', 'dispute-opened'],
    ['resolution', 'suspended'],
  ] as const)('finds a remedy that was executed while %s said %s', (service, fact) => {
    expect(doubled(withFact(world, [service, fact], 'remedy-executed'))).toEqual([
      `remedy ${remedyId} of ${COMPLAINT} was executed after ${fact}`,
    ]);
    expect(doubled(withFact(world, [service, fact], 'complaint-closed'))).toEqual([]);
  });

  it('finds a remedy that was executed after the complainant objected to the record of the acceptance', () => {
    const objected = (before: string) =>
      doubled(withFact(world, ['resolution', 'answer-objected', { answer: 'ACCEPT' }], before));

    expect(objected('remedy-executed')).toEqual([`remedy ${remedyId} of ${COMPLAINT} was executed after an objection`]);
    expect(objected('complaint-closed')).toEqual([]);
  });

  it('finds a resolution that speaks of more remedies than were executed', () => {
    const more = withChanged(world, 'complaint-resolved', (record) => ({
      ...record,
      value: { ...(record.value as object), remediesDone: 2 },
    }));

    expect(doubled(more)).toEqual([`${COMPLAINT} was resolved with 2 remedies, 1 were executed`]);
  });
});

describe('looking for doubled counts', () => {
  const counted = (change: (count: number, measure: string, value: string) => number) =>
    changed('doubledCounts', {
      counts: world.counts.map((row) => ({ ...row, count: change(row.count, row.measure, row.value) })),
    });

  it('finds a complaint that counts twice', () => {
    expect(counted((count, _, value) => (value === 'CLOSED' ? 2 : count))).toEqual([
      'acme 2026-03-02 STATE QA CLOSED: 2 are counted, the story has 1',
    ]);
  });

  it('finds a complaint that does not count', () => {
    expect(counted((count, _, value) => (value === 'WITHDRAWN' ? 0 : count))).toEqual([
      'acme 2026-03-02 STATE no unit WITHDRAWN: 0 are counted, the story has 1',
    ]);
  });

  it('finds a complaint that still counts where it stood before', () => {
    const stale = { ...world.counts[1]!, value: 'RESOLVED' };

    expect(changed('doubledCounts', { counts: [...world.counts, stale] })).toEqual([
      'acme 2026-03-02 STATE QA RESOLVED: 1 are counted, the story has 0',
    ]);
  });

  it('counts the day of receipt in the zone of the procedure', () => {
    const late = withChanged(world, 'complaint-registered', (record) => ({
      ...record,
      value: { ...(record.value as object), receivedAt: '2026-03-01T15:59:59.000Z' },
    }));

    expect(evidenceOf('doubledCounts', late)).toContain(
      'acme 2026-03-01 COMPLAINTS QA all: 0 are counted, the story has 1',
    );
  });
});
