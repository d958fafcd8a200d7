import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { REQUEST_KINDS } from '../codes';
import { COMPLAINT_STATES, HOLDERS, OPEN_STATES, REMEDY_EXECUTION_STATES, STATES, TRANSITIONS } from '../custody';
import { defineEvent, defineHolderEvent, EVENTS, field, silent } from '../event';
import { request } from '../event/shared-fields';
import { answerTo, DECLARED_REQUESTS, ENDED_BY_REQUEST, ownFieldsOf, requestGrantedBy, requestOfKind } from '.';

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
      const row = TRANSITIONS.find(({ id }) => id === grants.transitions[0]);

      expect(row).toMatchObject({ kind: 'request', facts: expect.arrayContaining([asks.fact, grants.fact]) });
      expect(asks).toMatchObject({ kind: 'request', transitions: grants.transitions });
      expect(EVENTS).toEqual(expect.arrayContaining([asks, grants]));
    },
  );

  it('finds a kind by its name and by the event that grants it', () => {
    for (const declared of DECLARED_REQUESTS) {
      expect(requestOfKind(declared.kind)).toBe(declared);
      expect(requestGrantedBy(declared.grants.type)).toBe(declared);
    }
    expect(() => requestGrantedBy('redress.resolution.complaint-closed.v1')).toThrow('grants no request');
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
  });
});

describe('the answer to a request', () => {
  const answers = (kind: (typeof REQUEST_KINDS)[number]) =>
    Object.fromEntries(
      COMPLAINT_STATES.flatMap((state) =>
        HOLDERS.filter((holder) => [holder, 'granter'].includes(STATES[state].holder)).map((holder) => {
          const answer = answerTo(kind, holder, { state, fields: {} });
          return [`${state} ${holder}`, answer.isGranted ? 'granted' : answer.reasonCode];
        }),
      ),
    );

  // T34
  it('grants a withdrawal while the complaint is open and no remedy is being executed', () => {
    const told = answers('WITHDRAWAL');

    for (const [place, answer] of Object.entries(told)) {
      const state = place.split(' ')[0] as (typeof COMPLAINT_STATES)[number];
      const expected = STATES[state].ended
        ? 'ALREADY_ENDED'
        : REMEDY_EXECUTION_STATES.includes(state)
          ? 'REMEDY_IN_EXECUTION'
          : OPEN_STATES.includes(state)
            ? 'granted'
            : 'NOT_OPEN';
      expect([place, answer]).toEqual([place, expected]);
    }
    expect(Object.values(told)).toEqual(
      expect.arrayContaining(['granted', 'REMEDY_IN_EXECUTION', 'ALREADY_ENDED', 'NOT_OPEN']),
    );
  });

  it.each(REQUEST_KINDS.filter((kind) => !requestOfKind(kind)))('refuses %s, which is only a name so far', (kind) => {
    for (const [place, answer] of Object.entries(answers(kind))) {
      const state = place.split(' ')[0] as (typeof COMPLAINT_STATES)[number];
      expect([place, answer]).toEqual([place, STATES[state].ended ? 'ALREADY_ENDED' : 'NOT_SUPPORTED']);
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
