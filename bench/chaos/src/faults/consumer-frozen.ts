import { SERVICES } from '@redress/contracts';
import { nameOf } from '../stage/stage';
import type { Fault } from './fault';

/** SIGSTOP of one replica for longer than the session of its consumer (10 s), then SIGCONT: it wakes up in the belief that nothing happened. */
export const consumerFrozen: Fault = {
  kind: 'consumer-frozen',
  lastsMs: [12_000, 17_000],
  recoversInMs: 6_000,
  strike: (stage, random) => {
    const replica = stage.draw(random.pick(SERVICES), random);
    const { pid } = replica;
    if (pid === undefined) throw new Error(`${nameOf(replica)} does not run`);
    process.kill(pid, 'SIGSTOP');
    return Promise.resolve({
      target: nameOf(replica),
      end: () => {
        process.kill(pid, 'SIGCONT');
        return Promise.resolve();
      },
    });
  },
};
