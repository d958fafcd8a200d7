import {
  complaintClosed,
  complaintRegistered,
  assessmentStarted,
  assignmentAccepted,
  complaintEscalated,
  complaintReopened,
  complaintWithdrawn,
  defineEvent,
  NOTHING_KNOWN,
  refused,
  type ComplaintState,
  type Holder,
} from '@redress/contracts';
import { Outbox, outboxMigrations } from '@redress/outbox';
import { Database, newId, type Transaction } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Custody, type StoryHeaders } from './custody';
import { IllegalMove, NotHolder, UnknownComplaint } from './custody-errors';
import { lifecycleMigrations } from './lifecycle.migration';
import { RequestDesk } from './requests';

const noon = new Date('2026-03-02T04:00:00.000Z');
const actor = { kind: 'STAFF', id: 'staff:li.cs' } as const;

let suite: TestSuite;
let database: Database;
let outbox: Outbox;
let routing: Custody<'routing'>;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('custody'),
    applicationName: 'custody-spec',
    migrations: [...outboxMigrations, ...lifecycleMigrations],
  });
  await database.open();
  outbox = new Outbox('routing');
  routing = new Custody('routing', outbox);
});

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

const aStep = (
  complaintId: string,
  stateSeq: number,
  from: string | null,
  to: string,
  holder: Holder,
  emitter = 'intake',
  responsible: { unitId?: string; handlerId?: string } = {},
) =>
  ({
    eventId: newId(),
    complaintId,
    organisationId: 'acme',
    emitter,
    move: {
      stateSeq,
      from,
      to,
      holder,
      at: noon,
      complaintNo: 'GSCS-260302-00001',
      packs: 'GENERAL_SERVICE:1',
      unitId: 'CS',
      ...responsible,
    },
  }) as StoryHeaders;

const follow = (...steps: StoryHeaders[]) => database.transaction((tx) => routing.follow(tx, steps));

async function aRegisteredComplaint(): Promise<string> {
  const complaintId = newId();
  await follow(aStep(complaintId, 1, null, 'REGISTERED', 'routing'));
  return complaintId;
}

const published = async (key: string) =>
  (
    await database.query<{ headers: string; value: string }>(
      'select headers, value from outbox where key = $1 order by id',
      [key],
    )
  ).rows.map((row) => ({
    headers: JSON.parse(row.headers) as Record<string, string>,
    value: JSON.parse(row.value) as Record<string, unknown>,
  }));

describe('moving a complaint', () => {
  // LI-01, architecture 5.1
  it('writes state, stateSeq and event together', async () => {
    const complaintId = await aRegisteredComplaint();

    await database.transaction(async (tx) => {
      const held = await routing.hold(tx, complaintId);
      await routing.move(tx, held, assessmentStarted, { at: noon, actor, payload: {} });
    });

    const [event] = await published(complaintId);
    expect(event?.value).toMatchObject({
      stateSeq: 2,
      from: 'REGISTERED',
      to: 'UNDER_ASSESSMENT',
      holder: 'routing',
      complaintNo: 'GSCS-260302-00001',
    });
    expect(event?.headers).toMatchObject({
      ce_stateseq: '2',
      ce_statefrom: 'REGISTERED',
      ce_holder: 'routing',
      ce_packs: 'GENERAL_SERVICE:1',
    });
    expect(await stateOf(complaintId)).toEqual({ state: 'UNDER_ASSESSMENT', state_seq: 2 });
  });

  // D7
  it('says who is responsible, keeps it from step to step, and forgets the handler when it is to be assessed again', async () => {
    const complaintId = await aRegisteredComplaint();
    const responsible = async () =>
      (
        await database.query(
          'select unit_id, receiving_unit, handler_id from complaint_custody where complaint_id = $1',
          [complaintId],
        )
      ).rows[0];
    expect(await responsible()).toEqual({ unit_id: 'CS', receiving_unit: 'CS', handler_id: null });
    await follow(
      aStep(complaintId, 2, 'REGISTERED', 'ASSIGNED', 'routing', 'routing', { unitId: 'QA', handlerId: 'staff:zhao' }),
    );

    await database.transaction(async (tx) => {
      const held = await routing.hold(tx, complaintId);
      await routing.move(tx, held, assignmentAccepted, { at: noon, actor, payload: assignmentAccepted.example });
    });

    const [accepted] = await published(complaintId);
    expect(accepted?.headers).toMatchObject({
      ce_unitid: 'QA',
      ce_handlerid: 'staff:zhao',
      ce_actorid: actor.id,
    });
    expect(await responsible()).toEqual({ unit_id: 'QA', receiving_unit: 'CS', handler_id: 'staff:zhao' });
    const resolution = new Custody('resolution', new Outbox('resolution'));
    await follow(
      aStep(complaintId, 4, 'UNDER_INVESTIGATION', 'RESOLVED', 'resolution', 'investigation', {
        unitId: 'QA',
        handlerId: 'staff:zhao',
      }),
    );
    const reopened = await database.transaction(async (tx) => {
      const held = await resolution.hold(tx, complaintId);
      return resolution.move(tx, held, complaintReopened, { at: noon, actor, payload: complaintReopened.example });
    });
    expect(reopened).toMatchObject({ unitId: 'CS', handlerId: undefined });
    expect((await published(complaintId)).at(-1)?.headers).toMatchObject({ ce_unitid: 'CS' });
    expect((await published(complaintId)).at(-1)?.headers).not.toHaveProperty('ce_handlerid');
  });

  it('records who took which part once, whether it made the move or read of it, and nothing of the platform’s own', async () => {
    const complaintId = await aRegisteredComplaint();
    const parts = async () =>
      (
        await database.query<{ who: string }>(
          `select p ->> 'personId' || ' ' || (p ->> 'part') as who
           from complaint_custody, jsonb_array_elements(participants) p where complaint_id = $1 order by p ->> 'part'`,
          [complaintId],
        )
      ).rows.map(({ who }) => who);
    const statements: (string | undefined)[] = [];
    const watched = async (work: (tx: Transaction) => Promise<unknown>) =>
      database.transaction(async (tx) => {
        const write = tx.write.bind(tx);
        tx.write = (sql, params, name) => (statements.push(name), write(sql, params, name));
        await work(tx);
      });
    const evidence: StoryHeaders = {
      eventId: newId(),
      complaintId,
      organisationId: 'acme',
      emitter: 'investigation',
      participants: [{ personId: 'staff:wu', part: 'INVESTIGATOR' }],
    };

    await watched((tx) => routing.follow(tx, [{ ...evidence, eventId: newId(), participants: [] }]));
    expect(statements).toEqual([]);
    await watched((tx) => routing.follow(tx, [evidence, evidence]));
    await watched((tx) => routing.follow(tx, [evidence]));
    expect(statements).toEqual(['custody-update']);
    await watched(async (tx) => {
      const held = await routing.hold(tx, complaintId);
      await routing.move(tx, held, assessmentStarted, { at: noon, actor, actingFor: 'staff:wu', payload: {} });
    });

    expect(await parts()).toEqual([`${actor.id} ASSESSOR`, `${actor.id} DEPUTY`, 'staff:wu INVESTIGATOR']);
  });

  it('writes nothing when the transaction fails', async () => {
    const complaintId = await aRegisteredComplaint();

    await expect(
      database.transaction(async (tx) => {
        await routing.move(tx, await routing.hold(tx, complaintId), assessmentStarted, {
          at: noon,
          actor,
          payload: {},
        });
        throw new Error('crash');
      }),
    ).rejects.toThrow('crash');

    expect(await published(complaintId)).toEqual([]);
    expect(await stateOf(complaintId)).toEqual({ state: 'REGISTERED', state_seq: 1 });
  });

  it('throws when another service holds the complaint', async () => {
    const complaintId = await aRegisteredComplaint();
    await follow(aStep(complaintId, 2, 'REGISTERED', 'UNDER_INVESTIGATION', 'investigation', 'routing'));

    await expect(database.transaction((tx) => routing.hold(tx, complaintId))).rejects.toBeInstanceOf(NotHolder);
  });

  it('throws when the custody table does not know the step', async () => {
    const complaintId = await aRegisteredComplaint();
    const payload = assignmentAccepted.example;

    await expect(
      database.transaction(async (tx) =>
        routing.move(tx, await routing.hold(tx, complaintId), assignmentAccepted, { at: noon, actor, payload }),
      ),
    ).rejects.toBeInstanceOf(IllegalMove);
  });

  it('throws for a complaint that is not known', async () => {
    await expect(database.transaction((tx) => routing.hold(tx, newId()))).rejects.toBeInstanceOf(UnknownComplaint);
  });

  it('refuses a token that an earlier move in the same transaction has used up', async () => {
    const complaintId = await aRegisteredComplaint();

    await expect(
      database.transaction(async (tx) => {
        const held = await routing.hold(tx, complaintId);
        await routing.move(tx, held, assessmentStarted, { at: noon, actor, payload: {} });
        await routing.move(tx, held, assessmentStarted, { at: noon, actor, payload: {} });
      }),
    ).rejects.toBeInstanceOf(NotHolder);
  });

  it('does not type-check a move of another service', () => {
    const foreign = (tx: never, held: never) =>
      // @ts-expect-error complaint-closed belongs to resolution
      routing.move(tx, held, complaintClosed, {
        at: noon,
        actor,
        payload: { closureCode: 'RESOLVED_SATISFIED', outcome: 'UPHELD' },
      });

    expect(foreign).toBeInstanceOf(Function);
  });

  it('type-checks a move that any holder may make for every holder, and for nobody else', () => {
    const details = { at: noon, actor, payload: { requestId: newId() } };
    const moves = [
      (custody: Custody<'routing'>, tx: never, held: never) => custody.move(tx, held, complaintWithdrawn, details),
      (custody: Custody<'investigation'>, tx: never, held: never) =>
        custody.move(tx, held, complaintWithdrawn, details),
      (custody: Custody<'resolution'>, tx: never, held: never) => custody.move(tx, held, complaintWithdrawn, details),
      (custody: Custody<'intake'>, tx: never, held: never) =>
        // @ts-expect-error intake holds no complaint
        custody.move(tx, held, complaintWithdrawn, details),
    ];

    expect(moves).toHaveLength(4);
  });

  it('lets only the outbox of the emitter write an event', async () => {
    const intake = new Custody('intake', new Outbox('intake'));
    const complaint = {
      complaintId: newId(),
      complaintNo: 'X-1',
      organisationId: 'acme',
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
      receivingUnit: 'CS',
    };

    const begun = intake.begin(complaintRegistered, complaint, {
      at: noon,
      actor,
      payload: complaintRegistered.example,
    });

    expect(begun).toMatchObject({ state: 'REGISTERED', holder: 'routing', packs: 'GENERAL_SERVICE:1' });
    await expect(
      database.transaction((tx) =>
        outbox.append(tx, [{ contract: assessmentStarted, complaint, at: noon, actor, payload: {} }]),
      ),
    ).rejects.toThrow('only libs/lifecycle may append it');
  });

  // architecture 3.4
  it('refuses a fact for a complaint whose lock is not held', async () => {
    const complaint = {
      complaintId: newId(),
      complaintNo: 'X-1',
      organisationId: 'acme',
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
    };

    await expect(
      database.transaction((tx) =>
        outbox.append(tx, [
          { contract: complaintEscalated, complaint, at: noon, actor, payload: { level: 1, reason: 'SLA_BREACH' } },
        ]),
      ),
    ).rejects.toThrow('is not held by this transaction');
  });
});

// T35
describe('suspending a complaint', () => {
  const event = <N extends string>(fact: N) =>
    defineEvent({
      emitter: 'routing',
      fact,
      kind: 'state',
      transitions: ['T35'],
      title: { zh: '中止', en: 'Suspension' },
      fields: {},
      description: 'Suspends a complaint or lifts the suspension.',
      example: {},
    });
  const suspended = event('complaint-suspended');
  const lifted = event('suspension-lifted');

  async function moving(complaintId: string, contract: typeof suspended | typeof lifted, to: ComplaintState) {
    return database.transaction(async (tx) =>
      routing.move(tx, await routing.hold(tx, complaintId), contract, { at: noon, actor, payload: {}, to }),
    );
  }

  it('keeps the state that it had, and lifting returns it there', async () => {
    const complaintId = await aRegisteredComplaint();
    await follow(aStep(complaintId, 2, 'REGISTERED', 'ASSIGNED', 'routing', 'routing'));

    const during = await moving(complaintId, suspended, 'SUSPENDED');
    const after = await moving(complaintId, lifted, 'ASSIGNED');

    expect(during).toMatchObject({ state: 'SUSPENDED', holder: 'routing', suspendedFrom: 'ASSIGNED' });
    expect(after).toMatchObject({ state: 'ASSIGNED', holder: 'routing', stateSeq: 4, suspendedFrom: undefined });
  });

  it('throws when the suspension is lifted to another state', async () => {
    const complaintId = await aRegisteredComplaint();
    await moving(complaintId, suspended, 'SUSPENDED');

    for (const to of ['UNDER_ASSESSMENT', 'DETERMINED'] as const) {
      await expect(moving(complaintId, lifted, to)).rejects.toBeInstanceOf(IllegalMove);
    }
    expect(await stateOf(complaintId)).toEqual({ state: 'SUSPENDED', state_seq: 2 });
  });

  it('knows from the story where a complaint was suspended by a service that held it', async () => {
    const complaintId = await aRegisteredComplaint();
    await follow(
      aStep(complaintId, 2, 'REGISTERED', 'ASSIGNED', 'routing', 'routing'),
      aStep(complaintId, 3, 'ASSIGNED', 'SUSPENDED', 'routing', 'routing'),
    );

    const locked = await database.transaction((tx) => routing.lock(tx, complaintId));
    expect(locked.suspendedFrom).toBe('ASSIGNED');

    await follow(aStep(complaintId, 4, 'SUSPENDED', 'ASSIGNED', 'routing', 'routing'));
    const back = await database.transaction((tx) => routing.lock(tx, complaintId));
    expect(back).toMatchObject({ state: 'ASSIGNED', suspendedFrom: undefined });
  });
});

describe('following the story', () => {
  it('skips what it knows, finds gaps and strangers', async () => {
    const complaintId = newId();
    const first = aStep(complaintId, 1, null, 'REGISTERED', 'routing');
    const stranger = aStep(complaintId, 1, null, 'REGISTERED', 'routing');
    const third = aStep(complaintId, 3, 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing', 'routing');

    const seen = await follow(first);
    const again = await follow(first, stranger, third);

    expect(seen.get(first.eventId)).toBe('new');
    expect([first, stranger, third].map((step) => again.get(step.eventId))).toEqual(['known', 'conflict', 'gap']);
    expect(await stateOf(complaintId)).toEqual({ state: 'REGISTERED', state_seq: 1 });
  });

  it('goes on after a gap that an operator gave up', async () => {
    const complaintId = newId();
    await follow(aStep(complaintId, 1, null, 'REGISTERED', 'routing'));
    const third = aStep(complaintId, 3, 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing', 'routing');
    const fourth = aStep(complaintId, 4, 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation', 'routing');

    await database.transaction((tx) => routing.follow(tx, [third], { acceptGaps: true }));

    expect((await follow(fourth)).get(fourth.eventId)).toBe('new');
    expect(await stateOf(complaintId)).toEqual({ state: 'UNDER_INVESTIGATION', state_seq: 4 });
  });

  // contracts, section 2
  it('takes no step from a service that does not hold the complaint, and goes on with the one of its holder', async () => {
    const complaintId = await aRegisteredComplaint();
    const foreign = aStep(complaintId, 2, 'REGISTERED', 'ASSIGNED', 'routing', 'resolution');
    const own = aStep(complaintId, 2, 'REGISTERED', 'ASSIGNED', 'routing', 'routing');
    const handedOver = aStep(complaintId, 3, 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation', 'routing');
    const late = aStep(complaintId, 4, 'UNDER_INVESTIGATION', 'DETERMINED', 'resolution', 'routing');

    const results = await follow(foreign, own, handedOver, late);

    const of = (step: StoryHeaders) => results.get(step.eventId);
    expect([foreign, own, handedOver, late].map(of)).toEqual(['foreign', 'new', 'new', 'foreign']);
    expect(await stateOf(complaintId)).toEqual({ state: 'UNDER_INVESTIGATION', state_seq: 3 });
  });

  it('takes no step from a stranger when an operator gives it up either', async () => {
    const complaintId = await aRegisteredComplaint();
    const foreign = aStep(complaintId, 2, 'REGISTERED', 'ASSIGNED', 'routing', 'resolution');

    await database.transaction((tx) => routing.follow(tx, [foreign], { acceptGaps: true }));

    expect(await stateOf(complaintId)).toEqual({ state: 'REGISTERED', state_seq: 1 });
  });

  it('adopts an own event that a database put back does not know', async () => {
    const complaintId = await aRegisteredComplaint();

    await follow(aStep(complaintId, 2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing', 'routing'));

    const { rows } = await database.query(
      'select adopted_at is not null as adopted from complaint_custody where complaint_id = $1',
      [complaintId],
    );
    expect(rows).toEqual([{ adopted: true }]);
  });

  it('follows many steps of many complaints in one batch', async () => {
    const ids = Array.from({ length: 50 }, () => newId());

    const results = await follow(
      ...ids.map((id) => aStep(id, 1, null, 'REGISTERED', 'routing')),
      ...ids.map((id) => aStep(id, 2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing', 'routing')),
    );

    expect(new Set(results.values())).toEqual(new Set(['new']));
    expect(await stateOf(ids[49] as string)).toEqual({ state: 'UNDER_ASSESSMENT', state_seq: 2 });
  });
});

// contracts, section 2
describe('what custody counts', () => {
  // T29, T30
  it('knows since when a complaint has its state, and how often it was opened again, from moves and from the log', async () => {
    const complaintId = newId();
    const at = (step: StoryHeaders, day: number): StoryHeaders => ({
      ...step,
      move: { ...(step.move as NonNullable<StoryHeaders['move']>), at: new Date(Date.UTC(2026, 2, day)) },
    });
    await follow(
      at(aStep(complaintId, 1, null, 'RESOLVED', 'resolution'), 1),
      at(aStep(complaintId, 2, 'RESOLVED', 'UNDER_ASSESSMENT', 'routing', 'resolution'), 2),
    );
    await database.transaction(async (tx) => {
      const held = await routing.hold(tx, complaintId);
      expect(held).toMatchObject({ since: new Date(Date.UTC(2026, 2, 2)), reopenCount: 1 });
      const moved = await routing.move(tx, held, complaintWithdrawn, {
        at: noon,
        actor,
        payload: { requestId: newId() },
      });
      expect(moved).toMatchObject({ since: noon, reopenCount: 1 });
    });
    await database.transaction(async (tx) => {
      expect(await routing.lock(tx, complaintId)).toMatchObject({ since: noon, reopenCount: 1 });
    });
  });
});

describe('requests to the holder', () => {
  const aWithdrawal = (complaintId: string) => ({
    requestId: newId(),
    complaintId,
    kind: 'WITHDRAWAL' as const,
    requestedAt: noon,
    fields: {},
    eventId: newId(),
  });

  it('are granted by the holder, once', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const complaintId = await aRegisteredComplaint();
    const request = aWithdrawal(complaintId);

    await database.transaction((tx) => desk.receive(tx, [request]));
    await database.transaction((tx) => desk.answerHeld(tx, [complaintId]));

    const events = await published(complaintId);
    expect(events.map((event) => event.headers['ce_type'])).toEqual(['redress.complaint.withdrawn.v1']);
    expect(events[0]?.value).toMatchObject({ to: 'WITHDRAWN', holder: 'routing', requestId: request.requestId });
  });

  it('are refused with the reason once the complaint has ended', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const complaintId = await aRegisteredComplaint();
    await database.transaction((tx) => desk.receive(tx, [aWithdrawal(complaintId)]));

    await database.transaction((tx) => desk.receive(tx, [aWithdrawal(complaintId)]));

    expect((await published(complaintId)).at(-1)?.value).toMatchObject({ reasonCode: 'ALREADY_ENDED' });
  });

  it('are answered in the order in which they arrived, whatever their ids', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const complaintId = await aRegisteredComplaint();
    const [smaller, larger] = [aWithdrawal(complaintId), aWithdrawal(complaintId)];
    await follow(aStep(complaintId, 2, 'REGISTERED', 'RESOLVED', 'resolution', 'routing'));
    await database.transaction((tx) => desk.receive(tx, [larger, smaller]));

    await follow(aStep(complaintId, 3, 'RESOLVED', 'UNDER_ASSESSMENT', 'routing', 'resolution'));

    expect((await published(complaintId)).map(({ value }) => [value['requestId'], value['reasonCode']])).toEqual([
      [larger.requestId, undefined],
      [smaller.requestId, 'ALREADY_ENDED'],
    ]);
  });

  // T30: the only grant that hands a complaint over
  it('are not answered again by who takes the complaint over after their answer', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const complaintId = newId();
    await follow(aStep(complaintId, 1, null, 'CLOSED', 'resolution'));
    const reopening = { ...aWithdrawal(complaintId), kind: 'REOPENING' as const };
    const [refused, open] = [aWithdrawal(complaintId), aWithdrawal(complaintId)];
    const { move: _, ...aFact } = aStep(complaintId, 2, null, 'CLOSED', 'resolution', 'resolution');
    const refusal = { ...aFact, answers: refused.eventId };
    const step = aStep(complaintId, 2, 'CLOSED', 'UNDER_ASSESSMENT', 'routing', 'resolution');
    const grant = { ...step, answers: reopening.eventId };
    await database.transaction((tx) => desk.receive(tx, [reopening, refused]));

    // Another request comes in the same batch as the answers to these.
    await database.transaction(async (tx) => {
      await routing.follow(tx, [refusal, grant]);
      await desk.receive(tx, [open]);
      await desk.close(tx, [reopening.requestId, refused.requestId]);
    });

    expect((await published(complaintId)).map(({ value }) => [value['requestId'], value['to']])).toEqual([
      [open.requestId, 'WITHDRAWN'],
    ]);
  });

  it('that come in separate batches are answered in the order of the batches', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const complaintId = await aRegisteredComplaint();
    const [smaller, larger] = [aWithdrawal(complaintId), aWithdrawal(complaintId)];
    await follow(aStep(complaintId, 2, 'REGISTERED', 'RESOLVED', 'resolution', 'routing'));
    await database.transaction((tx) => desk.receive(tx, [larger]));
    await database.transaction((tx) => desk.receive(tx, [smaller, larger]));

    await follow(aStep(complaintId, 3, 'RESOLVED', 'UNDER_ASSESSMENT', 'routing', 'resolution'));

    expect((await published(complaintId)).map(({ value }) => value['requestId'])).toEqual([
      larger.requestId,
      smaller.requestId,
    ]);
  });

  it('are refused with the reason that the declaration of the kind gives', async () => {
    const desk = new RequestDesk(
      routing,
      outbox,
      () => noon,
      () => refused('NOT_SUPPORTED'),
    );
    const complaintId = await aRegisteredComplaint();

    await database.transaction((tx) => desk.receive(tx, [{ ...aWithdrawal(complaintId), kind: 'MERGE' }]));

    expect((await published(complaintId)).map(({ headers, value }) => [headers['ce_type'], value])).toEqual([
      ['redress.complaint.request-refused.v1', expect.objectContaining({ kind: 'MERGE', reasonCode: 'NOT_SUPPORTED' })],
    ]);
  });

  it('are answered by what they ask for besides, which the service remembers', async () => {
    const asked: unknown[] = [];
    const desk = new RequestDesk(
      routing,
      outbox,
      () => noon,
      (_kind, holder, situation) => {
        asked.push([holder, situation]);
        return refused('NOT_NOW');
      },
    );
    const complaintId = await aRegisteredComplaint();
    const fields = { primaryId: newId() };

    await database.transaction((tx) => desk.receive(tx, [{ ...aWithdrawal(complaintId), fields }]));

    expect(asked).toEqual([
      ['routing', expect.objectContaining({ state: 'REGISTERED', fields, requestedAt: noon, facts: NOTHING_KNOWN })],
    ]);
  });

  it('are answered by what the service knows from its own rows, put together', async () => {
    const seen: unknown[] = [];
    const desk = new RequestDesk(
      routing,
      outbox,
      () => noon,
      (_kind, _holder, { facts }) => {
        seen.push(facts);
        return refused('NOT_NOW');
      },
    );
    const complaintId = await aRegisteredComplaint();
    desk.knows(async (_tx, complaint, { kind }) =>
      kind === 'WITHDRAWAL' && complaint.complaintId === complaintId ? { safetyCritical: true } : {},
    );
    desk.knows(async () => ({ parties: 2 }));

    await database.transaction((tx) => desk.receive(tx, [aWithdrawal(complaintId)]));

    expect(seen).toEqual([{ ...NOTHING_KNOWN, safetyCritical: true, parties: 2 }]);
  });

  it('change rows of the holder in the transaction that grants them, and only then', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const changed: unknown[] = [];
    desk.whenGranted('WITHDRAWAL', async (_tx, { before, complaint, at, requestId }) => {
      changed.push([before.state, complaint.state, at, requestId]);
    });
    desk.whenGranted('VOID', async () => void changed.push('another kind'));
    const complaintId = await aRegisteredComplaint();
    const [first, second] = [aWithdrawal(complaintId), aWithdrawal(complaintId)];

    await database.transaction((tx) => desk.receive(tx, [first, second]));

    expect(changed).toEqual([['REGISTERED', 'WITHDRAWN', noon, first.requestId]]);
  });

  it('are not granted when a row of the holder cannot be changed', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    desk.whenGranted('WITHDRAWAL', () => Promise.reject(new Error('no row')));
    const complaintId = await aRegisteredComplaint();

    await expect(database.transaction((tx) => desk.receive(tx, [aWithdrawal(complaintId)]))).rejects.toThrow('no row');
    expect(await published(complaintId)).toEqual([]);
  });

  it('are granted by every holder with one type of event, whose source names the holder', async () => {
    const found = [];
    for (const [service, state] of [
      ['routing', 'REGISTERED'],
      ['investigation', 'UNDER_INVESTIGATION'],
      ['resolution', 'RESOLUTION_OFFERED'],
    ] as const) {
      const ours = new Outbox(service);
      const custody = new Custody<Holder>(service, ours);
      const desk = new RequestDesk(custody, ours, () => noon);
      const complaintId = newId();
      await database.transaction((tx) => custody.follow(tx, [aStep(complaintId, 1, null, state, service)]));
      await database.transaction((tx) => desk.receive(tx, [aWithdrawal(complaintId), aWithdrawal(complaintId)]));
      found.push(...(await published(complaintId)));
    }

    expect(found.map(({ headers }) => `${headers['ce_source']} ${headers['ce_type']}`)).toEqual([
      '/redress/routing redress.complaint.withdrawn.v1',
      '/redress/routing redress.complaint.request-refused.v1',
      '/redress/investigation redress.complaint.withdrawn.v1',
      '/redress/investigation redress.complaint.request-refused.v1',
      '/redress/resolution redress.complaint.withdrawn.v1',
      '/redress/resolution redress.complaint.request-refused.v1',
    ]);
    expect(found.map(({ headers }) => headers['ce_holder'])).toEqual([
      'routing',
      undefined,
      'investigation',
      undefined,
      'resolution',
      undefined,
    ]);
  });

  it('wait while another service holds, and are answered first by the one that takes over', async () => {
    const desk = new RequestDesk(routing, outbox, () => noon);
    const complaintId = await aRegisteredComplaint();
    await follow(aStep(complaintId, 2, 'REGISTERED', 'RESOLVED', 'resolution', 'routing'));
    await database.transaction((tx) => desk.receive(tx, [aWithdrawal(complaintId)]));
    expect(await published(complaintId)).toEqual([]);
    expect(await desk.oldestOpenSeconds(database)).toBeGreaterThan(0);

    await follow(aStep(complaintId, 3, 'RESOLVED', 'UNDER_ASSESSMENT', 'routing', 'resolution'));

    expect((await published(complaintId)).at(-1)?.value).toMatchObject({ to: 'WITHDRAWN', stateSeq: 4 });
  });
});

async function stateOf(complaintId: string) {
  return (await database.query('select state, state_seq from complaint_custody where complaint_id = $1', [complaintId]))
    .rows[0];
}
