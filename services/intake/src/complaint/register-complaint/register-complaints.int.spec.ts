import { randomBytes, randomUUID } from 'node:crypto';
import { intakeDossier } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database } from '@redress/persistence';
import type { PolicyPack } from '@redress/policy';
import { KeyRing } from '@redress/security';
import { platformMigrations } from '@redress/service-host';
import { Vault } from '@redress/vault';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Intake1796000001001 } from '../../database/migrations/intake.migration';
import { aSubmission } from '../../testing/a-submission.spec';
import { shippedPacks } from '../../testing/shipped-packs.spec';
import { IntakeDossiers } from '../intake-dossiers';
import { DEFAULT_PACK, judgeSubmission } from '../domain/judge-submission';
import type { Candidate } from '../domain/registration-entry';
import { OtherContent, RegisterComplaints, type Registration } from './register-complaints.handler';

/** A pack like the shipped one, with numbers of its own. */
const numberedBy = (id: string, prefix: string, pattern: string): PolicyPack => ({
  ...shippedPacks().latest(DEFAULT_PACK)!.content,
  id,
  numbering: { prefix, pattern },
});
const packs = shippedPacks(
  numberedBy('NO_UNIT', 'TS', '{prefix}-{yyyyMMdd}-{serial:4}'),
  numberedBy('NO_UNIT_EITHER', 'TS', '{prefix}-{yyyyMMdd}-{serial:4}'),
  numberedBy('UNIT_AS_PREFIX', 'T', '{prefix}{unit}-{yyyyMMdd}-{serial:4}'),
);
const keyRing = KeyRing.fromEnvironment(
  JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
);

/** A day of its own for each test, so that each counts from 1. */
let day = 0;
const nextDay = (): Date => new Date(Date.UTC(2026, 2, 2 + day++, 3));

interface Given {
  readonly at: Date;
  readonly id?: string;
  readonly unit?: string;
  readonly pack?: string;
  readonly organisation?: string;
  readonly description?: string;
}

function candidate({ at, id = randomUUID(), unit = 'CS', organisation = 'acme', ...words }: Given): Candidate {
  const submission = aSubmission({ receivingUnit: unit, ...words });
  const { acceptable, faults } = judgeSubmission(submission, {
    now: at,
    packs,
    organisationOf: () => organisation,
    organisationOfStaff: () => undefined,
  });
  if (!acceptable) throw new Error(JSON.stringify(faults));
  return { identity: { source: '/crm', id }, content: acceptable, actor: { kind: 'PARTNER', id: '/crm' } };
}

const serialOf = ({ complaintNo }: Pick<Registration, 'complaintNo'>): number => Number(complaintNo.split('-').at(-1));
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

describe('registering complaints', () => {
  let suite: TestSuite;
  let databases: Database[];
  let replicas: RegisterComplaints[];
  let database: Database;
  let registrations: RegisterComplaints;

  beforeAll(async () => {
    suite = await testInfrastructure();
    const url = await suite.databaseUrl('intake');
    const unheard = { raise: () => undefined };
    const migrations = [...platformMigrations, Intake1796000001001];
    const replica = (poolSize: number) => new Database({ url, poolSize, applicationName: 'intake', migrations });
    databases = [replica(16), replica(16)];
    await Promise.all(databases.map((one) => one.open()));
    replicas = databases.map((one) => {
      const outbox = new Outbox('intake');
      return new RegisterComplaints(
        one,
        new Custody('intake', outbox),
        outbox,
        keyRing,
        new IntakeDossiers(new Vault('intake', keyRing, outbox, unheard, intakeDossier)),
      );
    });
    [database, registrations] = [databases[0]!, replicas[0]!];
  }, 240_000);

  afterAll(async () => {
    await Promise.all(databases.map((one) => one.close()));
    await suite.cleanup();
  });

  // RG-01, RG-03
  it('gives 200 parallel registrations of two replicas, with repeats among them, the numbers 1 to 200', async () => {
    const at = nextDay();
    const distinct = upTo(200).map((n) => `P-${n}`);
    const ids = [...distinct, ...distinct.filter((_, index) => index % 3 === 0)].toSorted();

    const results = await Promise.all(
      ids.map((id, index) => replicas[index % 2]!.registerOne(candidate({ at, id: `${at.getTime()}.${id}` }))),
    );

    const fresh = results.filter((result) => !result.repeated);
    expect(ascending(fresh.map(serialOf))).toEqual(upTo(200));
    const numberOf = new Map(fresh.map((result) => [result.complaintId, result.complaintNo]));
    for (const repeat of results.filter((result) => result.repeated)) {
      expect(numberOf.get(repeat.complaintId)).toBe(repeat.complaintNo);
    }
  }, 60_000);

  it('answers a repeat with its first result, tracking code included', async () => {
    const at = nextDay();
    const id = randomUUID();
    const first = await registrations.registerOne(candidate({ at, id }));
    const repeat = await replicas[1]!.registerOne(candidate({ at: nextDay(), id }));

    expect(repeat).toEqual({ ...first, repeated: true });
  });

  // RG-20
  it('refuses an identity that was used for another content', async () => {
    const at = nextDay();
    const id = randomUUID();
    await registrations.registerOne(candidate({ at, id }));

    await expect(registrations.registerOne(candidate({ at, id, description: '另一件事。' }))).rejects.toThrow(
      OtherContent,
    );
  });

  it('burns no number for a registration that is rolled back', async () => {
    const at = nextDay();
    await registrations.registerOne(candidate({ at }));
    const aborted = database.transaction(async (tx) => {
      await registrations.registerAll(tx, [candidate({ at }), candidate({ at })]);
      throw new Error('the batch fails afterwards');
    });
    await expect(aborted).rejects.toThrow('the batch fails afterwards');
    const next = await registrations.registerOne(candidate({ at }));

    expect(serialOf(next)).toBe(2);
  });

  it('takes a run of numbers for a batch, in its order, by unit, and none for repeats in it', async () => {
    const at = nextDay();
    const known = candidate({ at });
    await registrations.registerOne(known);
    const twice = candidate({ at });
    const batch = [
      candidate({ at }),
      known,
      candidate({ at, unit: 'QA' }),
      twice,
      twice,
      candidate({ at, unit: 'QA' }),
    ];

    const registered = await database.transaction((tx) => registrations.registerAll(tx, batch));

    expect(registered).toBe(4);
    const { rows } = await database.query<{ complaint_no: string }>(
      `select complaint_no from complaint where registered_at = $1 order by complaint_no`,
      [at],
    );
    const date = at.toISOString().slice(2, 10).replaceAll('-', '');
    expect(rows.map((row) => row.complaint_no)).toEqual([
      `GSCS-${date}-00001`,
      `GSCS-${date}-00002`,
      `GSCS-${date}-00003`,
      `GSQA-${date}-00001`,
      `GSQA-${date}-00002`,
    ]);
  });

  it('counts on while batches and single registrations meet', async () => {
    const at = nextDay();
    await Promise.all([
      ...upTo(8).map((n) =>
        databases[n % 2]!.transaction((tx) =>
          replicas[n % 2]!.registerAll(
            tx,
            upTo(25).map(() => candidate({ at, unit: n % 2 ? 'CS' : 'QA' })),
          ),
        ),
      ),
      ...upTo(40).map((n) => replicas[n % 2]!.registerOne(candidate({ at, unit: n % 4 < 2 ? 'CS' : 'QA' }))),
    ]);

    const { rows } = await database.query<{ complaint_no: string }>(
      'select complaint_no from complaint where registered_at = $1',
      [at],
    );
    const serials = (unit: string) =>
      ascending(
        rows
          .filter((row) => row.complaint_no.startsWith(`GS${unit}`))
          .map((r) => serialOf({ complaintNo: r.complaint_no })),
      );
    expect(serials('CS')).toEqual(upTo(120));
    expect(serials('QA')).toEqual(upTo(120));
  }, 60_000);

  // contracts, section 7
  it('counts on over units, packs and organisations whose numbers are alike around the serial', async () => {
    const at = nextDay();
    const made = upTo(40).map((n) => ({
      at,
      unit: n % 2 ? 'CS' : 'QA',
      pack: n % 4 < 2 ? 'NO_UNIT' : 'NO_UNIT_EITHER',
      organisation: n % 8 < 4 ? 'acme' : 'other',
    }));

    const results = await Promise.all([
      ...made.map((each, n) => replicas[n % 2]!.registerOne(candidate(each))),
      replicas[0]!.registerOne(candidate({ at, unit: 'S', pack: 'UNIT_AS_PREFIX' })),
    ]);

    const date = at.toISOString().slice(0, 10).replaceAll('-', '');
    expect(results.map(({ complaintNo }) => complaintNo).toSorted()).toEqual(
      upTo(41).map((n) => `TS-${date}-${String(n).padStart(4, '0')}`),
    );
  }, 60_000);

  it('counts numbers in one batch on over units that render alike', async () => {
    const at = nextDay();
    const batch = ['CS', 'QA', 'CS'].map((unit) => candidate({ at, unit, pack: 'NO_UNIT' }));

    await database.transaction((tx) => registrations.registerAll(tx, batch));

    const { rows } = await database.query<{ receiving_unit: string; complaint_no: string }>(
      'select receiving_unit, complaint_no from complaint where registered_at = $1 order by complaint_no',
      [at],
    );
    expect(rows.map((row) => [row.receiving_unit, serialOf({ complaintNo: row.complaint_no })])).toEqual([
      ['CS', 1],
      ['QA', 2],
      ['CS', 3],
    ]);
  });

  it('lets the serial grow past its width', async () => {
    const at = nextDay();
    const first = await registrations.registerOne(candidate({ at }));
    await database.query('update complaint_counter set last = 99999 where number_before = $1', [
      first.complaintNo.replace(/00001$/, ''),
    ]);
    const next = await registrations.registerOne(candidate({ at }));

    expect(next.complaintNo).toBe(first.complaintNo.replace(/00001$/, '100000'));
  });

  // RG-06, RG-18, T2
  it('publishes key, dossier and event of a registration in this order, the number in header and value', async () => {
    const registration = await registrations.registerOne(candidate({ at: nextDay() }));

    const { rows } = await database.query<{ topic: string; headers: string; value: string }>(
      'select topic, headers, value from outbox where key = $1 order by id',
      [registration.complaintId],
    );
    expect(rows.map((row) => row.topic)).toEqual(['privacy.keys.v1', 'intake.dossiers.v1', 'complaint.lifecycle.v1']);
    const event = rows[2]!;
    expect(JSON.parse(event.headers)).toMatchObject({ ce_complaintno: registration.complaintNo, ce_stateseq: '1' });
    expect(JSON.parse(event.value)).toMatchObject({ complaintNo: registration.complaintNo, dossierVersion: 1 });
  });

  // CS-04
  it('leaves no personal data in any table', async () => {
    const planted = '唐晚舟独有的名字';
    const at = nextDay();
    const { content, ...rest } = candidate({ at });
    const submission = aSubmission({
      complainant: {
        type: 'CONSUMER',
        name: planted,
        email: 'planted.tang@example.com',
        phone: '+86 100 0999 5151',
        locale: 'zh-CN',
      },
      description: `${planted}说：水壶漏水，订单 PLANTED-778。`,
    });
    await registrations.registerOne({ ...rest, content: { ...content, submission } });

    const { rows } = await database.query<{ table_name: string }>(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { table_name } of rows) {
      const found = await database.query(`select 1 from "${table_name}" as t where t::text ~ $1`, [
        `${planted}|planted.tang|0999 5151|PLANTED-778`,
      ]);
      expect({ table_name, rows: found.rowCount }).toEqual({ table_name, rows: 0 });
    }
  });
});
