import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICES } from '@redress/contracts';

const root = resolve(__dirname, '../..');

/** Libraries that play the services in tests or say what they publish know them by name. */
const product = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'libs'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(
    (path) =>
      path.endsWith('.ts') &&
      !path.endsWith('.spec.ts') &&
      !/^libs\/(contracts|testing|service-testing)\//.test(path) &&
      existsSync(join(root, path)),
  );

/** The same words with another meaning. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  'libs/outbox/src/relay-signal.ts': /'notification'/, // of PostgreSQL
  'libs/policy/src/classification.ts': /routing/, // the rules of a pack
  'libs/policy/src/lint-pack.ts': /routing/,
  'libs/policy/src/policy-pack.ts': /routing/,
};

const NAME = new RegExp(SERVICES.join('|'), 'i');
const COMMENT = /^\s*(\/\*|\*|\/\/)/;

function namesIn(path: string): string[] {
  return readFileSync(join(root, path), 'utf8')
    .split('\n')
    .filter((line) => !COMMENT.test(line) && NAME.test(line) && !ALLOWED[path]?.test(line))
    .map((line) => `${path}: ${line.trim()}`);
}

describe('libraries', () => {
  it('hold no name of a service: what differs from one to the other, each service says itself', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(product.flatMap(namesIn)).toEqual([]);
  });
});
