import fastify, { type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { answerParent } from '../process/answer-parent';
import { type BareRegistration, BareRegistrations, type BareSubmission } from './bare-registration';
import { registerMany, registerOne } from './register-statements';
import type { RegistrationSample } from './registration-records';

/** How the bare server brings registrations to the database. */
export interface BareWriting {
  /** `one`: a statement for each request; `grouped`: one for all that came while the last ones ran. */
  readonly statement: 'one' | 'grouped';
  /** Statements at a time. */
  readonly connections: number;
}

/** What the bare server can be asked. */
export type BareServerTalk = {
  /** Listens; answers the URL that takes submissions. */
  listen: [question: { databaseUrl: string; writing: BareWriting; sample: RegistrationSample }, answer: string];
};

type Register = (registration: BareRegistration) => Promise<string | undefined>;

class BareServer {
  private pool: Pool | undefined;
  private app: FastifyInstance | undefined;

  async listen({ databaseUrl, writing, sample }: BareServerTalk['listen'][0]): Promise<string> {
    const pool = new Pool({
      connectionString: databaseUrl,
      max: writing.connections,
      // Planning the statement anew each time would cost as much as running it.
      options: '-c plan_cache_mode=force_generic_plan',
    });
    const registrations = new BareRegistrations(sample);
    const register = writing.statement === 'one' ? oneByOne(pool) : grouped(pool, writing.connections);
    const app = fastify({ logger: false });
    app.post<{ Body: BareSubmission }>('/v1/complaints', async (request, reply) => {
      const source = (request.headers.authorization ?? '').slice(-24);
      const registration = registrations.of(request.body, source, String(request.headers['idempotency-key']));
      const complaintNo = await register(registration);
      reply.code(201);
      return {
        complaintId: registration.complaintId,
        complaintNo,
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

function oneByOne(pool: Pool): Register {
  return async (registration) => {
    const { rows } = await pool.query<{ complaint_no: string }>(registerOne(registration));
    return rows[0]?.complaint_no;
  };
}

function grouped(pool: Pool, lanes: number): Register {
  type Waiting = { registration: BareRegistration; resolve(complaintNo?: string): void; reject(error: unknown): void };
  let waiting: Waiting[] = [];
  let underWay = 0;
  const next = (): void => {
    if (underWay === lanes || waiting.length === 0) return;
    underWay += 1;
    // What came with the same packets still joins.
    setImmediate(() => void run());
  };
  const run = async (): Promise<void> => {
    const group = waiting;
    waiting = [];
    try {
      if (group.length === 0) return;
      const { rows } = await pool.query<{ n: number; complaint_no: string }>(
        registerMany(group.map(({ registration }) => registration)),
      );
      const numbers = new Map(rows.map(({ n, complaint_no }) => [n, complaint_no]));
      group.forEach(({ resolve }, n) => resolve(numbers.get(n)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      underWay -= 1;
      next();
    }
  };
  return (registration) =>
    new Promise((resolve, reject) => {
      waiting.push({ registration, resolve, reject });
      next();
    });
}

const server = new BareServer();
answerParent<BareServerTalk>({ listen: (question) => server.listen(question) }, () => server.close());
