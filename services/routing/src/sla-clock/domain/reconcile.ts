import { machines, type SubjectReference } from '@redress/contracts';
import type { ClockOnComplaint, ClockPolicy } from '@redress/policy';
import { addLimit, type Calendar, type ClockReading } from '@redress/time';
import type { ClockChanges, ClockNews, RecomputeCause } from './clock-news';
import {
  dueEffectOf,
  isRemindedEnough,
  isToldBreach,
  MARKS,
  markAt,
  resumesAt,
  sameSubject,
  type KeptPolicy,
  type Mark,
  type SlaClock,
} from './sla-clock';

const { BREACHED, CANCELLED, MET, PAUSED, RUNNING } = machines.clock.state;

/** What a recomputation rests on. */
export interface Recomputation {
  readonly complaintId: string;
  /** What all the runs are about; absent: the complaint. Clocks of other subjects are left as they are. */
  readonly subject?: SubjectReference | undefined;
  readonly now: Date;
  /** Why it is done, for clocks that keep running and are due at another time afterwards. */
  readonly cause: RecomputeCause;
  readonly calendarOf: (clock: ClockOnComplaint) => Calendar;
  readonly newId: () => string;
}

/**
 * Compares the clocks as they were published with the clocks as the story has them now, and says what is to be
 * published. Marks that merely passed are left to the sweep; a breach is published here only when its late stop proves
 * it, and taken back when the due time turns out to lie after the stop or after now (architecture, decision 8).
 */
export function reconcile(
  known: readonly SlaClock[],
  actual: readonly ClockOnComplaint[],
  given: Recomputation,
): ClockChanges {
  const { subject } = given;
  const own = known.filter((clock) => sameSubject(clock.subject, subject));
  const byKey = new Map(own.map((clock) => [clock.key, clock]));
  const changed: SlaClock[] = [];
  const news: ClockNews[] = [];
  for (const run of actual) {
    const key = keyOf(run, subject);
    const before = byKey.get(key);
    byKey.delete(key);
    const { clock, news: told } = update(before, key, run, given);
    if (!before || told.length > 0 || !sameClock(before, clock)) changed.push(clock);
    news.push(...told);
  }
  for (const gone of byKey.values()) {
    if (gone.endedAt) continue;
    const segments: SlaClock['segments'] = [...gone.segments, { kind: 'CANCEL', at: given.now }];
    const clock: SlaClock = { ...gone, segments, state: CANCELLED, endedAt: given.now, toldPercent: 0 };
    if (isToldBreach(gone)) news.push({ what: 'BREACH_TAKEN_BACK', clock, at: given.now });
    news.push({ what: 'CANCELLED', clock, at: given.now });
    changed.push(clock);
  }
  return { changed, news };
}

/**
 * What the sweep publishes about a clock: every mark that lies at or before `until` and was not published, in order.
 * @param until how far the story is known to be read; what is dated later may still change the clock
 */
export function tell(clock: SlaClock, until: Date): ClockChanges {
  if (clock.endedAt) return { changed: [], news: [] };
  const news: ClockNews[] = [];
  let after = clock;
  const resumes = resumesAt(clock);
  if (resumes && resumes <= until) {
    after = { ...after, state: isToldBreach(after) ? BREACHED : RUNNING };
    news.push({ what: 'RECOMPUTED', clock: after, at: resumes, cause: 'RESUMED' });
  }
  for (const mark of MARKS) {
    const at = markAt(clock, mark);
    if (mark <= clock.toldPercent || !at || at > until || after.endedAt) continue;
    const told = tellMark(after, mark, at);
    if (!told) break;
    after = told.clock;
    news.push(told);
  }
  return { changed: news.length > 0 ? [after] : [], news };
}

/** @returns undefined when it has to wait for something else than time */
function tellMark(clock: SlaClock, mark: Mark, at: Date): ClockNews | undefined {
  if (mark !== 100) return { what: 'WARNED', clock: { ...clock, toldPercent: mark }, at, percent: mark };
  switch (dueEffectOf(clock)) {
    case 'BREACH':
      return { what: 'BREACHED', clock: { ...clock, toldPercent: mark, state: BREACHED }, at };
    case 'END':
      return { what: 'MET', clock: { ...clock, state: MET, endedAt: at }, at, breached: false };
    case 'EXPIRE':
      return isRemindedEnough(clock) ? { what: 'RAN_OUT', clock: { ...clock, toldPercent: mark }, at } : undefined;
  }
}

function update(
  before: SlaClock | undefined,
  key: string,
  run: ClockOnComplaint,
  given: Recomputation,
): { clock: SlaClock; news: ClockNews[] } {
  const { reading } = run;
  const { now } = given;
  const news: ClockNews[] = [];
  const policy = keptOf(run.policy);
  const isPromise = dueEffectOf({ policy }) === 'BREACH';
  const isOverdue = isPromise && isBreached(reading, now);
  const wasTold = before?.toldPercent ?? 0;
  const wasBreach = before !== undefined && isToldBreach(before);
  const toldPercent =
    MARKS.findLast((mark) => {
      if (mark > wasTold) return false;
      const at = markAt({ ...reading, policy }, mark);
      const upTo = mark > 100 ? (reading.endedAt ?? now) : now;
      return at !== null && at <= upTo && (mark < 100 || isOverdue || !isPromise);
    }) ?? 0;
  let clock: SlaClock = {
    clockId: before?.clockId ?? given.newId(),
    complaintId: given.complaintId,
    ...(given.subject ? { subject: given.subject } : {}),
    key,
    cycle: run.cycle,
    run: run.run,
    policy,
    segments: run.segments,
    state: liveState(reading, isPromise && toldPercent >= 100),
    startedAt: reading.startedAt,
    dueAt: reading.dueAt,
    warn50At: reading.warn50At,
    warn80At: reading.warn80At,
    late150At: reading.late150At,
    late200At: reading.late200At,
    endedAt: reading.endedAt,
    toldPercent,
    provisional: reading.provisional,
  };

  if (!before)
    news.push({ what: 'STARTED', clock, at: reading.startedAt, dueAt: reading.dueAt ?? unpausedDue(run, given) });
  const end = endOf(run);
  if (wasBreach && !isOverdue) {
    news.push({
      what: 'BREACH_TAKEN_BACK',
      clock,
      at: now,
      ...(end?.kind === 'STOP' ? { stoppedAt: end.at } : {}),
    });
  }
  if (end) {
    if (isOverdue && wasTold < 100) {
      clock = { ...clock, toldPercent: 100 };
      news.push({ what: 'BREACHED', clock, at: reading.dueAt ?? end.at });
    }
    const isNews = before?.endedAt?.getTime() !== end.at.getTime() || before.state !== clock.state;
    if (isNews && end.kind === 'STOP') news.push({ what: 'MET', clock, at: end.at, breached: isOverdue });
    if (isNews && end.kind === 'CANCEL') news.push({ what: 'CANCELLED', clock, at: end.at });
  } else if (before && !isToldBreach(clock)) {
    const wasPaused = before.state === PAUSED;
    const isPaused = clock.state === PAUSED;
    if (wasPaused !== isPaused || !sameInstant(before.dueAt, clock.dueAt)) {
      const cause = wasPaused === isPaused ? given.cause : isPaused ? 'PAUSED' : 'RESUMED';
      news.push({ what: 'RECOMPUTED', clock, at: now, cause });
    }
  }
  return { clock, news };
}

const kept = new WeakMap<ClockPolicy, KeptPolicy>();

function keptOf(policy: ClockPolicy): KeptPolicy {
  const found = kept.get(policy) ?? keep(policy);
  kept.set(policy, found);
  return found;
}

function keep(policy: ClockPolicy): KeptPolicy {
  const { code, class: clockClass, profile, limit, calendarId, pack, atDue, outlives, quietHours, reminders } = policy;
  return {
    code,
    class: clockClass,
    profile,
    limit,
    calendarId,
    ...(clockClass === 'STATUTORY' ? { pack } : {}),
    ...(atDue === 'BREACH' ? {} : { atDue }),
    ...(outlives.length > 0 ? { outlives } : {}),
    ...(quietHours ? { quietHours } : {}),
    ...(reminders ? { reminders: reminders.atLeast } : {}),
  };
}

/** Of a clock that ended its result; of one that runs, whether its due time has passed. */
function isBreached(reading: ClockReading, now: Date): boolean {
  if (reading.endedAt) return reading.state === BREACHED;
  return reading.dueAt !== null && reading.dueAt <= now;
}

/** A running clock counts as breached once that was published, not before: until then evidence may be on its way. */
function liveState(reading: ClockReading, isTold: boolean): SlaClock['state'] {
  if (reading.endedAt) return reading.state;
  if (isTold) return BREACHED;
  return reading.state === PAUSED ? PAUSED : RUNNING;
}

/** How a run ended: by what ends it, or, of a window, by its time. */
function endOf({ reading: { endedAt }, segments }: ClockOnComplaint) {
  if (!endedAt) return undefined;
  const found = segments.find(({ kind }) => kind === 'STOP' || kind === 'CANCEL');
  return found && found.at <= endedAt ? found : ({ kind: 'STOP', at: endedAt } as const);
}

/** A clock that is paused when it starts has no due time; what is published then is the one that it would have. */
function unpausedDue(run: ClockOnComplaint, given: Recomputation): Date {
  const agreed = run.segments.find(({ kind }) => kind === 'START')?.until;
  if (agreed) return agreed;
  return addLimit(run.reading.startedAt, run.policy.limit, given.calendarOf(run));
}

function keyOf({ policy, run }: ClockOnComplaint, subject: SubjectReference | undefined): string {
  const about = subject ? `${subject.kind}:${subject.id}/` : '';
  const pack = policy.class === 'STATUTORY' ? `${policy.pack.id}/` : '';
  return `${about}${pack}${policy.code}/${run}`;
}

function sameClock(a: SlaClock, b: SlaClock): boolean {
  return (
    a.state === b.state &&
    a.toldPercent === b.toldPercent &&
    a.segments.length === b.segments.length &&
    a.segments.every(
      (segment, at) =>
        segment.kind === b.segments[at]?.kind &&
        sameInstant(segment.at, b.segments[at].at) &&
        sameInstant(segment.until ?? null, b.segments[at].until ?? null),
    ) &&
    sameInstant(a.dueAt, b.dueAt) &&
    sameInstant(a.warn50At, b.warn50At) &&
    sameInstant(a.warn80At, b.warn80At) &&
    sameInstant(a.late150At, b.late150At) &&
    sameInstant(a.late200At, b.late200At) &&
    sameInstant(a.endedAt, b.endedAt) &&
    a.policy.limit.amount === b.policy.limit.amount &&
    a.policy.limit.unit === b.policy.limit.unit
  );
}

function sameInstant(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}
