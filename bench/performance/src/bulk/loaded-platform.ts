import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoDirectoryFile } from '@redress/local';
import { BEHIND_A_PROXY } from '@redress/workload';
import type { BenchContext, BenchPlatform } from '../measurement';
import { BulkLoad, type BulkLoaded } from './bulk-load';
import { Peers } from './clone-text';
import { verifyLoad } from './verify-load';

/** A platform that holds many complaints. */
export interface LoadedPlatform {
  readonly platform: BenchPlatform;
  readonly loaded: BulkLoaded;
}

/** How many stand beside every handler of the demo organisation: a million complaints need more hands. */
const PEERS = 24;

/** As many complaints as a handler may have in hand at all. */
const ROOM = 100_000;

interface Member {
  readonly id: string;
  readonly kind: string;
  readonly roles: readonly string[];
  readonly capacity: number;
}

/** Starts a platform, brings it to that many complaints and proves the load. */
export async function loadPlatform(context: BenchContext, complaints: number): Promise<LoadedPlatform> {
  const { file, peers } = largeDirectory(context);
  const platform = await context.startPlatform({ environment: BEHIND_A_PROXY, directoryFile: file });
  try {
    const load = await BulkLoad.prepare(context, platform, peers);
    const loaded = await load.growTo({ complaints });
    context.progress(
      `  ${loaded.complaints.toLocaleString('en')} complaints: ${loaded.rows.toLocaleString('en')} rows written in ` +
        `${loaded.seconds.toFixed(0)} s, ${loaded.storyEvents.toLocaleString('en')} events on the topic`,
    );
    context.progress(`  load: ${(await verifyLoad(platform, loaded)).join('; ')}`);
    return { platform, loaded };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

/** A file with the demo organisation grown large: every handler has peers, and all have room for whatever comes. */
export function largeDirectory(context: Pick<BenchContext, 'scratchFolder'>): {
  readonly file: string;
  readonly peers: Peers;
} {
  const directory = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as { staff: Member[] };
  const groups: string[][] = [];
  const staff = directory.staff.flatMap((member) => {
    if (!member.roles.includes('UNIT_HANDLER')) return [member];
    const roomy = { ...member, capacity: ROOM };
    const others = Array.from({ length: PEERS }, (_, at) => ({ ...roomy, id: `${member.id}-${at + 1}` }));
    groups.push([member, ...others].map(({ id }) => id));
    return [roomy, ...others];
  });
  const file = join(context.scratchFolder('directory'), 'directory.json');
  writeFileSync(file, JSON.stringify({ ...directory, staff }));
  return { file, peers: new Peers(groups) };
}
