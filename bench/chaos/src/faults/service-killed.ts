import { SERVICES, type ServiceName } from '@redress/contracts';
import { nameOf } from '../stage/stage';
import { type Fault, NOTHING_TO_END } from './fault';

/** SIGKILL of one replica. The supervisor of the services starts it again, as in production. */
function serviceKilled(service: ServiceName): Fault {
  return {
    kind: `${service}-killed`,
    lastsMs: [0, 0],
    recoversInMs: 12_000,
    strike: (stage, random) => {
      const replica = stage.draw(service, random);
      if (replica.pid === undefined) throw new Error(`${nameOf(replica)} does not run`);
      process.kill(replica.pid, 'SIGKILL');
      return Promise.resolve({ target: nameOf(replica), end: NOTHING_TO_END });
    },
  };
}

export const servicesKilled: readonly Fault[] = SERVICES.map(serviceKilled);
