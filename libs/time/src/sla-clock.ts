import { machines, type ClockState, type LimitUnit } from '@redress/contracts';
import type { Calendar } from './calendar';
import { meterFor, type Limit, type Meter } from './limit';

const { BREACHED, CANCELLED, MET, PAUSED, RUNNING } = machines.clock.state;

/**
 * Something that happened to one clock, at business time. `START` opens it, `STOP` is what it waits for, `CANCEL` ends it
 * without a result (complaint ended, superseded).
 */
export interface ClockSegment {
  readonly kind: 'START' | 'PAUSE' | 'RESUME' | 'STOP' | 'CANCEL';
  readonly at: Date;
}

/** What a clock is computed from; nothing else has a say in it (architecture, decision 8). */
export interface ClockInput {
  readonly limit: Limit;
  readonly calendar: Calendar;
  /** In any order; the first START counts and ties keep the order given. */
  readonly segments: readonly ClockSegment[];
  readonly now: Date;
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
  /** When it was stopped or cancelled. */
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
 * turns BREACHED into MET, and another limit (reclassification) keeps the time consumed and paused.
 *
 * @returns undefined while no START is known
 */
export function computeClock(input: ClockInput): ClockReading | undefined {
  const segments = input.segments.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const start = segments.find((segment) => segment.kind === 'START');
  if (!start) return undefined;

  // Another computer's clock may be a little ahead of ours: what has happened is not in the future.
  const now = later(input.now, segments.at(-1)!.at);
  const meter = meterFor(start.at, input.limit, input.calendar);
  const { spans, pauses, end, paused } = fold(segments, start);
  const endedAt = end ? end.at : null;
  const until = endedAt ?? now;

  // A clock that ended goes on in thought, so that its due time and its result do not depend on when it ended.
  const endless: Span[] = end ? [...spans.slice(0, -1), reopened(spans.at(-1), end.at)] : spans;
  const mark = (percent: number) => instantOf((meter.limitMs * percent) / 100, endless, meter);
  const dueAt = mark(100);
  const warn50At = mark(50);
  const warn80At = mark(80);

  const consumedMs = sum(spans.map((span) => meter.elapsedMs(span.from, earlier(span.to ?? until, until))));
  const state = stateOf({ end, dueAt, paused, now });
  const isOver = end !== undefined;
  const ticking = !isOver && !paused && counts(now, meter, input.calendar);
  const reachedPercent = ([100, 80, 50] as const).find((percent) => {
    const at = { 100: dueAt, 80: warn80At, 50: warn50At }[percent];
    return at !== null && (isOver ? at < until : at <= until);
  });

  return {
    state,
    startedAt: start.at,
    countsFrom: meter.countsFrom,
    dueAt,
    warn50At,
    warn80At,
    endedAt,
    reachedPercent: reachedPercent ?? 0,
    unit: input.limit.unit,
    kind: meter.kind,
    limitMs: meter.limitMs,
    consumedMs,
    remainingMs: meter.limitMs - consumedMs,
    pausedMs: sum(pauses.map((span) => (span.to ?? until).getTime() - span.from.getTime())),
    ticking,
    nextBoundaryAt:
      isOver || paused
        ? null
        : earliestAfter(now, [
            warn50At,
            warn80At,
            dueAt,
            meter.kind === 'WORKING' ? input.calendar.nextEdge(justBeforeCounting(now, meter.countsFrom)) : null,
          ]),
    provisional: meter.kind === 'WORKING' && input.calendar.isProvisional(start.at, dueAt ?? until),
  };
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
      return { spans, pauses, end: segment, paused: false };
    }
  }
  if (running) spans.push({ from: running, to: null });
  if (pausedSince) pauses.push({ from: pausedSince, to: null });
  return { spans, pauses, end: undefined, paused: pausedSince !== null };
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
