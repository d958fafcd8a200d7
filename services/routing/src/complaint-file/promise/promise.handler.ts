import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { faultAt, mustBeValid, type ComplaintCommand, type FieldFault } from '@redress/commands';
import {
  machines,
  promiseKept,
  promiseMade,
  promiseReleased,
  type EventContract,
  type PromiseKind,
} from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseNotes } from '../../case-note/case-notes';
import { promiseEndObstacles, promiseObstacles } from '../../work-item/domain/promise-rules';
import type { OpenPromise } from '../../work-item/domain/work-item';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface MakePromise extends ComplaintCommand {
  readonly kind: PromiseKind;
  /** What was said to the complainant; for colleagues, kept sealed. */
  readonly words: string;
  /** By when it is to be kept. */
  readonly dueAt: Date;
}

export interface EndPromise extends ComplaintCommand {
  readonly promiseId: string;
  /** The contact of the log that proves it. */
  readonly contactId: string;
  readonly note?: string | undefined;
}

const { KEPT, RELEASED } = machines.promise.state;
const MOST_DAYS = 60;
const DAY_MS = 24 * 3_600_000;

/** What is promised to the complainant for a day: made, and kept or released, each proved by the contact log (RM-12). */
@Injectable()
export class PromiseHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
    private readonly contacts: Contacts,
  ) {}

  /** @throws WrongFields when the day is not ahead, or more than 60 days ahead */
  async make(tx: Transaction, command: MakePromise): Promise<WorkChanged> {
    const { actor, complaintId, dueAt, kind, words } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) =>
      promiseObstacles(item, caller, this.directory, kind),
    );
    const now = this.clock.now();
    mustBeValid(dayIsAhead(dueAt, now));
    const made: OpenPromise = {
      promiseId: newId(),
      kind,
      state: machines.promise.state.MADE,
      madeBy: actor.sub,
      madeAt: now.toISOString(),
      dueAt: dueAt.toISOString(),
    };
    file.item.promise(made);
    await this.notes.add(tx, { complaintId, kind: 'PROMISE', authorId: actor.sub, at: now, text: words });
    return this.say(tx, command, file, promiseMade as unknown as EventContract, {
      promiseId: made.promiseId,
      promiseKind: kind,
      dueAt: made.dueAt,
    });
  }

  /**
   * @throws NotCaughtUp when the contact is not known here yet
   * @throws WrongFields when the contact took place before the promise was made
   */
  async keep(tx: Transaction, command: EndPromise): Promise<WorkChanged> {
    const { file, promise } = await this.open(tx, 'keepPromise', command);
    const contact = await this.contacts.named(tx, command.complaintId, command.contactId);
    if (contact.at < new Date(promise.madeAt)) mustBeValid([faultAt('/contactId', 'before-the-promise')]);
    return this.end(tx, command, file, {
      promise,
      to: KEPT,
      contract: promiseKept as unknown as EventContract,
      payload: { keptAt: contact.at.toISOString() },
    });
  }

  /**
   * @throws NotCaughtUp as {@link keep}
   * @throws WrongFields when the complainant did not speak in the contact, or it took place before the promise was made
   */
  async release(tx: Transaction, command: EndPromise): Promise<WorkChanged> {
    const { file, promise } = await this.open(tx, 'releasePromise', command);
    const contact = await this.contacts.named(tx, command.complaintId, command.contactId);
    mustBeValid([
      ...(contact.twoWay || contact.direction === 'INBOUND' ? [] : [faultAt('/contactId', 'not-said-in-contact')]),
      ...(contact.at < new Date(promise.madeAt) ? [faultAt('/contactId', 'before-the-promise')] : []),
    ]);
    return this.end(tx, command, file, {
      promise,
      to: RELEASED,
      contract: promiseReleased as unknown as EventContract,
      payload: {},
    });
  }

  private async open(
    tx: Transaction,
    operation: 'keepPromise' | 'releasePromise',
    command: EndPromise,
  ): Promise<{ readonly file: ComplaintFile; readonly promise: OpenPromise }> {
    const { promiseId } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) =>
      promiseEndObstacles(operation, item, caller, { directory: this.directory, promiseId }),
    );
    return { file, promise: file.item.now.promises.find((one) => one.promiseId === promiseId) as OpenPromise };
  }

  private async end(
    tx: Transaction,
    command: EndPromise,
    file: ComplaintFile,
    given: {
      readonly promise: OpenPromise;
      readonly to: typeof KEPT | typeof RELEASED;
      readonly contract: EventContract;
      readonly payload: object;
    },
  ): Promise<WorkChanged> {
    const { actor, complaintId, note, promiseId } = command;
    machines.promise.move(given.promise.state, given.to);
    file.item.endPromise(promiseId);
    const at = this.clock.now();
    await this.notes.addIfGiven(tx, { complaintId, kind: 'PROMISE', authorId: actor.sub, at, text: note });
    return this.say(tx, command, file, given.contract, { promiseId, ...given.payload });
  }

  private async say(
    tx: Transaction,
    { actor }: ComplaintCommand,
    file: ComplaintFile,
    contract: EventContract,
    payload: object,
  ): Promise<WorkChanged> {
    const at = this.clock.now();
    this.files.tell(file, { contract, at, actor: actor.onStory, payload });
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}

function dayIsAhead(dueAt: Date, now: Date): FieldFault[] {
  if (dueAt <= now) return [faultAt('/dueAt', 'not-later-than-now')];
  return dueAt.getTime() - now.getTime() > MOST_DAYS * DAY_MS
    ? [faultAt('/dueAt', 'too-far-ahead', { days: MOST_DAYS })]
    : [];
}
