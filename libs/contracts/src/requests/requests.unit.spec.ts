import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { REQUEST_KINDS } from '../codes';
import { COMPLAINT_STATES, HOLDERS, OPEN_STATES, STATES, TRANSITIONS, type ComplaintState } from '../custody';
import { defineEvent, defineHolderEvent, EVENTS, field, silent } from '../event';
import { request } from '../event/shared-fields';
import { complaintWithdrawn } from '../events/withdrawn';
import { offerAccepted } from '../events/offer-accepted';
import { withdrawalRequested } from '../events/withdrawal-requested';
import {
  answerTo,
  closureBy,
  complainantFieldsOf,
  DECLARED_REQUESTS,
  defineRequest,
  ENDED_BY_REQUEST,
  granted,
  grantingMove,
  NOTHING_KNOWN,
  ownFieldsOf,
  requestGrantedBy,
  requestOfKind,
  requestsOfferedBy,
  type GrantEvent,
  type HolderFacts,
  type RequestSituation,
} from '.';

const NOT_KINDS = ['define-request.ts', 'index.ts', 'request-list.ts'];

// contracts, section 2
describe('the registry of requests', () => {
  it('holds every kind of the folder, each in a file of its own', () => {
    const files = readdirSync(__dirname).filter((file) => !file.endsWith('.spec.ts') && !NOT_KINDS.includes(file));

    expect(DECLARED_REQUESTS.map(({ kind }) => `${kind.toLowerCase().replaceAll('_', '-')}.ts`).sort()).toEqual(
      files.sort(),
    );
  });

  it.each(DECLARED_REQUESTS.map((declared) => [declared.kind, declared] as const))(
    'asks for a %s and grants it by events that the custody table names',
    (_, { asks, grants }) => {
      const rows = TRANSITIONS.filter(({ id }) => asks.transitions.includes(id));

      expect(rows.map(({ id }) => id)).toEqual([...asks.transitions]);
      for (const row of rows) {
        expect(grants.some((grant) => grant.transitions.includes(row.id) && row.facts.includes(grant.fact))).toBe(true);
        if (row.kind === 'request') expect(row.facts).toContain(asks.fact);
      }
      expect(asks.kind).toBe('request');
      expect(EVENTS).toEqual(expect.arrayContaining([asks, ...grants]));
    },
  );

  it.each(DECLARED_REQUESTS.map((declared) => [declared.kind, declared] as const))(
    'says of a %s how a case is closed exactly when it ends one',
    (_, { grants, closure }) => {
      const ends = grants.filter((grant) => ENDED_BY_REQUEST.includes(grant));

      expect(closure !== undefined).toBe(ends.length > 0);
      for (const grant of ends) expect(closureBy(grant.type)).toBe(closure);
    },
  );

  it('finds a kind by its name and by the event that grants it', () => {
    for (const declared of DECLARED_REQUESTS) {
      expect(requestOfKind(declared.kind)).toBe(declared);
      for (const grant of declared.grants) expect(requestGrantedBy(grant.type)).toBe(declared);
    }
    expect(() => requestGrantedBy('redress.resolution.complaint-closed.v1')).toThrow('grants no request');
    expect(() => closureBy('redress.resolution.complaint-closed.v1')).toThrow('grants no request');
    expect(() => grantingMove('MERGE', 'notification' as never)).toThrow();
  });

  it('refuses a declaration by which a holder could grant by no move, or by two', () => {
    const declaration = {
      kind: 'WITHDRAWAL',
      asks: withdrawalRequested,
      askedBy: { staff: [], complainants: true },
      refusalLetter: null,
    } as const;
    const foreign = offerAccepted as unknown as GrantEvent;

    expect(() => defineRequest({ ...declaration, grants: [foreign], grantors: { routing: () => granted() } })).toThrow(
      'routing grants WITHDRAWAL by 0 moves',
    );
    expect(() =>
      defineRequest({
        ...declaration,
        grants: [foreign, complaintWithdrawn],
        grantors: { resolution: () => granted() },
      }),
    ).toThrow('resolution grants WITHDRAWAL by 2 moves');
  });

  it('offers a kind at the service that asks, and only what people may ask', () => {
    expect(requestsOfferedBy('intake').map(({ kind }) => kind)).toContain('WITHDRAWAL');
    expect(requestsOfferedBy('notification')).toEqual([]);
    for (const { askedBy } of requestsOfferedBy('routing')) expect(askedBy.staff.length).toBeGreaterThan(0);
  });

  it('tells which granted requests end a complaint', () => {
    expect(ENDED_BY_REQUEST.map(({ type }) => type)).toEqual(['redress.complaint.withdrawn.v1']);
  });

  it('takes what an event asks for besides the fields of all requests as the fields of its kind', () => {
    const primaryId = silent(z.uuid().describe('The complaint that goes on'));
    const asks = defineEvent({
      emitter: 'intake',
      fact: 'merge-requested',
      kind: 'request',
      transitions: ['T7'],
      title: { zh: '申请并案', en: 'Merge asked for' },
      fields: { ...request, primaryId },
      description: 'Two complaints are about the same matter.',
      example: {
        requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
        kind: 'MERGE',
        requestedAt: '2026-03-03T02:00:00.000Z',
        primaryId: '019a9d6e-7a00-7000-8000-000000000002',
      },
    });

    expect(ownFieldsOf({ asks }).parse(asks.example)).toEqual({ primaryId: '019a9d6e-7a00-7000-8000-000000000002' });
    const askedBy = { staff: [], complainants: true, staffFields: ['primaryId'] };
    expect(Object.keys(complainantFieldsOf({ asks, askedBy }).shape)).toEqual([]);
  });
});

const situation = (state: ComplaintState, more: Partial<RequestSituation> = {}): RequestSituation => ({
  state,
  unitId: 'CS',
  requestedAt: new Date('2026-03-02T02:00:00.000Z'),
  fields: {},
  facts: NOTHING_KNOWN,
  ...more,
});

describe('the answer to a request', () => {
  const answers = (kind: (typeof REQUEST_KINDS)[number], facts: Partial<HolderFacts> = {}) =>
    COMPLAINT_STATES.flatMap((state) =>
      HOLDERS.filter((holder) => [holder, 'granter'].includes(STATES[state].holder)).map((holder) => {
        const answer = answerTo(kind, holder, situation(state, { facts: { ...NOTHING_KNOWN, ...facts } }));
        return { state, holder, answer: answer.isGranted ? 'granted' : answer.reasonCode };
      }),
    );

  // T34
  it('grants a withdrawal while the complaint is open', () => {
    for (const { state, holder, answer } of answers('WITHDRAWAL')) {
      const expected = STATES[state].ended
        ? 'ALREADY_ENDED'
        : OPEN_STATES.includes(state)
          ? 'granted'
          : state === 'SUSPENDED'
            ? 'SUSPENDED'
            : 'NOT_OPEN';
      expect([state, holder, answer]).toEqual([state, holder, expected]);
    }
  });

  // T34
  it('refuses a withdrawal once a remedy line was begun, in whatever open state', () => {
    const told = answers('WITHDRAWAL', { remedyBegan: true }).filter(({ holder }) => holder === 'resolution');

    for (const { state, answer } of told) {
      const expected = STATES[state].ended
        ? 'ALREADY_ENDED'
        : state === 'SUSPENDED'
          ? 'SUSPENDED'
          : 'REMEDY_IN_EXECUTION';
      expect([state, answer]).toEqual([state, expected]);
    }
  });

  it.each(REQUEST_KINDS.filter((kind) => !requestOfKind(kind)))('refuses %s, which is only a name so far', (kind) => {
    for (const { state, answer } of answers(kind)) {
      expect([state, answer]).toEqual([state, STATES[state].ended ? 'ALREADY_ENDED' : 'NOT_SUPPORTED']);
    }
  });
});

// contracts, section 1
describe('an event that any holder may emit', () => {
  it('has one type, and says who may emit it', () => {
    const voided = defineHolderEvent({
      fact: 'voided',
      kind: 'state',
      transitions: ['T36'],
      title: { zh: '作废', en: 'Voided' },
      fields: { requestId: field(z.uuid(), { zh: '申请', en: 'request' }) },
      description: 'The complaint was registered by mistake.',
      example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa' },
    });

    expect(voided).toMatchObject({
      type: 'redress.complaint.voided.v1',
      emittedBy: { routing: true, investigation: true, resolution: true },
    });
  });
});
