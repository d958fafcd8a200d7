import { Injectable } from '@nestjs/common';
import { clockExtended, type EventContract, type ExtensionReason } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { addLimit, BusinessClock, CalendarRegistry, computeClock } from '@redress/time';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';
import type { SlaClock } from '../../sla-clock/domain/sla-clock';
import {
  clockOf,
  mustBeAgreed,
  mustLieBetween,
  obstaclesToMove,
  rowOf,
  runOf,
  type ClockCommand,
} from './clock-commands';

export interface ExtendClock extends ClockCommand {
  readonly reason: ExtensionReason;
}

/** Extends a limit before it runs out, when the complainant agreed to it (CA-03). */
@Injectable()
export class ExtendClockHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly calendars: CalendarRegistry,
    private readonly contacts: Contacts,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
  ) {}

  async handle(tx: Transaction, command: ExtendClock): Promise<WorkChanged> {
    const { actor, clockId, contactId, reason, until } = command;
    const now = this.clock.now();
    const file = await this.work.openWhoeverHolds(tx, command, (opened, caller) =>
      obstaclesToMove(opened, clockOf(opened, clockId), caller, { by: 'extension', now }),
    );
    const clock = clockOf(file, clockId);
    const atMost = rowOf(file.packs, clock)?.extension?.atMost;
    if (!atMost || !clock.dueAt) throw new Error('A clock that may be extended runs, and its pack says how far');
    const calendar = this.calendars.get(clock.policy.calendarId);
    mustLieBetween(until, clock.dueAt, addLimit(this.firstDue(clock), atMost, calendar));
    await mustBeAgreed(tx, this.contacts, command, clock);

    const extended = computeClock({
      limit: clock.policy.limit,
      calendar,
      segments: [...clock.segments, { kind: 'EXTEND', at: now, until }],
      now,
    });
    const dueAt = (extended?.dueAt ?? until).toISOString();
    this.files.tell(file, {
      contract: clockExtended as unknown as EventContract,
      at: now,
      actor: actor.onStory,
      payload: { ...runOf(clock), dueAt, reason, contactId },
    });
    this.files.recompute(file, now, 'EXTENDED');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  /** When the clock would be due without what it was extended by. */
  private firstDue({ policy, segments, startedAt }: SlaClock): Date {
    const calendar = this.calendars.get(policy.calendarId);
    const reading = computeClock({
      limit: policy.limit,
      calendar,
      segments: segments.filter(({ kind }) => kind !== 'EXTEND'),
      now: this.clock.now(),
    });
    return reading?.dueAt ?? startedAt;
  }
}
