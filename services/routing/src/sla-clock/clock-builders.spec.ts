import type { ComplaintState, SubjectReference } from '@redress/contracts';
import {
  CompiledPack,
  readCalendarFiles,
  readClocks,
  readPackFiles,
  SHIPPED_CALENDAR_DIR,
  SHIPPED_PACK_DIR,
  strictestClocks,
  type ClockOnComplaint,
  type ClockSubject,
} from '@redress/policy';
import { CalendarRegistry } from '@redress/time';
import type { ClockChanges, RecomputeCause } from './domain/clock-news';
import { reconcile, tell } from './domain/reconcile';
import type { SlaClock } from './domain/sla-clock';
import { inStoryOrder, moveFact, type LoggedFact } from './domain/story-log';

/** The shipped calendars, as every service reads them. */
export function shippedCalendars(): CalendarRegistry {
  const calendars = new CalendarRegistry();
  for (const document of readCalendarFiles(SHIPPED_CALENDAR_DIR)) calendars.put(document);
  return calendars;
}

/** A shipped pack, ready for use. */
export function shippedPack(id: string): CompiledPack {
  const found = readPackFiles(SHIPPED_PACK_DIR).find((file) => 'pack' in file && file.pack?.id === id);
  if (!found || !('pack' in found) || !found.pack) throw new Error(`no pack ${id}`);
  return new CompiledPack(found.pack);
}

/** One complaint whose clocks a test drives: facts come in, time goes on, news come out. */
export class ClockedComplaint {
  private readonly clocksByKey = new Map<string, SlaClock>();
  private readonly story: LoggedFact[] = [];
  private lastSeq = 0;
  private ids = 0;

  constructor(
    readonly pack: CompiledPack,
    private readonly calendars: CalendarRegistry,
    readonly receivedAt: Date,
    public subject: ClockSubject,
  ) {}

  /** The latest run of a clock. */
  clock(code: string): SlaClock {
    const found = [...this.clocksByKey.values()].findLast(({ policy }) => policy.code === code);
    if (!found) throw new Error(`no clock ${code}`);
    return found;
  }

  runs(code: string): SlaClock[] {
    return [...this.clocksByKey.values()].filter(({ policy }) => policy.code === code);
  }

  move(fact: string, at: Date, to: ComplaintState): this {
    this.story.push(moveFact(fact, at, to, ++this.lastSeq));
    return this;
  }

  fact(fact: string, at: Date, detail?: LoggedFact['detail']): this {
    this.story.push({ key: `f${this.story.length}`, fact, at, detail });
    return this;
  }

  recompute(now: Date, cause: RecomputeCause = 'LATE_FACT', about?: SubjectReference): ClockChanges['news'] {
    const policies = strictestClocks([this.pack], { ...this.subject, receivedAt: this.receivedAt }, this.calendars);
    const actual = readClocks({
      policies,
      receivedAt: this.receivedAt,
      story: inStoryOrder(this.story, this.receivedAt),
      calendars: this.calendars,
      now,
    });
    return this.reconcile(actual, now, cause, about);
  }

  /** The policies of a subject fall away, so that its clocks end. */
  cancelAll(now: Date, about?: SubjectReference): ClockChanges['news'] {
    return this.reconcile([], now, 'RECLASSIFIED', about);
  }

  sweep(until: Date): ClockChanges['news'] {
    return [...this.clocksByKey.values()].flatMap((clock) => this.take(tell(clock, until)));
  }

  private reconcile(
    actual: readonly ClockOnComplaint[],
    now: Date,
    cause: RecomputeCause,
    subject: SubjectReference | undefined,
  ): ClockChanges['news'] {
    return this.take(
      reconcile([...this.clocksByKey.values()], actual, {
        complaintId: '019a9d6e-7a00-7000-8000-000000000001',
        subject,
        now,
        cause,
        calendarOf: ({ policy }) => this.calendars.get(policy.calendarId),
        newId: () => `clock-${++this.ids}`,
      }),
    );
  }

  private take({ changed, news }: ClockChanges): ClockChanges['news'] {
    for (const clock of changed) this.clocksByKey.set(clock.key, clock);
    return news;
  }
}
