import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { messageWritten, type AuthorCode } from '@redress/contracts';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { Register } from '../../complaint/register';
import { Mailbox, messageWords } from '../mailbox';
import { mailboxObstacles } from '../mailbox-rules';

export interface WriteMessageCommand extends ComplaintCommand {
  readonly words: string;
  readonly by: AuthorCode;
}

/** Writes into the mailbox of an anonymous complainant, from either side and in any state of the complaint. */
@Injectable()
export class WriteMessage {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly register: Register,
    private readonly mailbox: Mailbox,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @throws as {@link admitCommand}; Blocked when the complainant is not anonymous
   * @throws KeyMissing once the person was erased
   */
  async handle(tx: Transaction, command: WriteMessageCommand) {
    const { complaintId, words, by, actor } = command;
    const { complaint } = await admitCommand(tx, this.custody, command, {
      read: ({ organisationId }) => this.register.get(tx, complaintId, organisationId),
      holder: 'whoever-holds',
      obstacles: mailboxObstacles,
    });
    const now = this.clock.now();
    const messageId = newId();
    const sealed = await this.vault.seal(tx, complaintId, messageWords(messageId), words);
    await this.mailbox.add(tx, {
      messageId,
      complaintId,
      by,
      byId: actor.sub,
      writtenAt: now,
      openedAt: null,
      words: sealed,
    });
    await this.outbox.append(tx, [
      { contract: messageWritten, complaint, at: now, actor: actor.onStory, payload: { messageId, by } },
    ]);
    return { messageId, complaintId, writtenAt: now.toISOString() };
  }
}
