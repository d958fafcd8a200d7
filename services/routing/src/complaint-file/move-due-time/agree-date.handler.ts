import { Injectable } from '@nestjs/common';
import { dateAgreed, type EventContract } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { addLimit, BusinessClock, CalendarRegistry } from '@redress/time';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';
import {
  clockOf,
  mustBeAgreed,
  mustLieBetween,
  obstaclesToMove,
  rowOf,
  runOf,
  type ClockCommand,
} from './clock-commands';

/** A clock is paused until a day to which the complainant agreed (SL-14). */
@Injectable()
export class AgreeDateHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly calendars: CalendarRegistry,
    private readonly contacts: Contacts,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
  ) {}

  async handle(tx: Transaction, command: ClockCommand): Promise<WorkChanged> {
    const { actor, clockId, contactId, until } = command;
    const now = this.clock.now();
    const file = await this.work.openWhoeverHolds(tx, command, (opened, caller) =>
      obstaclesToMove(opened, clockOf(opened, clockId), caller, { by: 'agreedDate', now }),
    );
    const clock = clockOf(file, clockId);
    const atMost = rowOf(file.packs, clock)?.agreedDate?.atMost;
    if (!atMost) throw new Error('A clock for which a date may be agreed has a pack that says how far');
    mustLieBetween(until, now, addLimit(now, atMost, this.calendars.get(clock.policy.calendarId)));
    await mustBeAgreed(tx, this.contacts, command, clock);

    this.files.tell(file, {
      contract: dateAgreed as unknown as EventContract,
      at: now,
      actor: actor.onStory,
      payload: { ...runOf(clock), until: until.toISOString(), contactId },
    });
    this.files.recompute(file, now, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
