// The test command of the repository: lint, typecheck, unit and contract tests, then integration and end-to-end tests
// on real PostgreSQL and Kafka, then a short run of chaos. Ends with one line that counts what ran.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const results = join(root, '.redress/test-results');
const require = createRequire(import.meta.url);
const bin = (name) => join(root, 'node_modules/.bin', name);
const started = Date.now();
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** A line for each failed test, told at the end, where nobody has to look for it. */
const failedTests = [];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const run = (title, command, args, environment = {}) =>
  new Promise((done) => {
    console.log(`\n== ${title}`);
    const begun = Date.now();
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`, ...environment },
    });
    child.on('exit', (code) => {
      console.log(`== ${title}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - begun) / 1000)} s`);
      done(code === 0);
    });
  });

const failedTestsOf = ({ name, status, message, assertionResults }) => {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const told = failed.map((test) => ({ title: test.fullName, reason: test.failureMessages[0] }));
  if (told.length === 0 && status === 'failed') told.push({ title: 'the file itself', reason: message });
  return told.map(({ title, reason }) => [`${relative(root, name)}: ${title}`, ...beginningOf(reason)].join('\n    '));
};
const beginningOf = (reason = '') =>
  stripVTControlCharacters(reason)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '))
    .slice(0, 6);

const step = async (title, command, args) => {
  if (await run(title, command, args)) return;
  counts.failed += 1;
  failures.push(title);
};

const jest = async (title, selection, environment) => {
  const report = join(results, `${title.replaceAll(' ', '-')}.json`);
  const ok = await run(
    title,
    bin('jest'),
    [...selection, '--json', `--outputFile=${report}`, '--silent=false'],
    environment,
  );
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    failedTests.push(...testResults.flatMap(failedTestsOf));
    counts.passed += numPassedTests;
    counts.failed += numFailedTests + numRuntimeErrorTestSuites;
    counts.skipped += numPendingTests;
    if (!ok && numFailedTests + numRuntimeErrorTestSuites === 0) throw new Error('jest failed without a failed test');
  } catch {
    counts.failed += 1;
  }
  if (!ok) failures.push(title);
};

// One process lints everything: one for each project would read what the projects share again for each.
await Promise.all([
  step('lint', 'npm', ['run', '--silent', 'lint']),
  step('typecheck', bin('nx'), ['run-many', '-t', 'typecheck', '--outputStyle=static']),
]);
await jest('unit and contract', ['--selectProjects', 'unit', '--maxWorkers=2']);

let servers;
try {
  servers = await require(join(root, 'libs/testing/dist/index.js')).startTestRun();
  console.log(`\nServers for the tests: ${servers.infrastructure.kind}`);
  // More than there are cores: many of these tests wait for sessions, outages and servers that start.
  await jest(
    'integration',
    ['--selectProjects', 'int', '--maxWorkers=3', '--testPathIgnorePatterns', '/e2e/'],
    servers.environment,
  );
  await jest(
    'end to end',
    ['--selectProjects', 'int', '--runInBand', '--testPathPatterns', '/e2e/'],
    servers.environment,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  counts.failed += 1;
  failures.push('servers for the tests');
} finally {
  await servers?.stop();
}

// Chaos kills its servers, so it starts them itself. Its faults are those of the day: five days show every kind.
const seed = process.env.REDRESS_CHAOS_SEED ?? String(Math.floor(Date.now() / 86_400_000));
const found = await require(join(root, 'libs/infrastructure/dist/index.js')).findJava();
if ('missing' in found) {
  console.log(`\nchaos is skipped: a broker that can be killed needs ${found.missing}`);
  counts.skipped += 1;
} else {
  const chaos = ['bench/chaos/dist/main.js', '--seconds', '90', '--seed', seed];
  if (await run(`chaos (REDRESS_CHAOS_SEED=${seed})`, process.execPath, chaos)) {
    counts.passed += 1;
  } else {
    counts.failed += 1;
    failures.push(`chaos (repeat it with REDRESS_CHAOS_SEED=${seed})`);
  }
}

if (failedTests.length > 0) console.log(`\nFailed tests:\n  ${failedTests.join('\n  ')}`);
console.log(
  `\nTook ${Math.round((Date.now() - started) / 1000)} s.${failures.length > 0 ? ` Failed: ${failures.join(', ')}.` : ''}`,
);
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
);
process.exit(counts.failed > 0 ? 1 : 0);
