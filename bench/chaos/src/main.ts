import { writeFileSync } from 'node:fs';
import { runChaos } from './chaos-run';
import { chaosOptions, USAGE, UsageError } from './options';
import { renderReport, violationCount } from './report';

async function main(): Promise<void> {
  const options = chaosOptions(process.argv.slice(2));
  if (options === 'help') return console.log(USAGE);
  const startedAtMs = Date.now();
  const progress = (line: string) => {
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    console.error(`${String(seconds).padStart(5)} s  ${line}`);
  };
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interruption.abort(new Error(`Stopped by ${signal}; everything is down.`)));
  }
  const { report, folder } = await runChaos(options, progress, interruption.signal);
  if (options.reportFile) writeFileSync(options.reportFile, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${renderReport(report)}`);
  const isClean = violationCount(report) === 0;
  if (!isClean || options.keep) console.log(`Data, logs, ledger and evidence: ${folder}`);
  process.exit(isClean ? 0 : 1);
}

main().catch((error: Error) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `\n${error.stack}`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
