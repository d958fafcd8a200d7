import { writeFileSync } from 'node:fs';
import { stateDirectory } from '@redress/infrastructure';
import { BenchRun } from './bench-run';
import type { Figure } from './figure';
import { describeMachine } from './machine';
import { MEASUREMENTS } from './measurements';
import { readOptions, USAGE, UsageError } from './options';
import { type BenchReport, renderReport, resultsOf } from './report';

async function main(): Promise<void> {
  const options = readOptions(
    process.argv.slice(2),
    MEASUREMENTS.map(({ id }) => id),
  );
  if (options === 'help') return console.log(USAGE);
  const startedAt = new Date();
  const progress = (line: string) => {
    const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
    console.error(`${String(seconds).padStart(5)} s  ${line}`);
  };

  progress('starting PostgreSQL and Kafka');
  const run = await BenchRun.begin(stateDirectory('bench'), options, progress);
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) return;
    interrupted = true;
    console.error('Stopping …');
    // What was going on fails as its connections go, wherever that is; the end must come to its end.
    for (const failure of ['uncaughtException', 'unhandledRejection'] as const) process.on(failure, () => undefined);
    void run.end().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

  const figures: Figure[] = [];
  const failures: Record<string, string> = {};
  try {
    const machine = await describeMachine(run.infrastructure);
    const report = (): BenchReport => ({
      startedAt: startedAt.toISOString(),
      machine,
      quick: options.quick,
      rounds: options.rounds,
      seed: options.seed,
      texts: run.texts.source,
      results: resultsOf(figures),
      failures,
    });
    for (const { id, title, run: measure } of MEASUREMENTS.filter((measurement) =>
      options.only.includes(measurement.id),
    )) {
      progress(`${id}: ${title}`);
      try {
        figures.push(...(await measure(run)));
      } catch (error) {
        if (interrupted) return;
        // The others can still be measured; the run as a whole has failed.
        failures[id] = (error as Error).stack ?? String(error);
        progress(`${id} failed: ${(error as Error).message}`);
      }
      // After each: what has been measured is not lost with a run that is cut short.
      if (options.reportFile) writeFileSync(options.reportFile, `${JSON.stringify(report(), null, 2)}\n`);
    }
    console.log(`\n${renderReport(report())}`);
    process.exitCode = Object.keys(failures).length > 0 ? 1 : 0;
  } finally {
    if (!interrupted) await run.end();
  }
}

main().catch((error: Error) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `\n${error.stack}`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
