import { randomBytes } from 'node:crypto';
import { InMemoryDirectory } from '@redress/access';
import type { Caller } from '@redress/commands';
import { resolutionDossier } from '@redress/contracts';
import { Custody, lifecycleMigrations } from '@redress/lifecycle';
import { ConsumesRecords, EventConsumer, type RawRecord } from '@redress/messaging';
import { Outbox, outboxMigrations } from '@redress/outbox';
import { Database, newId, type Transaction } from '@redress/persistence';
import { PackRegistry, readPackFiles, SHIPPED_PACK_DIR } from '@redress/policy';
import { KeyRing } from '@redress/security';
import { aPerson, aUnit, testInfrastructure, type TestSuite } from '@redress/testing';
import { DrivenClock } from '@redress/time';
import { vaultMigrations, Vault } from '@redress/vault';
import { Resolution1796000000201 } from '../../database/migrations/resolution.migration';
import { CaseDesk } from '../case-desk';
import { Complainants } from '../complainants';
import { SqlResolutionCases } from '../sql-resolution-cases';
import { SubmitPlanHandler } from './submit-plan.handler';

const MONDAY = new Date('2026-03-02T01:00:00.000Z');
const DAY_MS = 86_400_000;
const DRAFTER = 'staff:zhao.qa';
const drafter: Caller = {
  sub: DRAFTER,
  roles: ['UNIT_HANDLER'],
  unitId: 'QA',
  organisationId: 'acme',
  onStory: { kind: 'STAFF', id: DRAFTER },
};

const clock = new DrivenClock(MONDAY);
const cases = new SqlResolutionCases();
const outbox = new Outbox('resolution');
const custody = new Custody('resolution', outbox);
const packs = new PackRegistry();
const directory = new InMemoryDirectory();
const keyRing = KeyRing.fromEnvironment(
  JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
);
const vault = new Vault('resolution', keyRing, outbox, { raise: () => undefined }, resolutionDossier);
const desk = new CaseDesk(cases, packs, directory, new Complainants(vault), custody);
const submitPlan = new SubmitPlanHandler(desk, cases, custody, clock);

/** A door on Kafka: the command as JSON, from a program that has proven for whom it acts. */
@EventConsumer()
class SubmitPlansOnRecord {
  @ConsumesRecords('complaint.submissions.v1', { consumer: 'resolution.submit-plan' })
  async on(records: readonly RawRecord[], tx: Transaction): Promise<void> {
    for (const { value } of records) {
      const { complaintId, expectedVersion } = JSON.parse(String(value)) as {
        complaintId: string;
        expectedVersion?: number;
      };
      await submitPlan.handle(tx, { complaintId, expectedVersion, actor: drafter });
    }
  }
}

/** A door on a clock: what has lain as a draft for a day is submitted in the name of its drafter. */
async function submitDraftsOfYesterday(tx: Transaction): Promise<void> {
  const { rows } = await tx.query<{ complaintId: string }>(
    `select complaint_id as "complaintId" from resolution_plan where status = 'DRAFT' and drafted_at <= $1`,
    [new Date(clock.now().getTime() - DAY_MS)],
  );
  for (const { complaintId } of rows) await submitPlan.handle(tx, { complaintId, actor: drafter });
}

const aRecord = (value: object): RawRecord => ({
  topic: 'complaint.submissions.v1',
  partition: 0,
  offset: 0n,
  key: null,
  value: Buffer.from(JSON.stringify(value)),
  headers: {},
  timestamp: clock.now().getTime(),
});

const loaded = (library: string): string[] =>
  Object.keys(require.cache).filter((path) => path.includes(`/libs/${library}/`));

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  for (const entry of [aUnit('QA'), aPerson(DRAFTER, ['UNIT_HANDLER'], { unitId: 'QA' })]) {
    directory.apply(entry.id, entry);
  }
  directory.markReady();
  for (const { pack } of readPackFiles(SHIPPED_PACK_DIR)) {
    if (pack) packs.put({ ...pack, content: pack as unknown as Record<string, unknown> });
  }
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('resolution'),
    applicationName: 'resolution',
    migrations: [...outboxMigrations, ...lifecycleMigrations, ...vaultMigrations, Resolution1796000000201],
  });
  await database.open();
}, 240_000);

afterAll(async () => {
  await database?.close();
  await suite?.cleanup();
});

/** A complaint with a draft, as it came over from investigation. */
async function aDraft(): Promise<string> {
  const complaintId = newId();
  const move = {
    stateSeq: 6,
    from: 'DETERMINED',
    to: 'RESOLUTION_DRAFTED',
    at: new Date(),
    holder: 'resolution',
    complaintNo: `GSCS-260302-${complaintId.slice(-5)}`,
    packs: 'GENERAL_SERVICE:1',
    unitId: 'QA',
    handlerId: 'staff:zhao.qa',
  } as const;
  await database.transaction(async (tx) => {
    const story = { eventId: newId(), complaintId, organisationId: 'acme', emitter: 'investigation', move };
    await custody.follow(tx, [story], { acceptGaps: true });
    await cases.open(tx, [
      {
        complaintId,
        complaintNo: move.complaintNo,
        organisationId: 'acme',
        determinationId: newId(),
        round: 1,
        unitId: 'QA',
        handlerId: DRAFTER,
        verdict: 'INVALID',
        reasonableness: 'NO_DEMAND',
        openedAt: clock.now(),
      },
    ]);
    await cases.addRevision(
      tx,
      { complaintId, cycle: 0 },
      {
        planId: newId(),
        revision: 1,
        outcome: 'NOT_UPHELD',
        isFinal: false,
        drafterId: DRAFTER,
        draftedAt: clock.now(),
        explanation: Buffer.from('sealed'),
        apology: null,
        remedies: [],
      },
    );
  });
  return complaintId;
}

const standing = async (complaintId: string) => {
  const found = await cases.situation(database, complaintId);
  return { state: found?.standing.state, stateSeq: found?.standing.stateSeq, plan: found?.plan?.status };
};

const SUBMITTED = { state: 'PENDING_APPROVAL', stateSeq: 7, plan: 'SUBMITTED' };

describe('a command that comes without HTTP', () => {
  it('runs from a Kafka record, with all its rules, and no module of libs/http is loaded', async () => {
    const complaintId = await aDraft();
    const door = new SubmitPlansOnRecord();
    const stale = aRecord({ complaintId, expectedVersion: 7 });

    await expect(database.transaction((tx) => door.on([stale], tx))).rejects.toMatchObject({ name: 'StaleVersion' });
    await database.transaction((tx) => door.on([aRecord({ complaintId, expectedVersion: 1 })], tx));

    expect(await standing(complaintId)).toEqual(SUBMITTED);
    await expect(database.transaction((tx) => door.on([aRecord({ complaintId })], tx))).rejects.toMatchObject({
      name: 'Blocked',
      obstacles: [{ code: 'WRONG_STATE' }],
    });
    expect(loaded('http')).toEqual([]);
  });

  it('runs from a clock, which has judged by no version', async () => {
    const complaintId = await aDraft();
    await database.transaction(submitDraftsOfYesterday);
    expect(await standing(complaintId)).toMatchObject({ plan: 'DRAFT' });

    clock.advanceTo(new Date(MONDAY.getTime() + DAY_MS));
    await database.transaction(submitDraftsOfYesterday);

    expect(await standing(complaintId)).toEqual(SUBMITTED);
    expect(loaded('http')).toEqual([]);
    expect(loaded('lifecycle')).not.toEqual([]);
  });
});
