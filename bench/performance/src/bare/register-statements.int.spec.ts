import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Client } from 'pg';
import { BareRegistrations } from './bare-registration';
import { BARE_SCHEMA } from './bare-schema';
import { registerMany, registerOne } from './register-statements';

const ID = '0199aaaa-bbbb-7ccc-8000-000000000000';
const SAMPLE = {
  complaintId: ID,
  complaintNo: 'CS-1',
  key: { topic: 'privacy.keys.v1', headers: `{"s":"${ID}"}`, value: `{"complaintId":"${ID}","wrappedKey":"AAEC"}` },
  dossier: { topic: 'intake.dossiers.v1', headers: `{"s":"${ID}"}`, value: `{"id":"${ID}","sealed":"AAEC","v":1}` },
  event: {
    topic: 'complaint.lifecycle.v1',
    headers: `{"s":"${ID}","no":"CS-1"}`,
    value: `{"complaintId":"${ID}","complaintNo":"CS-1","packs":[],"holder":{}}`,
  },
} as const;
const SUBMISSION = { channel: 'WEB_FORM', complainant: { type: 'CONSUMER', locale: 'en' } };

let suite: TestSuite;
let database: Client;
const registrations = new BareRegistrations(SAMPLE);
const aRegistration = (sourceId: string) => registrations.of(SUBMISSION, 'crm', sourceId);

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Client({ connectionString: await suite.databaseUrl('bare') });
  await database.connect();
  await database.query(BARE_SCHEMA);
});

afterAll(async () => {
  await database.end();
  await suite.cleanup();
});

it('numbers without a gap, whether one or many are registered, and repeats burn no number', async () => {
  const numbersOf = async (statement: ReturnType<typeof registerOne>) =>
    (await database.query<{ complaint_no: string }>(statement)).rows.map(({ complaint_no }) => complaint_no.slice(-6));

  expect(await numbersOf(registerOne(aRegistration('a')))).toEqual(['000001']);
  expect(await numbersOf(registerOne(aRegistration('a')))).toEqual([]);
  expect(await numbersOf(registerMany(['b', 'a', 'c'].map(aRegistration)))).toEqual(['000002', '000003']);
  expect(await numbersOf(registerMany([aRegistration('b')]))).toEqual([]);
  expect(await numbersOf(registerOne(aRegistration('d')))).toEqual(['000004']);
});

it('writes every row of a registration and three records that bear its id and number', async () => {
  const one = aRegistration('e');
  const [many] = [aRegistration('f')];
  await database.query(registerOne(one));
  await database.query(registerMany([many]));
  for (const { complaintId, sealed } of [one, many]) {
    for (const table of [
      'bare_submission',
      'bare_complaint',
      'bare_complaint_custody',
      'bare_data_key',
      'bare_dossier',
    ]) {
      const { rowCount } = await database.query(`select from ${table} where complaint_id = $1`, [complaintId]);
      expect([table, rowCount]).toEqual([table, 1]);
    }
    const { rows } = await database.query(
      `select topic, headers, value, complaint_no from bare_outbox join bare_complaint on complaint_id::text = key
       where key = $1 order by id`,
      [complaintId],
    );
    const no = rows[0].complaint_no as string;
    expect(rows.map(({ topic, headers, value }) => [topic, headers, value])).toEqual([
      ['privacy.keys.v1', `{"s":"${complaintId}"}`, `{"complaintId":"${complaintId}","wrappedKey":"AAEC"}`],
      ['intake.dossiers.v1', `{"s":"${complaintId}"}`, `{"id":"${complaintId}","sealed":"${sealed}","v":1}`],
      [
        'complaint.lifecycle.v1',
        `{"s":"${complaintId}","no":"${no}"}`,
        `{"complaintId":"${complaintId}","complaintNo":"${no}","packs":[],"holder":{}}`,
      ],
    ]);
  }
});
