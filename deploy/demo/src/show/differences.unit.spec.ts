import type { Tale } from '../platform/story';
import { differences } from './differences';

const tale = (replaced: Partial<Tale> = {}): Tale => ({
  complaintId: 'c1',
  complaintNo: 'GSCS-1',
  source: 'portal',
  sourceId: 'demo-S001',
  state: 'CLOSED',
  level: 0,
  highestLevel: 0,
  reopenCount: 0,
  approvalsRejected: 0,
  withdrawalsRefused: 0,
  acknowledgedBy: 'MAIL',
  facts: new Set(['offer-countered']),
  milestones: new Map(),
  clocks: new Map(),
  ...replaced,
});

const expected = { state: 'CLOSED', reopenCount: 0, withdrawalRefused: false, approvalRejected: false } as const;

describe('differences between a row and its complaint', () => {
  it('are none when it ended as expected', () => {
    expect(differences(expected, tale())).toEqual([]);
    expect(differences({ ...expected, facts: ['offer-countered'], acknowledgedBy: 'MAIL' }, tale())).toEqual([]);
    expect(differences({ ...expected, acknowledgedBy: 'NOBODY' }, tale({ acknowledgedBy: undefined }))).toEqual([]);
    expect(
      differences(
        { ...expected, breachedClock: 'RESOLUTION', escalationLevelAtLeast: 1 },
        tale({ highestLevel: 2, clocks: new Map([['RESOLUTION/0', { clock: 'RESOLUTION', fate: 'breached' }]]) }),
      ),
    ).toEqual([]);
  });

  it.each([
    ['another state', {}, { state: 'RESOLVED' }, 'state is RESOLVED instead of CLOSED'],
    ['a reopening too few', { reopenCount: 1 }, {}, 'reopenCount is 0 instead of 1'],
    ['a refusal that nobody expects', {}, { withdrawalsRefused: 1 }, 'withdrawalRefused is true instead of false'],
    ['a rejection that is missing', { approvalRejected: true }, {}, 'approvalRejected is false instead of true'],
    ['a clock that was met', { breachedClock: 'ASSESSMENT' }, {}, 'clock ASSESSMENT was not breached'],
    ['a fact that is missing', { facts: ['offer-lapsed'] }, {}, 'the story does not say offer-lapsed'],
    ['a fact that should not be', { absentFacts: ['offer-countered'] }, {}, 'the story says offer-countered'],
    [
      'somebody who was told and should not have been',
      { acknowledgedBy: 'NOBODY' },
      {},
      'acknowledgedBy is MAIL instead of NOBODY',
    ],
    ['too low a level', { escalationLevelAtLeast: 2 }, { highestLevel: 1 }, 'escalation level was 1, not at least 2'],
  ] as const)('name %s', (_, wanted, found, reason) => {
    expect(differences({ ...expected, ...wanted }, tale(found))).toEqual([reason]);
  });
});
