import { writeFileSync } from 'node:fs';
import { stateDirectory } from '@redress/infrastructure';
import { describeEndpoints, launch, terminalView, type Platform } from '@redress/local';
import { OfficeHours } from './business/office-hours';
import { readOptions, USAGE, UsageError, type DemoOptions } from './options';
import { beginningOf, CALENDAR_ID, play } from './play';
import { isFlawless } from './show/figures';
import { summaryOf } from './show/summary';

/** All complainants sit at this machine, so the public doors must not count them as one. */
const MANY_COMPLAINANTS_AT_ONE_ADDRESS = {
  REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '100000',
  REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '100000',
  // Weeks of business pass in minutes.
  REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '100000',
  REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY: '100000',
};

const AFTERWARDS = [
  'Business time stands still where the demo ended; complaints and letters can be looked at.',
  'The command line finds this platform with REDRESS_HOME=.redress/demo. Its data are dropped when the demo starts again.',
  '',
].join('\n');

function launchDemo(options: DemoOptions, signal: AbortSignal): Promise<Platform> {
  return launch({
    home: stateDirectory('demo'),
    reset: true,
    docker: options.docker,
    clock: { drivenFrom: beginningOf(options, OfficeHours.shipped(CALENDAR_ID)) },
    ports: options.exit ? 'any' : 'fixed',
    topicPrefix: 'demo.',
    databasePrefix: 'redress_demo_',
    environment: { intake: MANY_COMPLAINANTS_AT_ONE_ADDRESS },
    report: terminalView(process.stdout),
    signal,
  });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return console.log(USAGE);
  const aborted = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (aborted.signal.aborted) return;
        console.log('\nStopping …');
        aborted.abort(new Error('Stopped before everything was up.'));
        resolve();
      });
    }
  });
  const platform = await launchDemo(options, aborted.signal);
  try {
    const figures = await play(platform, options, aborted.signal);
    if (aborted.signal.aborted) {
      process.exitCode = 1;
      return;
    }
    console.log(summaryOf(figures));
    if (options.reportFile) writeFileSync(options.reportFile, `${JSON.stringify(figures, null, 2)}\n`);
    process.exitCode = isFlawless(figures) ? 0 : 1;
    if (!options.exit) {
      console.log(describeEndpoints(platform.endpoints, platform.endpointsFile));
      console.log(AFTERWARDS);
      await stopped;
    }
  } finally {
    await platform.stop();
  }
}

main().catch((error: Error) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `\n${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
