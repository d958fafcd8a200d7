import type { Fault } from './fault';

/** Immediate stop of PostgreSQL, as after a loss of power, and its start with recovery from its own log. */
export const databaseStopped: Fault = {
  kind: 'database-stopped',
  lastsMs: [500, 5_000],
  recoversInMs: 6_000,
  strike: async ({ postgres }) => {
    await postgres.kill();
    return { target: 'postgres', end: () => postgres.start() };
  },
};
