import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import { Failure } from '../failure';
import type { Outcome } from '../outcome';
import type { Environment, Settings } from '../settings/settings';
import type { Terminal } from '../terminal/terminal';

/** Script by which analytics rebuilds its projections in a process of its own, with the settings of the service. */
export const REBUILD_SCRIPT = join('services', 'analytics', 'dist', 'rebuild-main.js');

/** `redress projections rebuild`: lets analytics read every story again and swap its projections for the new ones. */
export async function rebuildProjections(
  settings: Settings,
  terminal: Terminal,
  script = join(workspaceRoot(), REBUILD_SCRIPT),
): Promise<Outcome> {
  if (!existsSync(script))
    throw new Failure('Analytics is not built. Run "npm run build" in the root of the repository.');
  const started = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { ...settings.environment, ...serviceSettings(settings) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // What a program reads with --json is the outcome alone.
  const forward = settings.isJson ? terminal.err : terminal.out;
  for (const [stream, write] of [
    [child.stdout, forward],
    [child.stderr, terminal.err],
  ] as const) {
    stream.setEncoding('utf8').on('data', (text: string) => write(text.replace(/\n$/, '')));
  }
  const code = await new Promise<number | string | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) throw new Failure(`The rebuild failed (${code}); the projections are as they were.`, { code });
  const tookMs = Math.round(performance.now() - started);
  return { text: `The projections are rebuilt, in ${(tookMs / 1000).toFixed(1)} s.`, json: { rebuilt: true, tookMs } };
}

/** What analytics is started with, as far as it is known here; the operator's environment counts more. */
function serviceSettings(settings: Settings): Environment {
  const { environment } = settings;
  const kafka = { REDRESS_KAFKA_BROKERS: settings.brokers.join(','), REDRESS_TOPIC_PREFIX: settings.topicPrefix };
  if (environment['REDRESS_DATABASE_URL'] || environment['REDRESS_DATABASE_URL_FILE']) return kafka;
  const databaseUrl = settings.platform?.databases.analytics;
  if (databaseUrl === undefined) {
    throw new Failure(
      'Redress does not know the database of analytics: set REDRESS_DATABASE_URL, or start the platform with npm start.',
    );
  }
  return { ...kafka, REDRESS_DATABASE_URL: databaseUrl };
}
