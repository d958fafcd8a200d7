import { Inject, Injectable } from '@nestjs/common';
import { mustBeValid, type ComplaintCommand } from '@redress/commands';
import { supplemented, type AuthorCode, type ChannelCode } from '@redress/contracts';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { faultsOfTime } from '../../complaint/domain/receipt';
import { Register } from '../../complaint/register';
import { supplementWords, Supplements } from '../supplements';

export interface AddSupplementCommand extends ComplaintCommand {
  readonly words: string;
  readonly by: AuthorCode;
  readonly channel: ChannelCode;
  /** Instant with the offset of a zone; now if absent. */
  readonly receivedAt?: string | undefined;
}

/** Adds words to a complaint in whatever state it is; the original stays as it is (RG-18, RG-20). */
@Injectable()
export class AddSupplement {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly register: Register,
    private readonly supplements: Supplements,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @throws as {@link admitCommand}
   * @throws WrongFields for a time in the future or before the receipt of the complaint
   * @throws KeyMissing once the person was erased
   */
  async handle(tx: Transaction, command: AddSupplementCommand) {
    const { complaintId, words, by, channel, actor } = command;
    const { complaint, situation: registered } = await admitCommand(tx, this.custody, command, {
      read: ({ organisationId }) => this.register.get(tx, complaintId, organisationId),
      holder: 'whoever-holds',
      obstacles: () => [],
    });
    const now = this.clock.now();
    const receivedAt = command.receivedAt === undefined ? now : new Date(command.receivedAt);
    mustBeValid(faultsOfTime('/receivedAt', receivedAt, now, registered.receivedAt));
    const supplementId = newId();
    const sealed = await this.vault.seal(tx, complaintId, supplementWords(supplementId), words);
    await this.supplements.add(tx, {
      supplementId,
      complaintId,
      by,
      byId: actor.sub,
      channel,
      receivedAt,
      words: sealed,
    });
    const at = receivedAt.toISOString();
    await this.outbox.append(tx, [
      { contract: supplemented, complaint, at: now, actor: actor.onStory, payload: { supplementId, by, at } },
    ]);
    return { supplementId, complaintId, receivedAt: at };
  }
}
