import {
  CLOCK_SUBJECT_KINDS,
  STATE,
  STATES,
  type ClockClass,
  type ClockCode,
  type ClockProfile,
  type ComplainantType,
  type ComplaintKind,
  type ComplaintState,
  type DueEffect,
  type FactDetail,
  type Label,
  type PackReference,
  type PauseReason,
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
import type { PolicyPack } from './policy-pack';
import { quietHoursOf, type QuietHours } from './quiet-hours';

/** One clock of one pack as it applies to a complaint: the limit for its severity is already chosen. */
export interface ClockPolicy {
  readonly pack: PackReference;
  readonly code: ClockCode;
  readonly labels: Label;
  readonly class: ClockClass;
  readonly profile: ClockProfile;
  readonly start: readonly ClockEvent[];
  readonly stop: readonly ClockEvent[];
  /** It starts once in a handling. */
  readonly once: boolean;
  /** What starts it while it runs leaves it as it is. */
  readonly keepsStart: boolean;
  /** The day that its start names counts, in place of the limit. */
  readonly dueAsNamed: boolean;
  /** States in which it runs; undefined: all. */
  readonly onlyIn?: readonly ComplaintState[] | undefined;
  readonly pauses: readonly ClockPause[];
  /** Ended states in which it runs on. */
  readonly outlives: readonly ComplaintState[];
  readonly limit: Limit;
  readonly calendarId: string;
  readonly atDue: DueEffect;
  /** What reminds the complainant, and how often it must have before the clock expires. */
  readonly reminders?: { readonly on: readonly ClockEvent[]; readonly atLeast: number } | undefined;
  /** When complainants are left alone, for clocks of which they are reminded. */
  readonly quietHours?: QuietHours | undefined;
}

/** A state in which a clock is paused. */
export interface ClockPause {
  readonly in: ComplaintState;
  /** It is paused from this on; absent: from the first moment. */
  readonly from?: ClockEvent | undefined;
  readonly reason: PauseReason;
}

/** What decides which clocks a complaint has. */
export interface ClockSubject {
  readonly severity: SeverityCode;
  readonly category: string;
  readonly kind: ComplaintKind;
  readonly complainantType?: ComplainantType | undefined;
}

/** What is done with a complainant, or by one. */
const WITH_COMPLAINANT: ReadonlySet<ClockEvent> = new Set<ClockEvent>([
  'complaint-acknowledged',
  'complaint-answered',
  'first-contact-made',
  'first-contact-made-by-manager',
  'follow-up-recorded',
  'offer-accepted',
  'offer-countered',
  'offer-lapsed',
  'offer-made-again',
  'offer-refused',
  'offer-told',
  'preliminary-plan-told',
  'progress-told',
  'promise-kept',
  'promise-released',
  'resolution-offered',
  'resolution-imposed',
  'result-told',
  'review-opened',
  'dispute-opened',
  'taken-up-again',
  'summary-resolved',
]);

/** Whether only something with the complainant ends a clock: it does not run in a case of the enterprise itself. */
function waitsForComplainant({ stop }: Pick<PolicyPack['clocks'][number], 'stop'>): boolean {
  return stop.every((fact) => WITH_COMPLAINANT.has(fact));
}

/** More than a pack has kinds of complaints; what was chosen for more than these is forgotten. */
const MOST_CHOICES = 2_000;
const chosen = new WeakMap<CompiledPack, Map<string, readonly ClockPolicy[]>>();

/** The clocks of one pack for a complaint of this kind, severity and category: chosen once for all that are alike. */
export function clockPolicies(pack: CompiledPack, subject: ClockSubject): readonly ClockPolicy[] {
  const choices = chosen.get(pack) ?? new Map<string, readonly ClockPolicy[]>();
  chosen.set(pack, choices);
  const alike = `${subject.severity}/${subject.kind}/${subject.complainantType ?? ''}/${subject.category}`;
  let policies = choices.get(alike);
  if (!policies) {
    if (choices.size >= MOST_CHOICES) choices.clear();
    policies = choosePolicies(pack, subject);
    choices.set(alike, policies);
  }
  return policies;
}

function choosePolicies(
  pack: CompiledPack,
  { severity, category, kind, complainantType }: ClockSubject,
): ClockPolicy[] {
  return pack.content.clocks
    .filter(
      ({ categories, kinds, severities, ...clock }) =>
        isForKind(kinds, kind) &&
        !(complainantType === 'NONE' && waitsForComplainant(clock)) &&
        appliesToCategory(categories, category) &&
        (severities === undefined || severities.includes(severity)),
    )
    .map((clock) => ({
      pack: pack.reference,
      code: clock.code,
      labels: clock.labels,
      class: clock.class,
      profile: clock.profile,
      start: clock.start,
      stop: clock.stop,
      once: clock.once ?? false,
      keepsStart: clock.keepsStart ?? false,
      dueAsNamed: clock.dueAsNamed ?? false,
      onlyIn: clock.onlyIn,
      pauses: pausesOf(clock),
      outlives: outlivesOf(clock),
      limit: clock.limitBySeverity?.[severity] ?? clock.limit,
      calendarId: clock.calendar ?? pack.content.calendar,
      atDue: clock.atDue ?? 'BREACH',
      reminders: clock.reminders,
      quietHours: clock.reminders && quietHoursOf(pack),
    }));
}

/** An order of a court or an authority stops what the enterprise set itself (T35). */
function pausesOf({ class: ofClass, onlyIn, pauses = [] }: PolicyPack['clocks'][number]): readonly ClockPause[] {
  const isStopped =
    ofClass === 'STATUTORY' || onlyIn?.includes(STATE.SUSPENDED) || pauses.some((p) => p.in === STATE.SUSPENDED);
  return isStopped ? pauses : [...pauses, { in: STATE.SUSPENDED, reason: 'LEGAL_HOLD' }];
}

/** What was promised to complainants is owed to each of them, also when theirs is handled with another one (LI-10). */
function outlivesOf({ profile, outlives = [] }: PolicyPack['clocks'][number]): readonly ComplaintState[] {
  return profile === 'B' && !outlives.includes(STATE.MERGED) ? [...outlives, STATE.MERGED] : outlives;
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
  const operational = all.filter((policy) => policy.class === 'OPERATIONAL');
  // As nearly always: there is nothing to compare.
  if (new Set(operational.map(({ code }) => code)).size === operational.length) return all;
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
  /** It happened to the case that the complaint was merged into: only clocks that outlive a merge follow it (T7). */
  readonly ofCase?: true | undefined;
  /** What it says of one clock, or of those that start on it. */
  readonly detail?: FactDetail | undefined;
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

/** A run while it is put together. */
interface OpenRun {
  readonly cycle: number;
  readonly segments: ClockSegment[];
}

/** What people do to a clock, as the story says it. */
export const CLOCK_ACTS = { extended: 'clock-extended', dateAgreed: 'date-agreed' } as const;
/** Not on the story: the day that was agreed has come. */
const DATE_IS_OVER = 'agreed-date-over';

/**
 * Folds the story of a complaint into the runs of one clock. A start while it runs begins it afresh and cancels the run
 * before (a new unit does not inherit the limit of the old one); the end of the complaint cancels what is running and keeps
 * anything from starting, but for clocks that outlive it. Several causes may hold a clock: it goes on when the last of them is over.
 *
 * @param story facts in any order; of facts at one instant the order given counts
 * @param instantOf reads an instant or a date of a fact; the default reads instants
 */
export function clockRuns(
  policy: ClockPolicy,
  receivedAt: Date,
  story: readonly StoryFact[],
  instantOf: (until: string) => Date = (until) => new Date(until),
): ClockRun[] {
  const runs: OpenRun[] = [];
  let open: OpenRun | undefined;
  let cycle = 0;
  let startedIn: number | undefined;
  let state: ComplaintState | undefined;
  const held = new Map<string, PauseReason>();
  const hold = (cause: string, reason: PauseReason, at: Date) => {
    if (held.size === 0) open?.segments.push({ kind: 'PAUSE', at, reason });
    held.set(cause, reason);
  };
  const release = (cause: string, at: Date, planned?: true) => {
    if (!held.delete(cause) || held.size > 0) return;
    open?.segments.push({ kind: 'RESUME', at, ...(planned ? { planned } : {}) });
  };
  const finish = (kind: 'STOP' | 'CANCEL', at: Date) => {
    open?.segments.push({ kind, at });
    open = undefined;
    held.delete(CLOCK_ACTS.dateAgreed);
  };
  const begin = (at: Date, until?: string) => {
    if ((policy.once && startedIn === cycle) || (policy.keepsStart && open)) return;
    finish('CANCEL', at);
    startedIn = cycle;
    open = { cycle, segments: [{ kind: 'START', at, ...(until ? { until: instantOf(until) } : {}) }] };
    const [reason] = held.values();
    if (reason) open.segments.push({ kind: 'PAUSE', at, reason });
    runs.push(open);
  };
  const isThis = ({ clock, pack, run }: FactDetail) =>
    clock === policy.code &&
    run === runs.length - 1 &&
    (policy.class !== 'STATUTORY' || pack === undefined || pack === policy.pack.id);
  const isMeant = (facts: readonly string[] | undefined, fact: string) => facts?.includes(fact) ?? false;
  const isWithin = () => !policy.onlyIn || (state !== undefined && policy.onlyIn.includes(state));
  // Who tells a fact of a complaint that another service holds may learn later that it had ended.
  const hasEnded = () => state !== undefined && STATES[state].ended && !policy.outlives.includes(state);

  if (policy.start.includes('received')) begin(receivedAt);
  const followsCase = policy.outlives.includes(STATE.MERGED);
  for (const { fact, at, to, ofCase, detail = {} } of withEndsOfPauses(story, instantOf)) {
    if (ofCase && !followsCase) continue;
    if (fact === 'reopened') cycle++;
    if (isMeant(policy.stop, fact)) finish('STOP', at);
    if (to !== undefined) {
      state = to;
      for (const pause of policy.pauses) {
        if (pause.in === to && !pause.from) hold(causeOf(pause), pause.reason, at);
      }
      for (const pause of policy.pauses) {
        // A suspended complaint goes back to the state that it had, and finds it as it was.
        if (pause.in !== to && to !== STATE.SUSPENDED) release(causeOf(pause), at);
      }
    }
    for (const pause of policy.pauses) {
      if (pause.from === fact && pause.in === state) hold(causeOf(pause), pause.reason, at);
    }
    if (isMeant(policy.start, fact) && isWithin() && !hasEnded())
      begin(at, policy.dueAsNamed ? detail.until : undefined);
    if (isMeant(policy.reminders?.on, fact)) open?.segments.push({ kind: 'REMIND', at });
    if (open && isThis(detail)) {
      if (fact === CLOCK_ACTS.extended)
        open.segments.push({ kind: 'EXTEND', at, until: instantOf(detail.until ?? '') });
      if (fact === CLOCK_ACTS.dateAgreed) hold(fact, 'CUSTOMER_AGREED_DATE', at);
      if (fact === DATE_IS_OVER) release(CLOCK_ACTS.dateAgreed, at, true);
    }
    if (to === undefined || !open) continue;
    if (STATES[to].ended ? !policy.outlives.includes(to) : to !== STATE.SUSPENDED && !isWithin()) finish('CANCEL', at);
  }
  return runs.map(({ cycle: ofCycle, segments }, run) => ({ policy, cycle: ofCycle, run, segments }));
}

function causeOf(pause: ClockPause): string {
  return `${pause.in}/${pause.from ?? ''}`;
}

/** The story in the order of time, with the ends of pauses that were agreed when they began. */
function withEndsOfPauses(story: readonly StoryFact[], instantOf: (until: string) => Date): StoryFact[] {
  const ends = story.flatMap(({ fact, detail }): StoryFact[] =>
    fact === CLOCK_ACTS.dateAgreed && detail?.until
      ? [{ fact: DATE_IS_OVER, at: instantOf(detail.until), detail }]
      : [],
  );
  return [...story, ...ends].sort((a, b) => a.at.getTime() - b.at.getTime());
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
  const told = new Set(['received', ...input.story.map(({ fact }) => fact)]);
  return input.policies.flatMap((policy) => {
    if (!policy.start.some((fact) => told.has(fact))) return [];
    const calendar = input.calendars.get(policy.calendarId);
    const instantOf = (until: string) => calendar.instantOf(until);
    return clockRuns(policy, input.receivedAt, input.story, instantOf).flatMap((run) => {
      const { atDue, limit } = policy;
      const reading = computeClock({ limit, calendar, segments: run.segments, now: input.now, atDue });
      return reading ? [{ ...run, reading }] : [];
    });
  });
}
