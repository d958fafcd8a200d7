import { setTimeout as delay } from 'node:timers/promises';
import { withConnection } from '@redress/infrastructure';
import type { Client } from 'pg';

/** A node of a plan, as `EXPLAIN (FORMAT JSON)` gives it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** A statement that the server really ran, and how. */
export interface RunStatement {
  readonly text: string;
  readonly milliseconds: number;
  readonly plan: PlanNode;
}

const ENTRY = /duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g;
/** The server's own end of its log, where that is a file. */
const LOG = '/proc/self/fd/2';
const SETTLE_MS = 300;

const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
} as const;

/**
 * Has the server explain every statement of new sessions of a database while it runs it: what is explained is what the
 * service sends, with its parameters, prepared as it prepares it.
 */
export class StatementPlans {
  private constructor(
    private readonly adminUrl: string,
    private readonly database: string,
  ) {}

  /** Sessions that begin after this are explained. @returns undefined where the log of the server cannot be read */
  static async begin(adminUrl: string, database: string): Promise<StatementPlans | undefined> {
    return withConnection(adminUrl, async (admin) => {
      if ((await logLength(admin)) === undefined) return undefined;
      for (const [name, value] of Object.entries(SETTINGS)) {
        await admin.query(`alter database "${database}" set ${name} = '${value}'`);
      }
      return new StatementPlans(adminUrl, database);
    });
  }

  /** The statements that ran while `work` went on, those of workers in the background among them. */
  async during(work: () => Promise<void>): Promise<RunStatement[]> {
    return withConnection(this.adminUrl, async (admin) => {
      const from = (await logLength(admin)) ?? 0;
      await work();
      // The server writes an entry after it has answered.
      await delay(SETTLE_MS);
      const { rows } = await admin.query<{ log: Buffer }>('select pg_read_binary_file($1, $2, $3) as log', [
        LOG,
        from,
        ((await logLength(admin)) ?? from) - from,
      ]);
      return parsePlans(rows[0]?.log.toString('utf8') ?? '');
    });
  }

  /** Sessions that begin after this are not explained any more. */
  async end(): Promise<void> {
    await withConnection(this.adminUrl, async (admin) => {
      for (const name of Object.keys(SETTINGS)) await admin.query(`alter database "${this.database}" reset ${name}`);
    });
  }
}

/** Reads the plans out of a part of the server's log. */
export function parsePlans(log: string): RunStatement[] {
  return [...log.matchAll(ENTRY)].map(([, milliseconds, json = '']) => {
    const entry = JSON.parse(json.replace(/^\t/gm, '')) as { 'Query Text': string; Plan: PlanNode };
    return { text: entry['Query Text'], milliseconds: Number(milliseconds), plan: entry.Plan };
  });
}

/** Tables that a plan reads from end to end. */
export function scannedTables(plan: PlanNode): string[] {
  const own = plan['Node Type'].includes('Seq Scan') ? [plan['Relation Name'] ?? '?'] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scannedTables)];
}

/** A plan in one line: nodes from the outside in, with index or table, rows and rows read in vain. */
export function planInShort(plan: PlanNode): string {
  const where = plan['Index Name'] ?? plan['Relation Name'];
  const inVain = plan['Rows Removed by Filter'];
  const own = `${plan['Node Type']}${where ? ` ${where}` : ''} ${plan['Actual Rows'] ?? 0}${inVain ? ` (−${inVain})` : ''}`;
  const parts = (plan.Plans ?? []).map(planInShort);
  if (parts.length === 0) return own;
  return `${own} ← ${parts.length === 1 ? parts[0] : `{${parts.join('; ')}}`}`;
}

/** Pages that a statement touched, in memory or not. */
export function pagesOf(plan: PlanNode): number {
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

async function logLength(admin: Client): Promise<number | undefined> {
  try {
    const { rows } = await admin.query<{ size: string }>('select size from pg_stat_file($1)', [LOG]);
    return Number(rows[0]?.size);
  } catch {
    return undefined;
  }
}
