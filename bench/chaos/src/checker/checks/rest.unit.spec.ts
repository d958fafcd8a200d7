import type { Snapshot } from '../world/snapshot';
import { COMPLAINT, evidenceOf, smallWorld, withChanged, WITHDRAWN, without } from '../world/small-world.spec';
import type { ViolationName } from '../finding';

const world = smallWorld();
const changed = (name: ViolationName, change: Partial<Snapshot>) => evidenceOf(name, { ...world, ...change });

describe('looking at numbers', () => {
  const numbered = (complaintNo: string) =>
    withChanged(
      world,
      'complaint-registered',
      (record) => ({ ...record, value: { ...(record.value as object), complaintNo } }),
      WITHDRAWN,
    );

  it('finds a gap', () => {
    expect(evidenceOf('numberGaps', numbered('GSCS-260302-00003'))).toEqual([
      'GSCS-260302-* has no number 2',
      'GSCS-260302-* ends with 3, its counter with 2',
    ]);
  });

  it('finds that the first numbers are missing', () => {
    expect(evidenceOf('numberGaps', without(world, 'complaint-registered'))).toEqual(['GSCS-260302-* has no number 1']);
  });

  it('finds a counter that has given out more than was registered', () => {
    expect(changed('numberGaps', { counters: [{ ...world.counters[0]!, last: 4 }] })).toEqual([
      'GSCS-260302-* ends with 2, its counter with 4',
    ]);
    expect(
      changed('numberGaps', { counters: [...world.counters, { ...world.counters[0]!, numberBefore: 'GSQA-260302-' }] }),
    ).toEqual(['GSQA-260302-* ends with 0, its counter with 2']);
  });

  it('counts units and days apart, and serials that have outgrown their width', () => {
    expect(evidenceOf('numberGaps', numbered('GSCS-260303-00001'))).toEqual([
      'GSCS-260302-* ends with 1, its counter with 2',
    ]);
    expect(evidenceOf('numberGaps', numbered('GSCS-260302-100001'))).toContain(
      'GSCS-260302-* has no number 2 to 100000',
    );
  });

  it('finds a number of another form', () => {
    expect(evidenceOf('numberGaps', numbered('XXCS-260302-00002'))).toContain(
      'XXCS-260302-00002 is not of the form that its policy pack gives',
    );
  });
});

describe('looking at what is left', () => {
  const left = (name: ViolationName, change: Partial<Snapshot['services']['routing']>) =>
    changed(name, { services: { ...world.services, routing: { ...world.services.routing, ...change } } });

  it('finds events in an outbox', () => {
    const row = { id: '7', topic: 'complaint.lifecycle.v1', key: COMPLAINT, isBlocked: false };

    expect(left('outboxes', { outbox: [row, { ...row, isBlocked: true }] })).toEqual([
      `row 7 of routing for complaint.lifecycle.v1, key ${COMPLAINT}`,
      `row 7 of routing for complaint.lifecycle.v1, key ${COMPLAINT}, is blocked`,
    ]);
  });

  it('finds parked events, skipped ones as well', () => {
    const row = { topic: 'complaint.lifecycle.v1', partition: 1, offset: '2', status: 'SKIPPED', reason: 'HANDLER' };

    expect(left('parkedLeft', { parked: [row] })).toEqual(['routing: complaint.lifecycle.v1/1/2 is SKIPPED (HANDLER)']);
  });

  it('finds rows that a rebuild made otherwise', () => {
    expect(changed('projections', { rebuildDifferences: [`complaint_fact ${COMPLAINT}`] })).toEqual([
      `complaint_fact ${COMPLAINT}`,
    ]);
  });

  it('finds a snapshot that is not where the story stands', () => {
    const states = [{ ...world.states[0]!, stateSeq: 10, state: 'RESOLVED' }];

    expect(changed('projections', { states })).toEqual([
      `${COMPLAINT} is published at 10, its story stands at 11`,
      `${WITHDRAWN} is published at nothing, its story stands at 2`,
    ]);
  });

  it('tells where personal data were found', () => {
    expect(changed('personalData', { leaks: ['word 0 in x'] })).toEqual(['word 0 in x']);
  });

  it('finds services that were not ready again', () => {
    const fault = { kind: 'routing-killed', target: 'routing 2', at: 'noon', inFlight: 20, lastedSeconds: 1 } as const;
    const faults = [fault, { ...fault, target: 'routing 1', recoverySeconds: 3 }];

    expect(changed('unreadyServices', { record: { ...world.record, faults } })).toEqual([
      'after routing-killed of routing 2 at noon',
    ]);
  });
});
