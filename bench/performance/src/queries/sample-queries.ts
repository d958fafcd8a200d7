import { SERVICES, type ServiceName } from '@redress/contracts';
import { RedressClient, TokenRing } from '@redress/workload';
import { CLONED_TABLES } from '../bulk/cloned-tables';
import type { BenchContext, BenchPlatform } from '../measurement';
import { median, percentile } from '../statistics';
import { staffRequests, type StaffRequest } from './staff-requests';
import { pagesOf, planInShort, type RunStatement, scannedTables, StatementPlans } from './statement-plans';

/** How one kind of request fared at one size. */
export interface QuerySample {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Items on the page, as a median; absent where the answer is no page. */
  readonly items?: number;
  /** One line for each statement that the request ran, with its plan; empty where plans could not be had. */
  readonly plans: readonly string[];
  /** Tables growing with complaints that a statement read from end to end. */
  readonly scans: readonly string[];
}

/** What one kind of request had the database do. */
type Explained = Pick<QuerySample, 'plans' | 'scans'>;

const NO_PLANS: ReadonlyMap<string, Explained> = new Map();

/** By name of the request. */
export type QuerySamples = ReadonlyMap<string, QuerySample>;

const WARM_UP = 40;
const REQUESTS = 300;
const REQUESTS_QUICK = 100;
/** Enough for a session to have chosen between a plan for the parameters and one for all. */
const EXPLAINED = 12;

/**
 * Times all that staff ask for, one request after the other, and where `plans` are wanted has each statement behind it
 * explained as it runs.
 */
export async function sampleQueries(
  context: Pick<BenchContext, 'quick' | 'seed' | 'infrastructure'>,
  platform: BenchPlatform,
  { plans: arePlansWanted }: { readonly plans: boolean },
): Promise<QuerySamples> {
  const requests = await staffRequests(platform, context.seed);
  const tokens = new TokenRing(platform.endpoints);
  const client = new RedressClient({ tokenOf: (who) => tokens.tokenOf(who) });
  try {
    const answers = new Map<string, readonly Answer[]>();
    for (const request of requests) {
      for (let count = 0; count < WARM_UP; count++) await ask(client, platform, request);
      const samples: Answer[] = [];
      for (let count = 0; count < (context.quick ? REQUESTS_QUICK : REQUESTS); count++) {
        samples.push(await ask(client, platform, request));
      }
      answers.set(request.name, samples);
    }
    const plans = arePlansWanted ? await explained(context, platform, requests, client) : NO_PLANS;
    return new Map(
      requests.map(({ name }) => {
        const samples = answers.get(name) ?? [];
        const tookMs = samples.map((answer) => answer.tookMs);
        const pages = samples.flatMap(({ items }) => items ?? []);
        return [
          name,
          {
            name,
            p50Ms: percentile(tookMs, 0.5),
            p95Ms: percentile(tookMs, 0.95),
            ...(pages.length > 0 && { items: median(pages) }),
            ...(plans.get(name) ?? { plans: [], scans: [] }),
          },
        ];
      }),
    );
  } finally {
    await client.close();
  }
}

/** One request as it was answered. */
interface Answer {
  readonly tookMs: number;
  readonly items: number | undefined;
}

/** @throws when anything but 200 is answered, or 404 by a service that does not know the complaint yet */
async function ask(
  client: RedressClient,
  platform: BenchPlatform,
  { service, who, next }: StaffRequest,
): Promise<Answer> {
  const path = next();
  const startedAtMs = performance.now();
  const { status, body } = await client.send(who, 'GET', `${platform.urls[service]}${path}`);
  const tookMs = performance.now() - startedAtMs;
  if (status !== 200) throw new Error(`${service} answers ${path} with ${status}: ${JSON.stringify(body)}`);
  const { items } = body as { readonly items?: readonly unknown[] };
  return { tookMs, items: items?.length };
}

async function explained(
  { infrastructure }: Pick<BenchContext, 'infrastructure'>,
  platform: BenchPlatform,
  requests: readonly StaffRequest[],
  client: RedressClient,
): Promise<ReadonlyMap<string, Explained>> {
  const found = new Map<string, Explained>();
  for (const service of SERVICES) {
    const own = requests.filter((request) => request.service === service);
    if (own.length === 0) continue;
    const plans = await StatementPlans.begin(infrastructure.postgresAdminUrl, `${platform.databasePrefix}${service}`);
    if (!plans) return found;
    try {
      await platform.service(service).restart();
      // Connections of the pool, feeds and workers: what runs without being asked is nobody's request.
      for (const request of own) await ask(client, platform, request);
      const background = new Set((await plans.during(() => idle())).map(({ text }) => text));
      for (const request of own) {
        const statements = await plans.during(async () => {
          for (let count = 0; count < EXPLAINED; count++) await ask(client, platform, request);
        });
        found.set(
          request.name,
          judged(
            service,
            statements.filter(({ text }) => !background.has(text)),
          ),
        );
      }
    } finally {
      await plans.end();
      await platform.service(service).restart();
    }
  }
  return found;
}

/** Long enough for everything that services do by the clock to have been done once. */
function idle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_500));
}

function judged(service: ServiceName, statements: readonly RunStatement[]): Explained {
  const growing = new Set(CLONED_TABLES[service].map(({ name }) => name));
  const lastOf = new Map(statements.map((statement) => [statement.text, statement]));
  const scans = statements.flatMap(({ plan }) => scannedTables(plan)).filter((table) => growing.has(table));
  return {
    plans: [...lastOf.values()].map(
      ({ text, plan, milliseconds }) =>
        `${inOneLine(text)} ⇒ ${planInShort(plan)}; ${pagesOf(plan)} pages, ${milliseconds.toFixed(2)} ms`,
    ),
    scans: [...new Set(scans)],
  };
}

function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 157)}…` : line;
}
