import { SERVICES } from '@redress/contracts';
import { productFiles, textOf } from './product-files';

/** Libraries that play the services in tests or say what they publish know them by name. */
const product = productFiles('libs').filter(
  (path) => path.endsWith('.ts') && !/^libs\/(contracts|testing|service-testing)\//.test(path),
);

/** The same words with another meaning. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  'libs/http/src/operations/operations-listener.ts': /fastify\.routing/, // the way of requests to routes
  'libs/outbox/src/relay-signal.ts': /'notification'/, // of PostgreSQL
  'libs/policy/src/classification.ts': /routing/, // the rules of a pack
  'libs/policy/src/clock-policies.ts': /'resolution-(?:offered|imposed)'/, // facts that packs name
  'libs/policy/src/lint-pack.ts': /routing/,
  'libs/policy/src/policy-pack.ts': /routing/,
};

const NAME = new RegExp(SERVICES.join('|'), 'i');
const COMMENT = /^\s*(\/\*|\*|\/\/)/;

function namesIn(path: string): string[] {
  return textOf(path)
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
