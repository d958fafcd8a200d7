import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './fault';

/** A foreign file takes all the room that files of complaints may have. It is as large as the quota, and sparse. */
export const attachmentStoreFull: Fault = {
  kind: 'attachment-store-full',
  lastsMs: [6_000, 10_000],
  recoversInMs: 3_000,
  strike: async ({ attachments }) => {
    const ballast = join(attachments.directory, 'ballast');
    await writeFile(ballast, '');
    await truncate(ballast, attachments.quotaBytes);
    return { target: 'attachment store', end: () => rm(ballast) };
  },
};
