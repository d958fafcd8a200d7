import { writeFileSync } from 'node:fs';
import { runChaos } from './chaos-run';
import { chaosOptions, USAGE, UsageError } from './options';
import { renderReport, violationCount } from './report';

async function main(): Promise<void> {
  const options = chaosOptions(process.argv.slice(2));
  if (options === 'help') return console.log(USAGE);
  const startedAtMs = Date.now();
  const { report, folder } = await runChaos(options, (line) => {
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    console.error(`${String(seconds).padStart(5)} s  ${line}`);
  });
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
