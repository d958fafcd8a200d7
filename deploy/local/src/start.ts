import { launch } from './launch';
import { describeEndpoints } from './launcher/endpoints';
import { startOptions, USAGE, UsageError } from './launcher/start-options';
import { terminalView } from './launcher/terminal-view';

async function main(): Promise<void> {
  const options = startOptions(process.argv.slice(2));
  if (options === 'help') return console.log(USAGE);
  const report = terminalView(process.stdout);
  const aborted = new AbortController();
  const starting = launch({ ...options, report, signal: aborted.signal });

  let stops = 0;
  const stop = async () => {
    if (++stops > 1) return;
    console.log('\nStopping …');
    // A launch under way stops what it started by itself.
    aborted.abort(new Error('Stopped before everything was up.'));
    const platform = await starting.catch(() => undefined);
    await platform?.stop();
    console.log('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

  const platform = await starting;
  if (stops === 0) console.log(describeEndpoints(platform.endpoints, platform.endpointsFile));
}

main().catch((error: Error) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `\n${error.message}`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
