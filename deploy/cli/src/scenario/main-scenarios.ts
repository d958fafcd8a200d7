import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stateDirectory } from '@redress/infrastructure';
import { Settings } from '../settings/settings';
import { processTerminal } from '../terminal/terminal';
import { Operations } from './operations';
import { readScenarios } from './read-scenarios';
import { playScenarios } from './scenario-command';

const USAGE = `npm run scenarios -- [options] [S05 …]
  --report FILE    write what came of each scenario as JSON
  --lang zh|en     language of what is told (default en)
  --docker         PostgreSQL and Kafka in containers
  --help
Starts a platform of its own whose clock is driven, plays the scenarios of samples/scenarios, and ends.`;

/** Before the first dated play; a day with work after it. */
const BEGINNING = new Date('2025-09-15T06:00:00+08:00');

/** Every complainant sits at this machine, and weeks of business pass in minutes. */
const MANY_AT_ONE_ADDRESS = {
  REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '100000',
  REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '100000',
  REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '100000',
  REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY: '100000',
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      report: { type: 'string' },
      lang: { type: 'string', default: 'en' },
      docker: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const language = values.lang;
  if (language !== 'zh' && language !== 'en') throw new Error(`--lang ${language}: must be zh or en\n\n${USAGE}`);
  // What is wrong with a file is said before anything starts.
  await readScenarios(positionals, Operations.ofRepository());
  const { launch, terminalView } = await import('@redress/local');
  const aborted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => aborted.abort(new Error('Stopped before everything was played.')));
  }
  const platform = await launch({
    home: stateDirectory('scenarios'),
    reset: true,
    docker: values.docker,
    clock: { drivenFrom: BEGINNING },
    ports: 'any',
    topicPrefix: 'scenarios.',
    databasePrefix: 'redress_scenarios_',
    environment: { intake: MANY_AT_ONE_ADDRESS },
    report: terminalView(process.stdout),
    signal: aborted.signal,
  });
  try {
    const terminal = processTerminal();
    const settings = new Settings({ endpoints: platform.endpointsFile }, {});
    const { text, json, isBad } = await playScenarios(settings, positionals, { lang: language }, terminal);
    terminal.out(text);
    if (values.report) writeFileSync(values.report, `${JSON.stringify(json, null, 2)}\n`);
    return isBad ? 1 : 0;
  } finally {
    await platform.stop();
  }
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: Error) => {
    console.error(error.message);
    process.exit(2);
  },
);
