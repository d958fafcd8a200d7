import { Body, Controller, Inject, Ip, Post } from '@nestjs/common';
import { ACCESS, messageOpened } from '@redress/contracts';
import { TO_COMPLAINANT } from '@redress/disclosure';
import { Command, CommandContext, Commands, Endpoint, RateLimiter } from '@redress/http';
import { mustBeFree } from '@redress/commands';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import type { z } from 'zod';
import { COMPLAINANT } from '../complaint/domain/portal-caller';
import { openerUnlessErased } from '../complaint/opener-unless-erased';
import { SubmissionSettings } from '../complaint/register-complaint/submission-settings';
import { FindByTrackingCode } from '../complaint/track-complaint/find-by-tracking-code';
import { countGuess } from '../complaint/track-complaint/tracking-pair.dto';
import { Mailbox, messageWords } from './mailbox';
import { mailboxObstacles } from './mailbox-rules';
import { messageWrittenView, portalMailboxBody, portalMailboxView, portalMessageBody } from './mailbox.dto';
import { WriteMessage } from './write-message/write-message.handler';

/** The mailbox of an anonymous complainant, with number and code. */
@Controller('v1/portal')
export class PortalMailboxController {
  constructor(
    private readonly commands: Commands,
    private readonly database: Database,
    private readonly mailbox: Mailbox,
    private readonly vault: Vault,
    private readonly codes: FindByTrackingCode,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
    private readonly outbox: Outbox,
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly clock: BusinessClock,
    private readonly writeMessage: WriteMessage,
  ) {}

  @Post('mailbox')
  @Endpoint({
    summary: 'Open the mailbox of a complaint, as its anonymous complainant',
    description: 'What is read here counts as told, and the story says so once for each message.',
    tag: 'portal',
    operationId: 'readMailbox',
    access: ACCESS.intake.readMailbox,
    body: portalMailboxBody,
    response: portalMailboxView,
    status: 200,
    problems: { 404: 'unknown-number-or-code', 409: 'blocked: NOT_ANONYMOUS', 429: 'too-many-requests' },
  })
  async read(
    @Body() { complaintNo, trackingCode }: z.infer<typeof portalMailboxBody>,
    @Ip() address: string,
  ): Promise<z.input<typeof portalMailboxView>> {
    await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
    const complaint = await this.codes.find(complaintNo, trackingCode);
    mustBeFree(mailboxObstacles(complaint));
    const { complaintId } = complaint;
    return this.database.transaction(async (tx) => {
      const held = await this.custody.lock(tx, complaintId);
      const now = this.clock.now();
      const messageIds = await this.mailbox.open(tx, complaintId, now);
      if (messageIds.length > 0) {
        const actor = COMPLAINANT.onStory;
        await this.outbox.append(tx, [
          { contract: messageOpened, complaint: held, at: now, actor, payload: { messageIds } },
        ]);
      }
      const messages = await this.mailbox.ofComplaint(tx, complaintId);
      const open = await openerUnlessErased(this.vault, tx, complaintId, TO_COMPLAINANT);
      return {
        complaintNo: complaint.complaintNo,
        messages: messages.map(({ messageId, by, writtenAt, openedAt, words }) => ({
          messageId,
          by,
          writtenAt: writtenAt.toISOString(),
          openedAt: openedAt?.toISOString() ?? null,
          words: open ? open(messageWords(messageId), words) : null,
        })),
      };
    });
  }

  @Post('messages')
  @Endpoint({
    summary: 'Write to those who handle a complaint, as its anonymous complainant',
    tag: 'portal',
    operationId: 'writeToMailbox',
    access: ACCESS.intake.writeToMailbox,
    body: portalMessageBody,
    response: messageWrittenView,
    idempotent: 'store',
    problems: { 404: 'unknown-number-or-code', 409: 'blocked: NOT_ANONYMOUS', 429: 'too-many-requests' },
  })
  async write(
    @Body() { complaintNo, trackingCode, words }: z.infer<typeof portalMessageBody>,
    @Ip() address: string,
    @Command() command: CommandContext,
  ) {
    await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
    const { complaintId } = await this.codes.find(complaintNo, trackingCode);
    return this.commands.run(command, (tx) =>
      this.writeMessage.handle(tx, { complaintId, actor: COMPLAINANT, words, by: 'COMPLAINANT' }),
    );
  }
}
