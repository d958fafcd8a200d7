import { Injectable } from '@nestjs/common';
import { Directory, reachesCase } from '@redress/access';
import { Blocked, NotFound, type Caller } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { SqlInbox, type InboxStatus } from '../sql-inbox';

const { READ } = machines.inboxItem.state;

export interface EndItem {
  readonly itemId: string;
  readonly actor: Caller;
  readonly to: typeof READ | typeof machines.inboxItem.state.DONE;
}

export interface ItemChanged {
  readonly itemId: string;
  readonly status: InboxStatus;
  readonly version: number;
}

/** Whether an item is over, by the person or by the case. */
export function isOver(status: InboxStatus): boolean {
  return machines.inboxItem.ends.includes(status);
}

/** A person reads an item of the own inbox, or is done with it. */
@Injectable()
export class EndItemHandler {
  constructor(
    private readonly inbox: SqlInbox,
    private readonly directory: Directory,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws NotFound when it is not theirs, or of a case that they may no longer read; Blocked when it is over */
  async handle(tx: Transaction, { itemId, actor, to }: EndItem): Promise<ItemChanged> {
    const item = await this.inbox.find(tx, itemId);
    const person = this.directory.person(actor.sub);
    if (!item || !person || item.personId !== actor.sub || !reachesCase(item, person, this.directory)) {
      throw new NotFound('inbox item');
    }
    if (isOver(item.status)) throw new Blocked({ code: 'ITEM_ENDED' });
    // Read twice is read.
    if (item.status === to && to === READ) return { itemId, status: to, version: item.version };
    const version = await this.inbox.mark(tx, itemId, { from: item.status, to, at: this.clock.now() });
    return { itemId, status: to, version };
  }
}
