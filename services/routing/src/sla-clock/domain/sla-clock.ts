import type { ClockState, SubjectReference } from '@redress/contracts';
import type { ClockPolicy } from '@redress/policy';
import type { ClockSegment } from '@redress/time';

/** Shares of a limit at which something is published. */
export const MARKS = [50, 80, 100] as const;
export type Mark = (typeof MARKS)[number];

/**
 * What a clock keeps of its policy, as that stood when it was computed last; packs are pinned, so only a reclassification
 * changes it. Only a statutory clock keeps its pack. The rest (what starts, pauses and stops it) is taken from the pack
 * whenever it is computed anew.
 */
export type KeptPolicy = Pick<ClockPolicy, 'code' | 'class' | 'profile' | 'limit' | 'calendarId'> &
  Partial<Pick<ClockPolicy, 'pack'>>;

/** One run of one clock of a complaint or of what belongs to it, with what was already published about it. */
export interface SlaClock {
  readonly clockId: string;
  readonly complaintId: string;
  /** What the clock is about; absent: the complaint. */
  readonly subject?: SubjectReference | undefined;
  /** Stable over recomputation: clock code and run, for statutory clocks also the pack; before them the subject. */
  readonly key: string;
  readonly cycle: number;
  readonly run: number;
  readonly policy: KeptPolicy;
  readonly segments: readonly ClockSegment[];
  readonly state: ClockState;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly warn50At: Date | null;
  readonly warn80At: Date | null;
  readonly endedAt: Date | null;
  /** The highest mark that was published; 100 is the breach. */
  readonly toldPercent: 0 | Mark;
  readonly provisional: boolean;
}

/** Whether two clocks are about the same. */
export function sameSubject(a: SubjectReference | undefined, b: SubjectReference | undefined): boolean {
  return a?.kind === b?.kind && a?.id === b?.id;
}

/** When a mark of the clock is reached; null when a pause leaves it open. */
export function markAt(clock: Pick<SlaClock, 'dueAt' | 'warn50At' | 'warn80At'>, mark: Mark): Date | null {
  return { 50: clock.warn50At, 80: clock.warn80At, 100: clock.dueAt }[mark];
}

/** When the sweep has to look at the clock next: its first mark that was not published; null when there is none. */
export function nextFireAt(clock: SlaClock): Date | null {
  if (clock.endedAt) return null;
  for (const mark of MARKS) {
    const at = mark > clock.toldPercent ? markAt(clock, mark) : null;
    if (at) return at;
  }
  return null;
}

/** Which of the clocks still running is due first, as far as any has a due time. */
export function dueFirst(clocks: readonly SlaClock[]): (SlaClock & { readonly dueAt: Date }) | undefined {
  return clocks
    .filter((clock): clock is SlaClock & { dueAt: Date } => clock.endedAt === null && clock.dueAt !== null)
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.key < b.key ? -1 : 1))[0];
}
