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
  refused,
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
    expect(ENDED_BY_REQUEST.map(({ type }) => type)).toEqual([
      'redress.complaint.withdrawn.v1',
      'redress.complaint.merged.v1',
      'redress.complaint.voided.v1',
    ]);
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
    const askedBy = { staff: [], complainants: true, fieldsFor: { primaryId: ['CASE_LEAD'] } as const };
    expect(Object.keys(complainantFieldsOf({ asks, askedBy }).shape)).toEqual([]);
  });
});

const situation = (state: ComplaintState, more: Partial<RequestSituation> = {}): RequestSituation => ({
  state,
  unitId: 'CS',
  since: new Date('2026-03-02T01:00:00.000Z'),
  reopenCount: 0,
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
          ? state === 'EXTERNAL_DISPUTE'
            ? 'DISPUTE_OPEN'
            : 'granted'
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

  // T7
  it.each([
    [{}, undefined],
    [{ offerIsOut: true }, 'OFFER_IS_OUT'],
    [{ remedyBegan: true }, 'REMEDY_IN_EXECUTION'],
  ])('grants a merge before an offer is out or a remedy was begun; its holder knows %j', (facts, refusal) => {
    const EARLY = [
      'REGISTERED',
      'UNDER_ASSESSMENT',
      'ASSIGNED',
      'UNDER_INVESTIGATION',
      'AWAITING_COMPLAINANT',
      'AWAITING_THIRD_PARTY',
      'DETERMINED',
      'RESOLUTION_DRAFTED',
      'PENDING_APPROVAL',
    ];
    for (const { state, answer } of answers('MERGE', facts)) {
      const late = state === 'RESOLUTION_OFFERED' ? (refusal ?? 'OFFER_IS_OUT') : 'REMEDY_IN_EXECUTION';
      const open = EARLY.includes(state) ? (refusal ?? 'granted') : late;
      const closed = STATES[state].ended ? 'ALREADY_ENDED' : state === 'SUSPENDED' ? 'SUSPENDED' : 'NOT_OPEN';
      expect([state, answer]).toEqual([state, OPEN_STATES.includes(state) ? open : closed]);
    }
  });

  const MARCH_3 = '2026-03-03T02:00:00.000Z';
  const asked = (kind: (typeof REQUEST_KINDS)[number], more: Partial<RequestSituation> = {}) =>
    COMPLAINT_STATES.flatMap((state) =>
      HOLDERS.filter((holder) => [holder, 'granter'].includes(STATES[state].holder)).map((holder) => ({
        state,
        holder,
        answer: answerTo(kind, holder, situation(state, { requestedAt: new Date(MARCH_3), ...more })),
      })),
    );
  const otherwise = (state: ComplaintState, whileOpen = 'WRONG_STATE') =>
    refused(
      state === 'SUSPENDED'
        ? 'SUSPENDED'
        : STATES[state].ended
          ? 'ALREADY_ENDED'
          : OPEN_STATES.includes(state)
            ? whileOpen
            : 'NOT_OPEN',
    );

  // T36
  it('voids a complaint that no unit has accepted yet, and no other', () => {
    for (const { state, answer } of asked('VOID', { fields: { reason: 'TEST_ENTRY' } })) {
      const early = ['REGISTERED', 'UNDER_ASSESSMENT', 'ASSIGNED'].includes(state);
      expect([state, answer]).toEqual([state, early ? granted({ reason: 'TEST_ENTRY' }) : otherwise(state)]);
    }
  });

  // T35
  it('suspends an open complaint until a review of at most 30 days from the request', () => {
    const reviewBy = '2026-04-02T02:00:00.000Z';
    for (const { state, answer } of asked('SUSPENSION', { fields: { reviewBy } })) {
      expect([state, answer]).toEqual([
        state,
        OPEN_STATES.includes(state) ? granted({ reviewBy }, 'SUSPENDED') : otherwise(state),
      ]);
    }
    for (const outside of [MARCH_3, '2026-04-02T02:00:00.001Z']) {
      for (const { state, answer } of asked('SUSPENSION', { fields: { reviewBy: outside } })) {
        if (OPEN_STATES.includes(state)) expect(answer).toEqual(refused('REVIEW_DATE_OUT_OF_RANGE'));
      }
    }
  });

  // T35
  it('lifts a suspension to the state that the complaint had, and nothing else', () => {
    for (const { state, answer } of asked('SUSPENSION_LIFT', { suspendedFrom: 'PENDING_APPROVAL' })) {
      const expected =
        state === 'SUSPENDED'
          ? granted({}, 'PENDING_APPROVAL')
          : refused(STATES[state].ended ? 'ALREADY_ENDED' : 'NOT_SUSPENDED');
      expect([state, answer]).toEqual([state, expected]);
    }
  });

  // T30
  it('reopens what was closed or not accepted up to the last instant of the window, by when it was asked', () => {
    const until = (reopenableUntil: string | undefined, fields = {}) =>
      asked('REOPENING', {
        fields,
        reopenCount: 1,
        handlerId: 'staff:zhao.qa',
        facts: { ...NOTHING_KNOWN, reopenableUntil: reopenableUntil ? new Date(reopenableUntil) : undefined },
      });
    const yes = granted({ reopenCount: 2, unitId: 'CS', handlerId: 'staff:zhao.qa' });

    for (const [window, fields, answer] of [
      [MARCH_3, {}, yes],
      ['2026-03-03T01:59:59.999Z', {}, refused('WINDOW_OVER')],
      ['2026-03-03T01:59:59.999Z', { newEvidence: true }, yes],
      [undefined, {}, refused('WINDOW_OVER')],
    ] as const) {
      for (const told of until(window, fields)) {
        const may = ['CLOSED', 'NOT_ACCEPTED', 'MERGED'].includes(told.state);
        // A merge stands once the time to undo it is over.
        const late = told.state === 'MERGED' && !answer.isGranted ? refused('MERGE_STANDS') : answer;
        expect([window, told.state, told.answer]).toEqual([window, told.state, may ? late : otherwise(told.state)]);
      }
    }
  });

  it('refuses a kind that this release does not know', () => {
    for (const { state, answer } of answers('OF_A_LATER_RELEASE' as never)) {
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
