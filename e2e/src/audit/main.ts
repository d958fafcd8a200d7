import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LICENCES_PAGE, licencesPage, productionLicences, unknownLicences } from './licences';
import { findSecrets } from './secret-scan';
import { type AuditAnswer, type AuditVerdict, judgeAudit } from './vulnerabilities';

const root = resolve(__dirname, '../../..');
const REGISTRY_TIMEOUT_MS = 120_000;
/** Files that are hashes, or too large to have been written by hand. */
const NOT_SCANNED = /^package-lock\.json$|\.(png|jpe?g|pdf|gz|zip)$/;
const LARGEST_BYTES = 2_000_000;

/** Made up for tests, and only looking real. */
const MADE_UP = new Set(['services/notification/src/letters/compose-letter/letter-material.builder.spec.ts']);

function vulnerabilities(scope: readonly string[]): AuditVerdict {
  const { stdout, stderr, error } = spawnSync('npm', ['audit', '--json', ...scope], {
    cwd: root,
    encoding: 'utf8',
    timeout: REGISTRY_TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) return { state: 'not checked', lines: [`npm audit did not end: ${error.message}`] };
  let answer: AuditAnswer;
  try {
    answer = JSON.parse(stdout) as AuditAnswer;
  } catch {
    return { state: 'not checked', lines: [`npm audit gave no answer: ${stderr.trim().split('\n')[0] ?? ''}`] };
  }
  return judgeAudit(answer);
}

function licences(write: boolean): AuditVerdict {
  const packages = productionLicences(root);
  const unknown = unknownLicences(packages).map(
    ({ name, version, licence }) => `${name} ${version}: ${licence ?? 'no licence named'}`,
  );
  const page = licencesPage(packages);
  const file = join(root, LICENCES_PAGE);
  if (write) writeFileSync(file, page);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === page;
  const stale = isCurrent ? [] : [`${LICENCES_PAGE} differs from the lock file: npm run audit:all -- --write`];
  const faults = [...unknown, ...stale];
  return faults.length > 0
    ? { state: 'failed', lines: faults }
    : { state: 'ok', lines: [`${packages.length} packages, all under known licences`] };
}

function secrets(): AuditVerdict {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !NOT_SCANNED.test(path) && !MADE_UP.has(path) && existsSync(join(root, path)))
    .filter((path) => statSync(join(root, path)).size <= LARGEST_BYTES);
  const found = files.flatMap((path) =>
    findSecrets(readFileSync(join(root, path), 'utf8')).map(({ line, what }) => `${path}:${line} looks like ${what}`),
  );
  return found.length > 0
    ? { state: 'failed', lines: found }
    : { state: 'ok', lines: [`${files.length} tracked files (history is not searched)`] };
}

const verdicts: readonly (readonly [string, AuditVerdict])[] = [
  ['vulnerabilities of production dependencies', vulnerabilities(['--omit=dev'])],
  ['licences', licences(process.argv.includes('--write'))],
  ['secrets', secrets()],
];
for (const [what, { state, lines }] of verdicts) {
  console.log(`${state.toUpperCase()}: ${what}`);
  for (const line of lines) console.log(`  ${line}`);
}
const unchecked = verdicts.filter(([, { state }]) => state === 'not checked').map(([what]) => what);
if (unchecked.length > 0)
  console.log(`\nThis says nothing about ${unchecked.join(', ')}: run it where the registry answers.`);
// Not checked is neither a pass nor a fault of the tree: an exit code of its own.
process.exitCode = verdicts.some(([, { state }]) => state === 'failed') ? 1 : unchecked.length > 0 ? 2 : 0;
