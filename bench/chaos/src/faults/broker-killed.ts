import type { Fault } from './fault';

/** SIGKILL of Kafka, and its start on the same log. */
export const brokerKilled: Fault = {
  kind: 'broker-killed',
  lastsMs: [1_000, 6_000],
  recoversInMs: 18_000,
  strike: async ({ kafka }) => {
    await kafka.kill();
    return { target: 'kafka', end: () => kafka.start() };
  },
};
