import type { Api, Call, Caller } from './api';
import type { Ends } from './log-ends';
import { Stage } from './stage';

const driver: Caller = { id: 'client:driver', token: () => Promise.resolve('token') };
const beginning = new Date('2026-11-02T01:00:00Z');
const later = new Date('2026-11-02T02:00:00Z');
const endAt = (offset: number): Ends => ({ 'complaint.lifecycle.v1': [String(offset)] });

/** A platform of six services, of which routing answers as told, round by round. */
function platform(routingIdle: boolean[], ends: number[], patience?: ConstructorParameters<typeof Stage>[4]) {
  const calls: Call[] = [];
  const api = {
    call: (call: Call) => {
      calls.push(call);
      const idle = call.service !== 'routing' || call.path !== '/internal/idle' || (routingIdle.shift() ?? true);
      const { explain } = (call.body ?? {}) as { explain?: boolean };
      return Promise.resolve({
        idle,
        pending: idle ? {} : { clocks: 1 },
        ...(explain && !idle ? { explained: ['clock FOLLOW_UP is due'] } : {}),
      });
    },
  } as unknown as Api;
  const sample = () => Promise.resolve(endAt((ends.length > 1 ? ends.shift() : ends[0]) ?? 0));
  const stage = new Stage(api, driver, sample, beginning, patience);
  const rounds = () => calls.filter(({ path, service }) => path === '/internal/idle' && service === 'routing').length;
  return { calls, rounds, stage };
}

describe('the stage', () => {
  it('is at rest after one round in which all are idle and nothing is published', async () => {
    const { rounds, stage } = platform([true], [7]);

    await stage.settle();

    expect(rounds()).toBe(1);
  });

  it('asks again while one service has something to do', async () => {
    const { rounds, stage } = platform([false, false, true], [7]);

    await stage.settle();

    expect(rounds()).toBe(3);
  });

  it('asks again when something was published during the round, with the new ends', async () => {
    const { calls, rounds, stage } = platform([true, true], [7, 8, 8]);

    await stage.settle();

    expect(rounds()).toBe(2);
    expect(calls.at(-1)?.body).toEqual({ ends: endAt(8) });
  });

  it('gives up after a while, and names what is left', async () => {
    const { stage } = platform(Array<boolean>(1_000).fill(false), [7], { inAllMs: 40, explainedAfterMs: 10 });

    await expect(stage.settle()).rejects.toThrow(
      'The platform did not come to rest within 0.04 s: routing: {"clocks":1}\n  clock FOLLOW_UP is due',
    );
  });

  it('tells the time to every service, and never goes back', async () => {
    const { calls, stage } = platform([], [0]);

    await stage.advanceTo(later);
    await stage.advanceTo(beginning);

    expect(stage.now).toEqual(later);
    expect(calls.map(({ service }) => service).toSorted()).toEqual([
      'analytics',
      'intake',
      'investigation',
      'notification',
      'resolution',
      'routing',
    ]);
    expect(calls[0]?.body).toEqual({ now: later.toISOString() });
  });
});
