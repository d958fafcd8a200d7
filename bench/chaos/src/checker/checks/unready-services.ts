import type { World } from '../world/world';

/** After each fault every service became ready again without help. */
export function findUnreadyServices({ snapshot }: World): string[] {
  return snapshot.record.faults
    .filter(({ recoverySeconds }) => recoverySeconds === undefined)
    .map(({ kind, target, at }) => `after ${kind} of ${target} at ${at}`);
}
