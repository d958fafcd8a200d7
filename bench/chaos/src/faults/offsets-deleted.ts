import { SERVICES } from '@redress/contracts';
import { withAdmin } from '@redress/workload';
import type { Fault } from './fault';

/** The consumer group of a service is deleted with its offsets. The broker refuses that while the group has members, so its replicas go first. */
export const offsetsDeleted: Fault = {
  kind: 'offsets-deleted',
  lastsMs: [0, 0],
  recoversInMs: 12_000,
  strike: async (stage, random) => {
    const service = random.pick(SERVICES);
    const { infrastructure, topicPrefix } = stage.platform;
    await Promise.all(stage.replicasOf(service).map((replica) => replica.stop()));
    await withAdmin(infrastructure.brokers, (admin) => admin.deleteGroups([`${topicPrefix}redress-${service}`]));
    return {
      target: `group of ${service}`,
      end: async () => {
        await Promise.all(stage.replicasOf(service).map((replica) => replica.start()));
      },
    };
  },
};
