import { machines, type ClockState, type ComplaintState, type SubjectReference } from '@redress/contracts';
import { nextLoudInstant, type ClockPolicy, type Overrun } from '@redress/policy';
import type { ClockSegment } from '@redress/time';

/** Shares of a limit at which something is published; those above 100 of promises of the enterprise only. */
export const MARKS = [50, 80, 100, 150, 200] as const;
export type Mark = (typeof MARKS)[number];

/**
 * What a clock keeps of its policy, as that stood when it was computed last; packs are pinned, so only a reclassification
 * changes it. Only a statutory clock keeps its pack. The rest (what starts, pauses and stops it) is taken from the pack
 * whenever it is computed anew.
 */
export type KeptPolicy = Pick<ClockPolicy, 'code' | 'class' | 'profile' | 'limit' | 'calendarId'> &
  Partial<Pick<ClockPolicy, 'pack' | 'atDue' | 'outlives' | 'quietHours'>> & {
    /** Reminders before it may expire. */
    readonly reminders?: number | undefined;
  };

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
  readonly late150At: Date | null;
  readonly late200At: Date | null;
  readonly endedAt: Date | null;
  /** The highest mark that was published; 100 is the breach, or the request to let it expire. */
  readonly toldPercent: 0 | Mark;
  readonly provisional: boolean;
}

/** Whether two clocks are about the same. */
export function sameSubject(a: SubjectReference | undefined, b: SubjectReference | undefined): boolean {
  return a?.kind === b?.kind && a?.id === b?.id;
}

type Marked = Pick<SlaClock, 'dueAt' | 'warn50At' | 'warn80At' | 'late150At' | 'late200At' | 'policy'>;

/** Profiles whose limits, once missed, go on raising the level (domain section 4.1). */
const GOES_ON: readonly string[] = ['A', 'B'];

/** What it means that the limit of a clock runs out. */
export function dueEffectOf({ policy }: Pick<SlaClock, 'policy'>): ClockPolicy['atDue'] {
  return policy.atDue ?? 'BREACH';
}

/**
 * When a mark of the clock is told; null when a pause leaves it open, or the clock has no such mark. Complainants are not
 * reminded in quiet hours.
 */
export function markAt(clock: Marked, mark: Mark): Date | null {
  const at = {
    50: clock.warn50At,
    80: clock.warn80At,
    100: clock.dueAt,
    150: clock.late150At,
    200: clock.late200At,
  }[mark];
  if (!at || mark === 100) return at;
  const { profile, quietHours } = clock.policy;
  const effect = dueEffectOf(clock);
  if (mark > 100) return effect === 'BREACH' && GOES_ON.includes(profile) ? at : null;
  if (effect === 'END') return null;
  return quietHours ? nextLoudInstant(quietHours, at) : at;
}

/** Whether the complainant was reminded as often as must be before the clock expires. */
export function isRemindedEnough({ policy, segments }: Pick<SlaClock, 'policy' | 'segments'>): boolean {
  return segments.filter(({ kind }) => kind === 'REMIND').length >= (policy.reminders ?? 0);
}

/** Whether the clock counts as missed, as far as that was published. */
export function isToldBreach(clock: Pick<SlaClock, 'policy' | 'toldPercent'>): boolean {
  return clock.toldPercent >= 100 && dueEffectOf(clock) === 'BREACH';
}

/** How far a missed limit is overrun, as far as that was published. */
export function overrunOf({ toldPercent }: Pick<SlaClock, 'toldPercent'>): Overrun {
  return toldPercent === 150 || toldPercent === 200 ? toldPercent : 100;
}

/** Whether the clock runs on in a state in which the complaint has ended. */
export function outlives({ policy }: Pick<SlaClock, 'policy'>, state: ComplaintState): boolean {
  return policy.outlives?.includes(state) ?? false;
}

/** When a pause ends whose end was agreed when it began; null when the clock is not paused so. */
export function resumesAt({ state, segments }: Pick<SlaClock, 'state' | 'segments'>): Date | null {
  if (state !== machines.clock.state.PAUSED) return null;
  return segments.findLast(({ kind }) => kind === 'PAUSE' || kind === 'RESUME')?.planned
    ? (segments.findLast(({ planned }) => planned)?.at ?? null)
    : null;
}

/** When the sweep has to look at the clock next: its first mark that was not published; null when there is none. */
export function nextFireAt(clock: SlaClock): Date | null {
  if (clock.endedAt) return null;
  const resumes = resumesAt(clock);
  if (resumes) return resumes;
  for (const mark of MARKS) {
    const at = mark > clock.toldPercent ? markAt(clock, mark) : null;
    // It fires when the last reminder is on the story.
    if (at && mark === 100 && !isRemindedEnough(clock)) return null;
    if (at) return at;
  }
  return null;
}

/** Which of the promises still running is due first, as far as any has a due time. */
export function dueFirst(clocks: readonly SlaClock[]): (SlaClock & { readonly dueAt: Date }) | undefined {
  return clocks
    .filter(
      (clock): clock is SlaClock & { dueAt: Date } =>
        clock.endedAt === null && clock.dueAt !== null && dueEffectOf(clock) === 'BREACH',
    )
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.key < b.key ? -1 : 1))[0];
}
