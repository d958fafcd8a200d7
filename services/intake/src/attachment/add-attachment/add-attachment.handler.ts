import { Inject, Injectable } from '@nestjs/common';
import type { UploadedContent } from '@redress/attachments';
import { mustBeFree, mustBeValid, type ComplaintCommand } from '@redress/commands';
import { attachmentAdded, type AuthorCode } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { faultsOfTime } from '../../complaint/domain/receipt';
import { Register } from '../../complaint/register';
import { attachmentObstacles } from '../attachment-rules';
import { ATTACHMENT_CONTENT, attachmentDescription, attachmentName, Attachments } from '../attachments';

export interface AddAttachment extends ComplaintCommand {
  readonly by: AuthorCode;
  /** What it shows; kept sealed. */
  readonly description?: string | undefined;
  /** Instant with the offset of a zone; now if absent. */
  readonly receivedAt?: string | undefined;
}

/**
 * Attaches a file to a complaint in whatever state it is (RG-17, RG-18). A door asks {@link admit} before it takes the
 * content, stores it, and then has it recorded.
 */
@Injectable()
export class AddAttachmentHandler {
  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly register: Register,
    private readonly attachments: Attachments,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * What can be refused before the content is read.
   * @returns the data key under which it is sealed
   * @throws Blocked when the complaint takes no more files
   * @throws KeyMissing once the person was erased
   */
  async admit({ complaintId }: AddAttachment): Promise<Buffer> {
    const attached = await this.attachments.ofComplaint(this.database, complaintId);
    mustBeFree(attachmentObstacles(attached.length));
    return this.vault.dataKey(this.database, complaintId, ATTACHMENT_CONTENT, FOR_WORK);
  }

  /**
   * @param content as it was stored, with the name that the sender gave it
   * @throws as {@link admitCommand}; Blocked when the complaint takes no more files
   * @throws WrongFields for a time in the future or before the receipt of the complaint
   */
  async record(
    tx: Transaction,
    command: AddAttachment,
    { attachmentId, fileName, ...content }: UploadedContent & { readonly fileName: string },
  ) {
    const { complaintId, actor, by, description } = command;
    const { complaint, situation } = await admitCommand(tx, this.custody, command, {
      read: async ({ organisationId }) => ({
        registered: await this.register.get(tx, complaintId, organisationId),
        attached: await this.attachments.ofComplaint(tx, complaintId),
      }),
      holder: 'whoever-holds',
      obstacles: ({ attached }) => attachmentObstacles(attached.length),
    });
    const now = this.clock.now();
    const receivedAt = command.receivedAt === undefined ? now : new Date(command.receivedAt);
    mustBeValid(faultsOfTime('/receivedAt', receivedAt, now, situation.registered.receivedAt));
    const count = situation.attached.length + 1;
    await this.attachments.add(tx, {
      attachmentId,
      complaintId,
      by,
      byId: actor.sub,
      receivedAt,
      ...content,
      fileName: await this.vault.seal(tx, complaintId, attachmentName(attachmentId), fileName || attachmentId),
      description:
        description === undefined
          ? null
          : await this.vault.seal(tx, complaintId, attachmentDescription(attachmentId), description),
    });
    const payload = { attachmentId, by, ...content, count };
    await this.outbox.append(tx, [{ contract: attachmentAdded, complaint, at: now, actor: actor.onStory, payload }]);
    return { attachmentId, complaintId, receivedAt: receivedAt.toISOString(), ...content, count };
  }
}
