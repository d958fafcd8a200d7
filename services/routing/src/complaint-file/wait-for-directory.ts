import type { Directory } from '@redress/access';
import { PausePartition } from '@redress/messaging';

/**
 * Pauses the partition of a consumer that decides by the directory until that has been read: what is decided without it
 * (no handler has capacity, no one answers at this level) would be wrong for good.
 */
export function waitForDirectory(directory: Directory): void {
  if (!directory.isReady()) throw new PausePartition('The directory has not been read yet');
}
