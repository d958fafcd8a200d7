import { readdirSync } from 'node:fs';
import { IllegalMove } from './define-machine';
import { MACHINES, machines } from './machine-list';

/** Every move that is meant; whatever is not named here must be refused. */
const MEANT: Readonly<Record<keyof typeof machines, readonly string[]>> = {
  approvalStep: ['PROPOSED → APPROVED', 'PROPOSED → REJECTED', 'PROPOSED → LAPSED'],
  clock: [],
  directoryProposal: ['PROPOSED → CONFIRMED', 'PROPOSED → REFUSED', 'PROPOSED → RETRACTED', 'PROPOSED → EXPIRED'],
  dispute: ['OPEN → DECIDED'],
  draft: ['OPEN → REGISTERED'],
  evidence: ['RECEIVED → READ', 'READ → READ'],
  followUp: [
    'UNREACHABLE → SUCCESS',
    'UNREACHABLE → FAILED',
    'UNREACHABLE → UNREACHABLE',
    'UNREACHABLE → DEFERRED',
    'DEFERRED → SUCCESS',
    'DEFERRED → FAILED',
    'DEFERRED → UNREACHABLE',
    'DEFERRED → DEFERRED',
  ],
  informationRequest: ['OPEN → REPLIED', 'OPEN → UNANSWERED', 'OPEN → DROPPED', 'OPEN → ENDED'],
  investigation: ['OPEN → DETERMINED', 'OPEN → ENDED', 'DETERMINED → OPEN'],
  lesson: ['OPEN → LEARNED'],
  letter: [
    'REQUESTED → SENT',
    'REQUESTED → FAILED',
    'REQUESTED → SUPPRESSED',
    'FAILED → REQUESTED',
    'REQUESTED → UNDER_WAY',
    'UNDER_WAY → SENT',
    'UNDER_WAY → REQUESTED',
    'FAILED → SENT',
    'SENT → REQUESTED',
  ],
  letterDispatch: ['OPEN → TOLD', 'OPEN → FAILED', 'TOLD → FAILED', 'FAILED → TOLD', 'FAILED → OPEN'],
  inboxItem: ['UNREAD → READ', 'UNREAD → DONE', 'READ → DONE', 'UNREAD → CLEARED', 'READ → CLEARED'],
  majorReport: ['DUE → REPORTED', 'REPORTED → READ', 'DUE → NOT_NEEDED', 'REPORTED → NOT_NEEDED'],
  offer: [
    'OPEN → ACCEPTED',
    'OPEN → VOID',
    'OPEN → COUNTERED',
    'OPEN → REFUSED',
    'OPEN → LAPSED',
    'OPEN → IMPOSED',
    'LAPSED → ACCEPTED',
    'ACCEPTED → VOID',
    ...['ACCEPTED', 'COUNTERED', 'REFUSED'].map((from) => `${from} → OPEN`),
  ],
  parkedEvent: ['QUEUED → PARKED', 'PARKED → PARKED', 'PARKED → SKIPPED'],
  plan: ['DRAFT → SUBMITTED', 'DRAFT → APPROVED', 'SUBMITTED → APPROVED', 'SUBMITTED → REJECTED'],
  promise: ['MADE → KEPT', 'MADE → RELEASED', 'MADE → ENDED'],
  remedyLine: [
    'PROPOSED → APPROVED',
    'APPROVED → OFFERED',
    'OFFERED → ACCEPTED',
    'ACCEPTED → EXECUTING',
    'ACCEPTED → DONE',
    'EXECUTING → DONE',
    'OFFERED → EXECUTING',
    'APPROVED → EXECUTING',
    'EXECUTING → FAILED',
    'FAILED → EXECUTING',
    ...['PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'EXECUTING', 'FAILED'].map((from) => `${from} → CANCELLED`),
  ],
  request: ['OPEN → GRANTED', 'OPEN → REFUSED'],
  resolution: ['OPEN → CLOSED', 'OPEN → REOPENED', 'OPEN → ENDED', 'CLOSED → OPEN'],
  review: ['OPEN → DECIDED', 'OPEN → ENDED'],
  supervision: [
    'ORDERED → RESPONDED',
    'ORDERED → LIFTED',
    'RESPONDED → LIFTED',
    'ORDERED → ENDED',
    'RESPONDED → ENDED',
  ],
  thirdPartyRequest: ['OPEN → REPLIED', 'OPEN → DROPPED', 'OPEN → ENDED'],
};

const pairs = MACHINES.flatMap((machine) => {
  const [key] = Object.entries(machines).find(([, one]) => (one as unknown) === machine)!;
  const meant = MEANT[key as keyof typeof machines];
  return machine.states.flatMap((from) =>
    machine.states.map((to) => ({
      machine,
      name: machine.name,
      from,
      to,
      verdict: meant.includes(`${from} → ${to}`) ? 'allows' : 'refuses',
    })),
  );
});

describe('machines', () => {
  it('are listed, one file each', () => {
    const files = readdirSync(__dirname).filter(
      (file) => !/^(define-machine|index|machine-list)\.|\.spec\.ts$/.test(file),
    );

    expect(files).toHaveLength(MACHINES.length);
    expect(new Set(MACHINES)).toEqual(new Set(Object.values(machines)));
    expect(new Set(MACHINES.map(({ name }) => name)).size).toBe(MACHINES.length);
  });

  it.each(pairs)('a $name $verdict $from → $to', ({ machine, from, to, verdict, name }) => {
    expect(machine.allows(from, to)).toBe(verdict === 'allows');
    if (verdict === 'allows') expect(machine.move(from, to)).toBe(to);
    else expect(() => machine.move(from, to)).toThrow(new IllegalMove(name, from, to));
  });

  it('number their moves, each once', () => {
    const ids = MACHINES.flatMap(({ moves }) => moves.map(([id]) => id));

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reach every state', () => {
    const lost = MACHINES.filter(({ moves }) => moves.length > 0).flatMap(({ name, states, starts, moves }) =>
      states
        .filter((state) => !starts.includes(state) && !moves.some(([, , to]) => to === state))
        .map((state) => `${name} ${state}`),
    );

    expect(lost).toEqual([]);
  });

  it('write the column of a migration', () => {
    expect(machines.offer.column('state')).toBe(
      "state text not null default 'OPEN' check (state in ('OPEN', 'ACCEPTED', 'COUNTERED', 'REFUSED', 'LAPSED', 'IMPOSED', 'VOID'))",
    );
  });

  it('name both states when a move is illegal', () => {
    expect(() => machines.offer.move('VOID', 'ACCEPTED')).toThrow('Illegal move of offer: VOID → ACCEPTED');
  });
});
