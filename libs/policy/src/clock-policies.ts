import {
  CLOCK_SUBJECT_KINDS,
  STATES,
  type ClockClass,
  type ClockCode,
  type ClockProfile,
  type ComplaintKind,
  type ComplaintState,
  type Label,
  type PackReference,
  type SeverityCode,
  type SubjectReference,
} from '@redress/contracts';
import {
  addLimit,
  computeClock,
  type CalendarRegistry,
  type ClockReading,
  type ClockSegment,
  type Limit,
} from '@redress/time';
import type { ClockEvent } from './clock-events';
import { appliesToCategory, isForKind, type CompiledPack } from './compiled-pack';

/** One clock of one pack as it applies to a complaint: the limit for its severity is already chosen. */
export interface ClockPolicy {
  readonly pack: PackReference;
  readonly code: ClockCode;
  readonly labels: Label;
  readonly class: ClockClass;
  readonly profile: ClockProfile;
  readonly start: readonly ClockEvent[];
  readonly stop: readonly ClockEvent[];
  readonly pausedIn: readonly ComplaintState[];
  readonly limit: Limit;
  readonly calendarId: string;
}

/** What decides which clocks a complaint has. */
export interface ClockSubject {
  readonly severity: SeverityCode;
  readonly category: string;
  readonly kind: ComplaintKind;
}

/** The clocks of one pack for a complaint of this kind, severity and category. */
export function clockPolicies(pack: CompiledPack, { severity, category, kind }: ClockSubject): ClockPolicy[] {
  return pack.content.clocks
    .filter((clock) => isForKind(clock.kinds, kind) && appliesToCategory(clock.categories, category))
    .map((clock) => ({
      pack: pack.reference,
      code: clock.code,
      labels: clock.labels,
      class: clock.class,
      profile: clock.profile,
      start: clock.start,
      stop: clock.stop,
      pausedIn: clock.pausedIn ?? [],
      limit: clock.limitBySeverity?.[severity] ?? clock.limit,
      calendarId: clock.calendar ?? pack.content.calendar,
    }));
}

/**
 * The clocks of a complaint that carries several packs: of operational clocks with one code the strictest, that is the one
 * which a complaint received at `receivedAt` would have due first; statutory clocks all run. The first pack wins a tie.
 */
export function strictestClocks(
  packs: readonly CompiledPack[],
  subject: ClockSubject & { readonly receivedAt: Date },
  calendars: CalendarRegistry,
): ClockPolicy[] {
  const all = packs.flatMap((pack) => clockPolicies(pack, subject));
  const dueMs = (policy: ClockPolicy) =>
    addLimit(subject.receivedAt, policy.limit, calendars.get(policy.calendarId)).getTime();
  return all.filter((policy, index) => {
    if (policy.class === 'STATUTORY') return true;
    return !all.some((rival, rivalIndex) => {
      if (rival === policy || rival.code !== policy.code || rival.class !== 'OPERATIONAL') return false;
      const difference = dueMs(rival) - dueMs(policy);
      return difference < 0 || (difference === 0 && rivalIndex < index);
    });
  });
}

/** A fact of the story, as far as clocks care. State events carry the state they lead to. */
export interface StoryFact {
  readonly fact: string;
  readonly at: Date;
  readonly to?: ComplaintState | undefined;
  /** What it is about; absent: the complaint. */
  readonly subject?: SubjectReference | undefined;
}

/** The clocks of one subject, with the facts of the story that concern them. */
export interface SubjectClocks {
  /** Absent: the complaint. */
  readonly subject?: SubjectReference | undefined;
  readonly policies: readonly ClockPolicy[];
  readonly story: readonly StoryFact[];
}

type KindOf = (fact: string) => string | undefined;
const knownKind: KindOf = (fact) => CLOCK_SUBJECT_KINDS.get(fact);

/** Whether all that starts a clock is about the complaint, or about one kind of thing. */
export function startsOnOneKind(start: readonly string[], kindOf: KindOf = knownKind): boolean {
  return new Set(start.map(kindOf)).size <= 1;
}

/**
 * Which clocks run for the complaint, and which for each thing that belongs to it. A clock that starts on facts about such
 * things runs once for each of them: it sees the facts of that one, and those of the complaint, which pause and end it.
 * @param kindOf what kind of thing a fact is about; the default knows the facts of this release
 */
export function clocksBySubject(
  policies: readonly ClockPolicy[],
  story: readonly StoryFact[],
  kindOf: KindOf = knownKind,
): SubjectClocks[] {
  const ofKind = (kind: string | undefined) => policies.filter(({ start }) => kindOf(start[0] ?? '') === kind);
  const subjects = new Map(
    story.flatMap(({ subject }) => (subject ? [[`${subject.kind}:${subject.id}`, subject] as const] : [])),
  );
  return [
    { policies: ofKind(undefined), story },
    ...[...subjects.values()].map((subject) => ({
      subject,
      policies: ofKind(subject.kind),
      story: story.filter(({ subject: own }) => !own || (own.kind === subject.kind && own.id === subject.id)),
    })),
  ];
}

/** One run of a clock, from a start to its stop. */
export interface ClockRun {
  readonly policy: ClockPolicy;
  /** 0 for the first handling, +1 for every reopening. */
  readonly cycle: number;
  /** 0 for the clock's first run, +1 for each one after it. */
  readonly run: number;
  readonly segments: readonly ClockSegment[];
}

/**
 * Folds the story of a complaint into the runs of one clock. A start while it runs begins it afresh and cancels the run
 * before (a new unit does not inherit the limit of the old one); the end of the complaint cancels what is running.
 *
 * @param story facts in any order; of facts at one instant the order given counts
 */
export function clockRuns(policy: ClockPolicy, receivedAt: Date, story: readonly StoryFact[]): ClockRun[] {
  const runs: { cycle: number; segments: ClockSegment[] }[] = [];
  let open: ClockSegment[] | undefined;
  let cycle = 0;
  let standsStill = false;
  const begin = (at: Date) => {
    open?.push({ kind: 'CANCEL', at });
    open = [{ kind: 'START', at }];
    if (standsStill) open.push({ kind: 'PAUSE', at });
    runs.push({ cycle, segments: open });
  };
  const finish = (kind: 'STOP' | 'CANCEL', at: Date) => {
    open?.push({ kind, at });
    open = undefined;
  };

  if (policy.start.includes('received')) begin(receivedAt);
  for (const { fact, at, to } of story.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (fact === 'reopened') cycle++;
    if ((policy.stop as readonly string[]).includes(fact)) finish('STOP', at);
    if (to !== undefined) {
      const stillNow = policy.pausedIn.includes(to);
      if (stillNow !== standsStill) open?.push({ kind: stillNow ? 'PAUSE' : 'RESUME', at });
      standsStill = stillNow;
    }
    if ((policy.start as readonly string[]).includes(fact)) begin(at);
    if (to !== undefined && STATES[to].ended) finish('CANCEL', at);
  }
  return runs.map(({ cycle: ofCycle, segments }, run) => ({ policy, cycle: ofCycle, run, segments }));
}

/** One run of a clock with what it shows. */
export interface ClockOnComplaint extends ClockRun {
  readonly reading: ClockReading;
}

/**
 * Every run of every clock of a complaint as it stands at `now`: pure, to be called again whenever a fact, the
 * classification or a calendar changes. @throws UnknownCalendar when a calendar has not been read yet
 */
export function readClocks(input: {
  readonly policies: readonly ClockPolicy[];
  readonly receivedAt: Date;
  readonly story: readonly StoryFact[];
  readonly calendars: CalendarRegistry;
  readonly now: Date;
}): ClockOnComplaint[] {
  return input.policies.flatMap((policy) => {
    const calendar = input.calendars.get(policy.calendarId);
    return clockRuns(policy, input.receivedAt, input.story).flatMap((run) => {
      const reading = computeClock({ limit: policy.limit, calendar, segments: run.segments, now: input.now });
      return reading ? [{ ...run, reading }] : [];
    });
  });
}
