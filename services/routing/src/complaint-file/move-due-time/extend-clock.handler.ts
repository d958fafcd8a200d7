import { Injectable } from '@nestjs/common';
import type { ExtensionReason } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';
import { clockOf, mustBeAgreed, obstaclesToMove, type ClockCommand } from './clock-commands';
import { ClockExtensions } from './clock-extensions';

export interface ExtendClock extends ClockCommand {
  readonly reason: ExtensionReason;
}

/** Extends a limit before it runs out, when the complainant agreed to it (CA-03). */
@Injectable()
export class ExtendClockHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly contacts: Contacts,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly extensions: ClockExtensions,
  ) {}

  async handle(tx: Transaction, command: ExtendClock): Promise<WorkChanged> {
    const { actor, clockId, contactId, reason, until } = command;
    const at = this.clock.now();
    const file = await this.work.openWhoeverHolds(tx, command, (opened, caller) =>
      obstaclesToMove(opened, clockOf(opened, clockId), caller, { by: 'extension', now: at }),
    );
    const clock = clockOf(file, clockId);
    this.extensions.mustBeWithin(file, clock, until);
    await mustBeAgreed(tx, this.contacts, command, clock);
    this.extensions.extend(file, clock, { until, reason, at, actor: actor.onStory, agreedBy: { contactId } });
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
