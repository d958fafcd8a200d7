import { readdirSync, readFileSync } from 'node:fs';
import { SERVICES } from '@redress/contracts';
import type { Infrastructure } from '@redress/infrastructure';
import type { BenchPlatform } from './measurement';
import { median } from './statistics';

const TICKS_PER_SECOND = 100;

/** Processor time in ms that the process has used since its start; 0 when there is none or the system does not tell. */
export function cpuMsOf(pid: number): number {
  const stat = statOf(pid);
  return stat === undefined ? 0 : ((stat.userTicks + stat.systemTicks) * 1000) / TICKS_PER_SECOND;
}

/** The same of a process with all its children, those that have ended included: a PostgreSQL server with its sessions. */
export function cpuMsOfFamily(pid: number): number {
  const parent = statOf(pid);
  if (parent === undefined) return 0;
  const endedMs = ((parent.endedUserTicks + parent.endedSystemTicks) * 1000) / TICKS_PER_SECOND;
  const children = processIds().filter((other) => statOf(other)?.parent === pid);
  return children.reduce((sum, child) => sum + cpuMsOf(child), cpuMsOf(pid) + endedMs);
}

/** Processor time by whose it is. */
export type CpuByName = Readonly<Record<string, number>>;

/** Processor time in ms so far of these processes, and of the servers as far as they are ours. */
export function cpuMsByName(
  pids: Readonly<Record<string, number>>,
  { postgres, kafka }: Pick<Infrastructure, 'postgres' | 'kafka'>,
): CpuByName {
  return {
    ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid)])),
    ...(postgres?.pid === undefined ? {} : { PostgreSQL: cpuMsOfFamily(postgres.pid) }),
    ...(kafka?.pid === undefined ? {} : { Kafka: cpuMsOf(kafka.pid) }),
  };
}

/** Processor time in ms so far of the six services (first replicas), and of the servers as far as they are ours. */
export function cpuMsOfPlatform(platform: BenchPlatform, infrastructure: Infrastructure): CpuByName {
  const pids = Object.fromEntries(SERVICES.map((name) => [name, platform.service(name).pid ?? 0]));
  return cpuMsByName(pids, infrastructure);
}

/** Milliseconds that each has spent between two looks on each of so many things. */
export function cpuMsBetween(before: CpuByName, after: CpuByName, count: number): CpuByName {
  return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / count]));
}

/** By name the median of several rounds. */
export function medianCpu(rounds: readonly CpuByName[]): CpuByName {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name] ?? 0))]));
}

/** What all have spent together. */
export function sumOf(cpu: CpuByName): number {
  return Object.values(cpu).reduce((sum, value) => sum + value, 0);
}

/** The parts from the largest to the smallest, for a person to read. */
export function describeCpuMs(cpu: CpuByName, digits = 2): string {
  const parts = Object.entries(cpu).toSorted(([, one], [, other]) => other - one);
  return parts.map(([name, ms]) => `${name} ${ms.toFixed(digits)}`).join(', ');
}

/** Microseconds that each has spent between two looks on each of so many things. */
export function cpuUsEach(before: CpuByName, after: CpuByName, count: number): CpuByName {
  return Object.fromEntries(
    Object.entries(after).map(([name, ms]) => [name, ((ms - (before[name] ?? 0)) * 1000) / count]),
  );
}

/** The medians of several rounds and their sum, for a person to read. */
export function describeCpu(rounds: readonly CpuByName[]): string {
  const medians = Object.keys(rounds[0] ?? {}).map(
    (name) => [name, Math.round(median(rounds.map((round) => round[name] ?? 0)))] as const,
  );
  const sum = medians.reduce((total, [, us]) => total + us, 0);
  return `${medians.map(([name, us]) => `${name} ${us}`).join(', ')}, in all ${sum} µs of CPU`;
}

/** Bytes of memory that a process holds at the moment. */
export interface ResidentMemory {
  /** All of it (RSS). */
  readonly resident: number;
  /** The part that is mapped from files, above all Node itself, and so shared by all processes that run the same. */
  readonly mapped: number;
}

/** What the process holds; undefined when there is none or the system does not tell. */
export function memoryOf(pid: number): ResidentMemory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
    const memory = { resident: bytes('VmRSS'), mapped: bytes('RssFile') };
    return Number.isNaN(memory.resident + memory.mapped) ? undefined : memory;
  } catch {
    return undefined;
  }
}

interface Stat {
  readonly parent: number;
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly endedUserTicks: number;
  readonly endedSystemTicks: number;
}

function statOf(pid: number): Stat | undefined {
  let text;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name, in brackets, may hold blanks and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    parent: field(4),
    userTicks: field(14),
    systemTicks: field(15),
    endedUserTicks: field(16),
    endedSystemTicks: field(17),
  };
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
