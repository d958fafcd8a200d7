import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoDirectoryFile } from '@redress/local';
import { BEHIND_A_PROXY } from '@redress/workload';
import type { BenchContext, BenchPlatform } from '../measurement';
import { BulkLoad } from './bulk-load';
import { Peers } from './clone-text';

/** A platform that can be brought to many complaints. */
export interface LoadedPlatform {
  readonly platform: BenchPlatform;
  readonly load: BulkLoad;
  stop(): Promise<void>;
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

/** The one of this run, with a few complaints of each kind and no more yet. */
export function loadedPlatform(context: BenchContext): Promise<LoadedPlatform> {
  return context.shared('loaded platform', async () => {
    const { file, peers } = largeDirectory(context);
    const platform = await context.startPlatform({ environment: BEHIND_A_PROXY, directoryFile: file });
    return { platform, load: await BulkLoad.prepare(context, platform, peers), stop: () => platform.stop() };
  });
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
