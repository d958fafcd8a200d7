import { SERVICES } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import { RedressClient, TokenRing } from '@redress/workload';
import { growingTables } from '../catalogue';
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
}

/** By name of the request. */
export type QuerySamples = ReadonlyMap<string, QuerySample>;

/** What one kind of request had the database do. */
export interface ExplainedQuery {
  /** One line for each statement that the request ran, with its plan. */
  readonly plans: readonly string[];
  /** Tables growing with complaints that a statement read from end to end. */
  readonly scans: readonly string[];
}

/** By name of the request; without those whose plans could not be had. */
export type ExplainedQueries = ReadonlyMap<string, ExplainedQuery>;

const WARM_UP = 40;
const REQUESTS = 300;
const REQUESTS_QUICK = 100;
/** Enough for a session to have chosen between a plan for the parameters and one for all. */
const EXPLAINED = 12;

/** What each platform answered, in their order. */
type Samples<P extends readonly BenchPlatform[]> = { -readonly [At in keyof P]: QuerySamples };

/** Times all that staff ask for, one request after the other, the platforms in turns. */
export async function sampleQueries<P extends readonly BenchPlatform[]>(
  context: Pick<BenchContext, 'quick' | 'seed'>,
  platforms: P,
): Promise<Samples<P>> {
  const askers: Asker[] = [];
  try {
    for (const platform of platforms) askers.push(await Asker.of(platform, context.seed));
    const samples = askers.map(() => new Map<string, QuerySample>());
    for (const at of askers[0]?.requests.keys() ?? []) {
      const answers = askers.map((): Answer[] => []);
      for (let count = -WARM_UP; count < (context.quick ? REQUESTS_QUICK : REQUESTS); count++) {
        for (const [side, asker] of askers.entries()) {
          const answer = await asker.ask(at);
          if (count >= 0) answers[side]?.push(answer);
        }
      }
      for (const [side, asker] of askers.entries()) {
        const { name } = asker.requests[at] as StaffRequest;
        samples[side]?.set(name, sampleOf(name, answers[side] ?? []));
      }
    }
    return samples as Samples<P>;
  } finally {
    for (const asker of askers) await asker.close();
  }
}

/** Has each statement behind all that staff ask for explained as it runs. */
export async function explainQueries(
  { infrastructure, seed }: Pick<BenchContext, 'seed' | 'infrastructure'>,
  platform: BenchPlatform,
): Promise<ExplainedQueries> {
  const asker = await Asker.of(platform, seed);
  const found = new Map<string, ExplainedQuery>();
  try {
    for (const service of SERVICES) {
      const own = [...asker.requests.entries()].filter(([, request]) => request.service === service);
      if (own.length === 0) continue;
      const plans = await StatementPlans.begin(infrastructure.postgresAdminUrl, `${platform.databasePrefix}${service}`);
      if (!plans) return found;
      try {
        const tables = await withConnection(platform.databaseUrls[service], growingTables);
        const growing = new Set(tables.map(({ name }) => name));
        await platform.service(service).restart();
        // Connections of the pool, feeds and workers: what runs without being asked belongs to no request.
        for (const [at] of own) await asker.ask(at);
        const background = new Set((await plans.during(() => idle())).map(({ text }) => text));
        for (const [at, { name }] of own) {
          const statements = await plans.during(async () => {
            for (let count = 0; count < EXPLAINED; count++) await asker.ask(at);
          });
          const asked = statements.filter(({ text }) => !background.has(text));
          if (asked.length > 0) found.set(name, judged(growing, asked));
        }
      } finally {
        await plans.end();
        await platform.service(service).restart();
      }
    }
    return found;
  } finally {
    await asker.close();
  }
}

/** Asks one platform for what its staff ask for. */
class Asker {
  private constructor(
    private readonly platform: BenchPlatform,
    readonly requests: readonly StaffRequest[],
    private readonly client: RedressClient,
  ) {}

  static async of(platform: BenchPlatform, seed: number): Promise<Asker> {
    const tokens = new TokenRing(platform.endpoints);
    const requests = await staffRequests(platform, seed);
    return new Asker(platform, requests, new RedressClient({ tokenOf: (who) => tokens.tokenOf(who) }));
  }

  /** The next request of the kind at this place. @throws when anything but 200 is answered */
  async ask(at: number): Promise<Answer> {
    const { service, who, next } = this.requests[at] as StaffRequest;
    const path = next();
    const startedAtMs = performance.now();
    const { status, body } = await this.client.send(who, 'GET', `${this.platform.urls[service]}${path}`);
    const tookMs = performance.now() - startedAtMs;
    if (status !== 200) throw new Error(`${service} answers ${path} with ${status}: ${JSON.stringify(body)}`);
    const { items } = body as { readonly items?: readonly unknown[] };
    return { tookMs, items: items?.length };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** One request as it was answered. */
interface Answer {
  readonly tookMs: number;
  readonly items: number | undefined;
}

function sampleOf(name: string, answers: readonly Answer[]): QuerySample {
  const tookMs = answers.map((answer) => answer.tookMs);
  const pages = answers.flatMap(({ items }) => items ?? []);
  return {
    name,
    p50Ms: percentile(tookMs, 0.5),
    p95Ms: percentile(tookMs, 0.95),
    ...(pages.length > 0 && { items: median(pages) }),
  };
}

/** Long enough for everything that services do by the clock to have been done once. */
function idle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_500));
}

function judged(growing: ReadonlySet<string>, statements: readonly RunStatement[]): ExplainedQuery {
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
