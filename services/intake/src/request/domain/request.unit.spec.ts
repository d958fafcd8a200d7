import { DECLARED_REQUESTS, type ComplaintState } from '@redress/contracts';
import type { PartyStanding } from '../../party/parties';
import { obstaclesToRequest } from './request.rules';

const [withdrawal] = DECLARED_REQUESTS;
const ID = '019a9d6e-7a00-7000-8000-000000000001';
const OTHER = '019a9d6e-7a00-7000-8000-000000000002';
const alone = (caseState: ComplaintState): PartyStanding => ({
  caseId: ID,
  caseState,
  caseSince: new Date('2026-03-02T01:00:00.000Z'),
  isParty: true,
  partyIds: [ID],
});
const obstacles = (state: ComplaintState, { isOpen = false } = {}) =>
  obstaclesToRequest({ request: withdrawal, complaintId: ID, state, standing: alone(state), isOpen }).map(
    ({ code }) => code,
  );

describe('asking for a withdrawal', () => {
  it('is possible while the complaint is open, also while remedies are executed: the holder decides', () => {
    expect(obstacles('UNDER_INVESTIGATION')).toEqual([]);
    expect(obstacles('REMEDY_IN_PROGRESS')).toEqual([]);
  });

  it('is blocked by the end of the complaint and by a withdrawal that is still open', () => {
    expect(obstacles('CLOSED')).toEqual(['ALREADY_ENDED']);
    expect(obstacles('ASSIGNED', { isOpen: true })).toEqual(['WITHDRAWAL_OPEN']);
  });
});

// T7, T30
describe('a complaint that is handled with others', () => {
  const merged = (caseState: ComplaintState, more: Partial<PartyStanding> = {}) => ({
    ...alone(caseState),
    caseId: OTHER,
    partyIds: [OTHER, ID],
    ...more,
  });
  const told = (kind: string, standing: PartyStanding) =>
    obstaclesToRequest({
      request: DECLARED_REQUESTS.find((one) => one.kind === kind)!,
      complaintId: ID,
      state: 'MERGED',
      standing,
      isOpen: false,
    }).map(({ code }) => code);

  it.each([
    ['UNDER_INVESTIGATION', []],
    ['RESOLUTION_OFFERED', []],
    ['REMEDY_IN_PROGRESS', ['REMEDY_BEGUN']],
    ['RESOLVED', ['REMEDY_BEGUN']],
    ['SUSPENDED', ['NOT_OPEN']],
    ['CLOSED', ['ALREADY_ENDED']],
  ] as const)('leaves a case in %s, or not: %j', (state, obstacles) => {
    expect(told('WITHDRAWAL', merged(state))).toEqual(obstacles);
  });

  it.each([
    ['UNDER_INVESTIGATION', []],
    ['PENDING_APPROVAL', []],
    ['SUSPENDED', []],
    ['RESOLUTION_OFFERED', ['SETTLED_WITH_PRIMARY']],
    ['REMEDY_IN_PROGRESS', ['SETTLED_WITH_PRIMARY']],
    ['CLOSED', ['SETTLED_WITH_PRIMARY']],
  ] as const)('is handled on its own again while the case is in %s, or not: %j', (state, obstacles) => {
    expect(told('REOPENING', merged(state))).toEqual(obstacles);
  });

  it('neither leaves nor is separated once it is a party of the case no more', () => {
    const left = { ...alone('MERGED'), partyIds: [ID] };
    expect(told('REOPENING', left)).toEqual(['ALREADY_ENDED']);
    expect(told('WITHDRAWAL', merged('ASSIGNED', { isParty: false }))).toEqual(['NO_LONGER_A_PARTY']);
  });
});
