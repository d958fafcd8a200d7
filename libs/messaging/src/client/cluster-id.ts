import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

const TRIES = 5;
const PAUSE_MS = 200;

/**
 * The id of the cluster, which tells one broker's log from another's. When no broker answers at that moment the client reads
 * the fields of nothing, a TypeError that it does not try again itself; this does, five times within a second.
 * @throws what the client threw, at once when it is anything else
 */
export async function clusterIdOf(admin: Pick<Admin, 'describeCluster'>, pauseMs = PAUSE_MS): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await admin.describeCluster()).clusterId;
    } catch (error) {
      if (!(error instanceof TypeError) || tries === TRIES) throw error;
      await delay(pauseMs);
    }
  }
}
