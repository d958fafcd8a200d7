import { Injectable } from '@nestjs/common';
import { clockExtended, type Actor, type EventContract, type ExtensionReason } from '@redress/contracts';
import { addLimit, BusinessClock, CalendarRegistry, computeClock } from '@redress/time';
import type { SlaClock } from '../../sla-clock/domain/sla-clock';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { mustLieBetween, rowOf, runOf } from './clock-commands';

/** Gives a clock more time before it runs out, no matter who agreed to it (CA-03). */
@Injectable()
export class ClockExtensions {
  constructor(
    private readonly clock: BusinessClock,
    private readonly calendars: CalendarRegistry,
    private readonly files: ComplaintFiles,
  ) {}

  /** @throws WrongFields when the day is not later than the due time, or later than the pack allows */
  mustBeWithin(file: ComplaintFile, clock: SlaClock, until: Date): void {
    const atMost = rowOf(file.packs, clock)?.extension?.atMost;
    if (!atMost || !clock.dueAt) throw new Error('A clock that may be extended runs, and its pack says how far');
    mustLieBetween(
      until,
      clock.dueAt,
      addLimit(this.firstDue(clock), atMost, this.calendars.get(clock.policy.calendarId)),
    );
  }

  /** Tells that the clock is extended, and computes it anew. @param agreedBy the contact, or the step, that proves it */
  extend(
    file: ComplaintFile,
    clock: SlaClock,
    extension: {
      readonly until: Date;
      readonly reason: ExtensionReason;
      readonly at: Date;
      readonly actor: Actor;
      readonly agreedBy: { readonly contactId: string } | { readonly stepId: string };
    },
  ): void {
    const { actor, agreedBy, at, reason, until } = extension;
    const extended = computeClock({
      limit: clock.policy.limit,
      calendar: this.calendars.get(clock.policy.calendarId),
      segments: [...clock.segments, { kind: 'EXTEND', at, until }],
      now: at,
    });
    const dueAt = (extended?.dueAt ?? until).toISOString();
    this.files.tell(file, {
      contract: clockExtended as unknown as EventContract,
      at,
      actor,
      payload: { ...runOf(clock), dueAt, reason, ...agreedBy },
    });
    this.files.recompute(file, at, 'EXTENDED');
  }

  /** When the clock would be due without what it was extended by. */
  private firstDue({ policy, segments, startedAt }: SlaClock): Date {
    const reading = computeClock({
      limit: policy.limit,
      calendar: this.calendars.get(policy.calendarId),
      segments: segments.filter(({ kind }) => kind !== 'EXTEND'),
      now: this.clock.now(),
    });
    return reading?.dueAt ?? startedAt;
  }
}
