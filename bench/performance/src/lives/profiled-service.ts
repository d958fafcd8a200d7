import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Session } from 'node:inspector/promises';

/**
 * Runs a service, and profiles it between two signals: the first SIGUSR2 begins, the next one ends and writes the profile.
 * `BENCH_SERVICE_MAIN` names the script of the service, `BENCH_PROFILE` the file.
 */
const { BENCH_PROFILE = '', BENCH_SERVICE_MAIN = '' } = process.env;
const SAMPLING_INTERVAL_US = 500;

let session: Session | undefined;

async function begin(): Promise<Session> {
  const begun = new Session();
  begun.connect();
  await begun.post('Profiler.enable');
  await begun.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_US });
  await begun.post('Profiler.start');
  return begun;
}

async function end(running: Session): Promise<void> {
  const { profile } = await running.post('Profiler.stop');
  running.disconnect();
  writeFileSync(BENCH_PROFILE, JSON.stringify(profile));
}

process.on('SIGUSR2', () => {
  const running = session;
  session = undefined;
  if (running) return void end(running);
  void begin().then((begun) => (session = begun));
});

createRequire(BENCH_SERVICE_MAIN)(BENCH_SERVICE_MAIN);
