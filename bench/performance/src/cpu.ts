import { readdirSync, readFileSync } from 'node:fs';

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
