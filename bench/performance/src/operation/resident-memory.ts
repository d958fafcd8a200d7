import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { memoryOf } from '../cpu';
import type { BenchPlatform } from '../measurement';

export type Memory = Readonly<Record<ServiceName, number>>;

const BYTES_PER_MB = 1_000_000;
const LOOK_EVERY_MS = 2_000;
/** Services give back what their start has left once they have been at rest for ten seconds. */
const LOOKS_AT_REST = 8;
/** Memory that grows or shrinks by less than this between two looks rests. */
const REST_SHARE = 0.01;
const AT_REST_WITHIN_MS = 60_000;

/** Bytes that each service holds at the moment (RSS). Throws when one does not run or the system does not tell. */
export function memoryNow(platform: BenchPlatform): Memory {
  return perService((name) => {
    const pid = platform.service(name).pid;
    const memory = pid === undefined ? undefined : memoryOf(pid);
    if (memory === undefined) throw new Error(`The memory of ${name} cannot be read`);
    return memory.resident;
  });
}

/** What holds the memory of a service, in words. */
export async function memoryInParts(platform: BenchPlatform, name: ServiceName): Promise<string> {
  const pid = platform.service(name).pid;
  const memory = pid === undefined ? undefined : memoryOf(pid);
  const metrics = await (await fetch(`${platform.operationsUrls[name]}/metrics`)).text();
  const metric = (of: string) => Number(new RegExp(`^${of}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(metrics)?.[1]);
  const parts: readonly (readonly [string, number | undefined])[] = [
    ['mapped from files and shared by all services (Node itself)', memory?.mapped],
    ['objects in use in the heap', metric('nodejs_heap_size_used_bytes')],
    ['heap set aside', metric('nodejs_heap_size_total_bytes')],
    ['buffers and the like outside of the heap', metric('nodejs_external_memory_bytes')],
  ];
  return parts.map(([what, bytes]) => `${what} ${megabytes(bytes ?? Number.NaN).toFixed(0)} MB`).join(', ');
}

/** In units of a million bytes. */
export function megabytes(bytes: number): number {
  return bytes / BYTES_PER_MB;
}

/** What each service holds once it has come to rest; what it holds after a minute when it does not. */
export async function memoryAtRest(platform: BenchPlatform): Promise<Memory> {
  const untilMs = performance.now() + AT_REST_WITHIN_MS;
  let last = memoryNow(platform);
  for (let looks = 0; looks < LOOKS_AT_REST && performance.now() < untilMs;) {
    await delay(LOOK_EVERY_MS);
    const next = memoryNow(platform);
    const rests = SERVICES.every((name) => Math.abs(next[name] - last[name]) <= last[name] * REST_SHARE);
    looks = rests ? looks + 1 : 0;
    last = next;
  }
  return last;
}

/** The most that each service holds at any look until `work` is done. */
export async function peakMemory(platform: BenchPlatform, work: Promise<unknown>): Promise<Memory> {
  let peak = memoryNow(platform);
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  while (!isDone) {
    const now = memoryNow(platform);
    const before = peak;
    peak = perService((name) => Math.max(before[name], now[name]));
    await Promise.race([done, delay(LOOK_EVERY_MS / 4)]);
  }
  await done;
  return peak;
}

function perService(value: (name: ServiceName) => number): Memory {
  return Object.fromEntries(SERVICES.map((name) => [name, value(name)])) as Record<ServiceName, number>;
}
