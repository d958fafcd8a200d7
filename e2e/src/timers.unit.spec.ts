import { productFiles, textOf } from './product-files';

const product = productFiles('libs', 'services').filter(
  (path) => path.endsWith('.ts') && !/^libs\/(testing|service-testing|infrastructure)\//.test(path),
);

const TIMER = /\b(setInterval|setTimeout)\(|'(node:)?timers\/promises'/;

/** Have loops of their own: they wait for the broker, a notification or a lease, not for the clock. */
const LOOPS = /^libs\/(messaging|outbox)\//;

/** Files with a timer that repeats nothing, or nothing of a service. */
const ALLOWED: Readonly<Record<string, string>> = {
  'libs/http/src/operations/request-traffic.ts': 'the limit to waiting for running requests at the end',
  'libs/http/src/contract/seen-gate.ts': 'a request that waits for what it has seen, up to its limit',
  'libs/http/src/problems/unreadable-request.ts': 'the limit to lingering on a connection',
  'libs/observability/src/health.ts': 'the limit to one health check',
  'libs/observability/src/measurements.ts': 'the limit to waiting for measurements',
  'libs/persistence/src/group-commit.ts': 'a group that waits once for company',
  'libs/service-host/src/periodic/periodic-work.ts': 'the one timer of periodic work',
  'libs/service-host/src/resting-heap.ts': 'the memory of the process, which is not a part of the service',
  'services/analytics/src/overview/rebuild/story-log-reader.ts': 'the limit to silence of the broker in a rebuild',
};

describe('what a service repeats', () => {
  it('is periodic work of the host: no timer loops beside it, messaging and the outbox', () => {
    const found = product.filter((path) => TIMER.test(textOf(path)) && !LOOPS.test(path));

    expect(found.sort()).toEqual(Object.keys(ALLOWED).sort());
  });
});
