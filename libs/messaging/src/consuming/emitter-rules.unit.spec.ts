import {
  COMPLAINT_STATES,
  DOCUMENTS,
  emittersOf,
  EVENTS,
  holderAfter,
  HOLDERS,
  SERVICES,
  targetsOf,
  type ComplaintState,
  type Holder,
  type ServiceName,
} from '@redress/contracts';
import type { StoryHeaders } from '@redress/lifecycle';
import { emitterFault, moveFault } from './emitter-rules';

const MOVES = EVENTS.filter(({ kind }) => kind === 'state');

const step = (emitter: string, to: ComplaintState, holder: Holder): StoryHeaders => ({
  eventId: 'e',
  complaintId: 'c',
  organisationId: 'acme',
  emitter,
  move: {
    stateSeq: 2,
    from: 'REGISTERED',
    to,
    holder,
    at: new Date(0),
    complaintNo: 'GSCS-1',
    packs: 'GENERAL_SERVICE:1',
    unitId: 'CS',
  },
});

// contracts, section 2
describe('who may have written a record', () => {
  it.each(EVENTS.map((contract) => [contract.type, contract] as const))(
    '%s: its emitters and no other',
    (type, contract) => {
      const may = SERVICES.filter((service) => emitterFault(type, service) === undefined);

      expect(may.toSorted()).toEqual([...emittersOf(contract)].toSorted());
    },
  );

  it.each(DOCUMENTS.map(({ type, emitter }) => [type, emitter] as const))('%s: %s and no other', (type, emitter) => {
    expect(SERVICES.filter((service) => emitterFault(type, service) === undefined)).toEqual([emitter]);
  });

  it('of a type that is not declared here, is not known: it is one of a newer release', () => {
    expect(emitterFault('redress.routing.something-new.v1', 'notification')).toBeUndefined();
    expect(moveFault('redress.routing.something-new.v1', step('routing', 'CLOSED', 'routing'))).toBeUndefined();
  });
});

describe('whether a step fits the custody table', () => {
  it.each(MOVES.map((contract) => [contract.type, contract] as const))(
    '%s: it leads to the states of its row, with their holder',
    (type, contract) => {
      for (const emitter of emittersOf(contract)) {
        for (const to of targetsOf(contract.transitions)) {
          const holder = holderAfter(to, emitter as Holder);
          expect(moveFault(type, step(emitter, to, holder))).toBeUndefined();
          for (const other of HOLDERS.filter((one) => one !== holder)) {
            const fault = `header ce_holder must be ${holder} in the state ${to}`;
            expect(moveFault(type, step(emitter, to, other))).toBe(fault);
          }
        }
      }
    },
  );

  it.each(MOVES.map((contract) => [contract.type, contract] as const))('%s: to no other state', (type, contract) => {
    const targets = targetsOf(contract.transitions);
    const [emitter] = emittersOf(contract) as [ServiceName];

    for (const to of COMPLAINT_STATES.filter((state) => !targets.includes(state))) {
      expect(moveFault(type, step(emitter, to, holderAfter(to, emitter as Holder)))).toBe(
        `${type} does not lead to ${to}`,
      );
    }
  });
});
