import { Problem, registerProblem } from '@redress/http';
import { PausePartition } from '@redress/messaging';
import { UnknownPack } from '@redress/policy';
import type { Directory } from '@redress/security';
import { UnknownCalendar } from '@redress/time';

const notReadYet = ({ message }: Error): Problem =>
  new Problem(503, 'not-ready', 'The procedure of the complaint has not been read yet', {
    detail: message,
    retryAfterSeconds: 1,
  });
registerProblem(UnknownPack, notReadYet);
registerProblem(UnknownCalendar, notReadYet);

/**
 * Pauses the partition of a consumer that decides by the directory until that has been read: what is decided without it
 * (no handler has capacity, no one answers at this level) would be wrong for good.
 */
export function waitForDirectory(directory: Directory): void {
  if (!directory.isReady()) throw new PausePartition('The directory has not been read yet');
}
