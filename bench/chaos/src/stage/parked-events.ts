import { SERVICES, type ServiceName } from '@redress/contracts';
import type { Stage } from './stage';

interface ParkedEvent {
  readonly id: string;
  readonly signature: string;
  readonly reason: string;
  readonly error: string;
  readonly eventType: string | null;
}

/** Retries of events may free others that wait behind them; this often it is looked again. */
const ROUNDS = 5;

/** What an operator does after an outage: has everything that is parked tried again. @returns how many were parked before */
export async function retryParked(stage: Stage): Promise<{ service: ServiceName; reason: string; error: string }[]> {
  const found: { service: ServiceName; reason: string; error: string }[] = [];
  for (const service of SERVICES) {
    const base = `/v1/operations/${service}/parked-events`;
    for (let round = 0; round < ROUNDS; round++) {
      const { items } = await stage.operate<{ items: ParkedEvent[] }>(service, 'GET', `${base}?limit=100`);
      if (items.length === 0) break;
      if (round === 0) found.push(...items.map(({ reason, error }) => ({ service, reason, error })));
      for (const signature of new Set(items.map((item) => item.signature))) {
        await stage.operate(service, 'POST', `${base}/retry`, { signature });
      }
    }
  }
  return found;
}
