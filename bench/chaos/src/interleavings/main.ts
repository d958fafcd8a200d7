import { parseArgs } from 'node:util';
import { stateDirectory } from '@redress/infrastructure';
import { terminalView } from '@redress/local';
import { DrivenPlace } from './driven-place';
import { choose, runInterleavings } from './run-interleavings';

const USAGE = `npm run interleavings -- [options]
  --seeds N     how many seeds (default 200)
  --from N      the first of them (default 1); a seed repeats situation and acts
  --help
Starts a platform of its own, lets people act at the same time on one complaint for each seed, and judges topic and databases.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '200' },
      from: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [count, first] = [Number(values.seeds), Number(values.from)];
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(first) || first < 1) {
    throw new Error(`--seeds and --from must be whole numbers from 1\n\n${USAGE}`);
  }
  const place = await DrivenPlace.start({
    home: stateDirectory('interleavings'),
    reset: true,
    topicPrefix: 'interleavings.',
    databasePrefix: 'redress_interleavings_',
    report: terminalView(process.stdout),
  });
  try {
    const seeds = Array.from({ length: count }, (_, index) => first + index);
    const { violations, interleavings } = await runInterleavings(
      place,
      seeds.map(choose),
      ({ seed, situation, acts }) =>
        console.log(`${seed}  ${situation}: ${acts.map(({ name, outcome }) => `${name} → ${outcome}`).join(' | ')}`),
    );
    console.log(`\n${interleavings.length} seeds, ${violations.length} broken promises`);
    for (const line of violations) console.log(`  ${line}`);
    return violations.length === 0 ? 0 : 1;
  } finally {
    await place.close();
  }
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: Error) => {
    console.error(error.stack ?? error.message);
    process.exit(2);
  },
);
