import fastify, { type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { answerParent } from '../process/answer-parent';
import {
  type BareRegistration,
  BareRegistrations,
  type BareSubmission,
  NUMBER_PLACEHOLDER,
  ORGANISATION,
  UNIT,
} from './bare-registration';
import type { RegistrationSample } from './registration-records';

/** What the bare server can be asked. */
export type BareServerTalk = {
  /** Listens; answers the URL that takes submissions. */
  listen: [question: { databaseUrl: string; poolSize: number; sample: RegistrationSample }, answer: string];
};

// One statement, one flush: the counter stays locked for as long as it takes to run, and numbers have no gaps.
const REGISTER = {
  name: 'register',
  text: `
with claimed as (
  insert into submission (source, source_id, complaint_id) values ($2, $3, $1::uuid) on conflict do nothing returning 1),
counted as (
  insert into complaint_counter as counter (organisation_id, unit_id, day, last) select $4, $5, $6::date, 1 from claimed
  on conflict (organisation_id, unit_id, day) do update set last = counter.last + 1 returning last),
numbered as materialized (select $7 || lpad(last::text, 6, '0') as complaint_no from counted),
registered as (
  insert into complaint select $1, complaint_no, $4, $2, $3, $8, $5,
    $9::timestamptz, $9::timestamptz, false, $10, $11, $12::boolean,
    'UNCLASSIFIED', '', 'NORMAL', 'STAFF', $2 from numbered),
held as (
  insert into complaint_custody select $1, complaint_no, $4, $13, 1, 'REGISTERED', $14, $15::uuid from numbered),
keyed as (insert into data_key select $1, 'k1', $16::bytea from numbered),
filed as (insert into dossier select $1, 'intake', 1, $17::bytea from numbered),
published as (
  insert into outbox (topic, key, headers, value)
  select topic, $1::text, headers, value from numbered cross join lateral (values
    ('privacy.keys.v1', $18, $19), ('intake.dossiers.v1', $20, $21),
    ('complaint.lifecycle.v1', replace($22, $24, complaint_no), replace($23, $24, complaint_no))
  ) as record(topic, headers, value))
select complaint_no from numbered`,
};

class BareServer {
  private pool: Pool | undefined;
  private app: FastifyInstance | undefined;

  async listen({ databaseUrl, poolSize, sample }: BareServerTalk['listen'][0]): Promise<string> {
    const pool = new Pool({ connectionString: databaseUrl, max: poolSize });
    const registrations = new BareRegistrations(sample);
    const app = fastify({ logger: false });
    app.post<{ Body: BareSubmission }>('/v1/complaints', async (request, reply) => {
      const source = (request.headers.authorization ?? '').slice(-24);
      const registration = registrations.of(request.body, source, String(request.headers['idempotency-key']));
      const { rows } = await pool.query<{ complaint_no: string }>({ ...REGISTER, values: valuesOf(registration) });
      reply.code(201);
      return {
        complaintId: registration.complaintId,
        complaintNo: rows[0]?.complaint_no,
        trackingCode: 'ABCDEFGHJKMN',
        receivedAt: registration.registeredAt,
        registeredAt: registration.registeredAt,
        receivedLate: false,
        state: 'REGISTERED',
        stateSeq: 1,
      };
    });
    this.pool = pool;
    this.app = app;
    return `${await app.listen({ host: '127.0.0.1', port: 0 })}/v1/complaints`;
  }

  async close(): Promise<void> {
    await this.app?.close();
    await this.pool?.end();
  }
}

function valuesOf(registration: BareRegistration): unknown[] {
  const day = registration.registeredAt.slice(0, 10);
  return [
    registration.complaintId,
    registration.source,
    registration.sourceId,
    ORGANISATION,
    UNIT,
    day,
    `${UNIT}-${day.replaceAll('-', '')}-`,
    registration.channel,
    registration.registeredAt,
    registration.complainantType,
    registration.locale,
    registration.reachableByMail,
    registration.packs,
    registration.holder,
    registration.eventId,
    registration.wrappedKey,
    registration.dossier,
    registration.keyHeaders,
    registration.keyValue,
    registration.dossierHeaders,
    registration.dossierValue,
    registration.eventHeaders,
    registration.eventValue,
    NUMBER_PLACEHOLDER,
  ];
}

const server = new BareServer();
answerParent<BareServerTalk>({ listen: (question) => server.listen(question) }, () => server.close());
