import { machines, type ClockState, type DueEffect, type LimitUnit, type PauseReason } from '@redress/contracts';
import type { Calendar } from './calendar';
import { meterFor, type Limit, type Meter } from './limit';

const { BREACHED, CANCELLED, MET, PAUSED, RUNNING } = machines.clock.state;

/**
 * Something that happened to one clock, at business time. `START` opens it, `STOP` is what it waits for, `CANCEL` ends it
 * without a result (complaint ended, superseded). `EXTEND` gives it a later due time; `REMIND` says that the complainant was
 * reminded of what it waits for, and changes nothing of the times.
 */
export interface ClockSegment {
  readonly kind: 'START' | 'PAUSE' | 'RESUME' | 'EXTEND' | 'REMIND' | 'STOP' | 'CANCEL';
  readonly at: Date;
  /** Of EXTEND the new due time; of a START the day that was agreed, in place of the limit. */
  readonly until?: Date | undefined;
  /** Of a RESUME: the end of the pause was agreed when it began, so it may lie ahead. */
  readonly planned?: true | undefined;
  /** Of a PAUSE. */
  readonly reason?: PauseReason | undefined;
}

/** What a clock is computed from; nothing else has a say in it (architecture, decision 8). */
export interface ClockInput {
  readonly limit: Limit;
  readonly calendar: Calendar;
  /** In any order; the first START counts and ties keep the order given. */
  readonly segments: readonly ClockSegment[];
  readonly now: Date;
  /** What it means that the limit runs out; absent: a breach. */
  readonly atDue?: DueEffect | undefined;
}

/** A clock as it stands at `now`. */
export interface ClockReading {
  readonly state: ClockState;
  readonly startedAt: Date;
  /** Later than `startedAt` when the start fell outside what counts. */
  readonly countsFrom: Date;
  /** When the limit runs out; for a stopped clock, when it would have; null while a pause leaves it open. */
  readonly dueAt: Date | null;
  /** When 50 % and 80 % of the limit are used up; null like `dueAt`. */
  readonly warn50At: Date | null;
  readonly warn80At: Date | null;
  /** When half the limit more, and twice the limit, are used up; null like `dueAt`. */
  readonly late150At: Date | null;
  readonly late200At: Date | null;
  /** When it was stopped or cancelled, or when a window was over. */
  readonly endedAt: Date | null;
  /** The highest mark passed while it ran: 50, 80 or 100 per cent. */
  readonly reachedPercent: 0 | 50 | 80 | 100;
  readonly unit: LimitUnit;
  /** Whether the milliseconds below are working time or all time. */
  readonly kind: Meter['kind'];
  readonly limitMs: number;
  readonly consumedMs: number;
  /** Limit less consumed; negative once it is overdue. */
  readonly remainingMs: number;
  /** Wall-clock time for which the clock was paused. */
  readonly pausedMs: number;
  /** Whether `remainingMs` is falling at `now`: neither paused, ended, nor outside working time. */
  readonly ticking: boolean;
  /** The next instant after `now` at which `ticking`, `state` or `reachedPercent` changes by itself; null when none does. */
  readonly nextBoundaryAt: Date | null;
  /** The due time rests on a year whose working days are not published yet. */
  readonly provisional: boolean;
}

interface Span {
  readonly from: Date;
  readonly to: Date | null;
}

/**
 * Computes a clock from its limit, its calendar and what happened to it, and from nothing else: the same facts give the
 * same clock in whatever order they arrive. Evidence that turns up later but is dated at or before `dueAt` therefore
 * turns BREACHED into MET, and another limit (reclassification) keeps the time consumed and paused. What was extended or
 * agreed is not shortened by another limit; a pause after it moves the due time on as it moves any.
 *
 * Only a clock that promises something is breached when the limit runs out. A window (`END`) is over then, and what waits
 * for another person (`EXPIRE`) runs on until its holder lets it end.
 *
 * @returns undefined while no START is known
 */
export function computeClock(input: ClockInput): ClockReading | undefined {
  const { atDue = 'BREACH', calendar } = input;
  const segments = input.segments.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const start = segments.find((segment) => segment.kind === 'START');
  if (!start) return undefined;

  // Another computer's clock may be a little ahead of ours: what has happened is not in the future.
  const happened = segments.findLast(({ planned }) => !planned) as ClockSegment;
  const now = later(input.now, happened.at);
  const meter = meterFor(start.at, input.limit, calendar);
  const { spans, pauses, end } = fold(segments, start);
  const limitMs = limitOf(segments, start, end, spans, meter);

  // A clock that ended goes on in thought, so that its due time and its result do not depend on when it ended.
  const endless: Span[] = end ? [...spans.slice(0, -1), reopened(spans.at(-1), end.at)] : spans;
  const mark = (percent: number) => instantOf((limitMs * percent) / 100, endless, meter);
  const dueAt = mark(100);
  const warn50At = mark(50);
  const warn80At = mark(80);

  const isOver = atDue === 'END' && dueAt !== null && (end?.at ?? now) >= dueAt;
  const endedAt = isOver ? dueAt : end ? end.at : null;
  const until = endedAt ?? now;
  const paused = endedAt === null && pauses.some(({ from, to }) => from <= now && (to === null || to > now));
  const consumedMs = sum(spans.map((span) => meter.elapsedMs(span.from, earlier(span.to ?? until, until))));
  const state = isOver ? MET : stateOf({ end, dueAt: atDue === 'BREACH' ? dueAt : null, paused, now });
  const hasEnded = endedAt !== null;
  const ticking = !hasEnded && !paused && counts(now, meter, calendar);
  const reachedPercent = ([100, 80, 50] as const).find((percent) => {
    const at = { 100: dueAt, 80: warn80At, 50: warn50At }[percent];
    return at !== null && (hasEnded ? at < until : at <= until);
  });

  return {
    state,
    startedAt: start.at,
    countsFrom: meter.countsFrom,
    dueAt,
    warn50At,
    warn80At,
    late150At: mark(150),
    late200At: mark(200),
    endedAt,
    reachedPercent: reachedPercent ?? 0,
    unit: input.limit.unit,
    kind: meter.kind,
    limitMs,
    consumedMs,
    remainingMs: limitMs - consumedMs,
    pausedMs: sum(pauses.map(({ from, to }) => Math.max(0, earlier(to ?? until, until).getTime() - from.getTime()))),
    ticking,
    nextBoundaryAt: hasEnded
      ? null
      : paused
        ? (pauses.at(-1)?.to ?? null)
        : earliestAfter(now, [
            warn50At,
            warn80At,
            dueAt,
            meter.kind === 'WORKING' ? calendar.nextEdge(justBeforeCounting(now, meter.countsFrom)) : null,
          ]),
    provisional: meter.kind === 'WORKING' && calendar.isProvisional(start.at, dueAt ?? until),
  };
}

/** The limit with what was agreed at the start and what it was extended by, in milliseconds that count. */
function limitOf(
  segments: readonly ClockSegment[],
  start: ClockSegment,
  end: ClockSegment | undefined,
  spans: readonly Span[],
  meter: Meter,
): number {
  const consumedAt = (at: Date) => sum(spans.map(({ from, to }) => meter.elapsedMs(from, earlier(to ?? at, at))));
  let limitMs = start.until ? Math.max(1, meter.elapsedMs(start.at, start.until)) : meter.limitMs;
  for (const { kind, at, until } of segments) {
    if (kind !== 'EXTEND' || !until || (end && at > end.at)) continue;
    limitMs = Math.max(limitMs, consumedAt(at) + meter.elapsedMs(at, until));
  }
  return limitMs;
}

function fold(segments: readonly ClockSegment[], start: ClockSegment) {
  const spans: Span[] = [];
  const pauses: Span[] = [];
  let running: Date | null = null;
  let pausedSince: Date | null = null;
  let started = false;
  for (const segment of segments) {
    if (segment === start) {
      started = true;
      if (!pausedSince) running = segment.at;
      else pausedSince = segment.at;
    } else if (segment.kind === 'PAUSE' && !pausedSince) {
      if (running) spans.push({ from: running, to: segment.at });
      running = null;
      pausedSince = segment.at;
    } else if (segment.kind === 'RESUME' && pausedSince) {
      if (started) {
        pauses.push({ from: pausedSince, to: segment.at });
        running = segment.at;
      }
      pausedSince = null;
    } else if (started && (segment.kind === 'STOP' || segment.kind === 'CANCEL')) {
      if (running) spans.push({ from: running, to: segment.at });
      if (pausedSince) {
        pauses.push({ from: pausedSince, to: segment.at });
        spans.push({ from: segment.at, to: segment.at });
      }
      return { spans, pauses, end: segment };
    }
  }
  if (running) spans.push({ from: running, to: null });
  if (pausedSince) pauses.push({ from: pausedSince, to: null });
  return { spans, pauses, end: undefined };
}

function reopened(last: Span | undefined, endedAt: Date): Span {
  return { from: last?.from ?? endedAt, to: null };
}

function instantOf(targetMs: number, spans: readonly Span[], meter: Meter): Date | null {
  let left = targetMs;
  for (const span of spans) {
    if (span.to === null) return meter.plus(span.from, left);
    const elapsed = meter.elapsedMs(span.from, span.to);
    if (elapsed >= left) return meter.plus(span.from, left);
    left -= elapsed;
  }
  return null;
}

function stateOf(clock: { end: ClockSegment | undefined; dueAt: Date | null; paused: boolean; now: Date }): ClockState {
  const { end, dueAt, paused, now } = clock;
  if (end?.kind === 'STOP') return dueAt !== null && end.at > dueAt ? BREACHED : MET;
  if (end?.kind === 'CANCEL') return dueAt !== null && end.at > dueAt ? BREACHED : CANCELLED;
  if (dueAt !== null && now >= dueAt) return BREACHED;
  return paused ? PAUSED : RUNNING;
}

function counts(now: Date, meter: Meter, calendar: Calendar): boolean {
  return now >= meter.countsFrom && (meter.kind === 'CALENDAR' || calendar.isOpen(now));
}

/** Before counting begins the first opening itself is the boundary, hence one millisecond less. */
function justBeforeCounting(now: Date, countsFrom: Date): Date {
  return now >= countsFrom ? now : new Date(countsFrom.getTime() - 1);
}

function earliestAfter(now: Date, candidates: readonly (Date | null)[]): Date | null {
  return candidates.reduce<Date | null>(
    (best, at) => (at !== null && at > now && (best === null || at < best) ? at : best),
    null,
  );
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
