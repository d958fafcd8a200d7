import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import {
  Command,
  CommandContext,
  Commands,
  CurrentUser,
  Disclosing,
  Endpoint,
  Problem,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { z } from 'zod';
import { Register } from '../complaint/register';
import { openerUnlessErased } from '../complaint/opener-unless-erased';
import { Mailbox, messageWords } from './mailbox';
import { messageCommand } from './mailbox-rules';
import { messageBody, messagesView, messageWrittenView } from './mailbox.dto';
import { WriteMessage } from './write-message/write-message.handler';

const params = z.object({ complaintId: complaintIdSchema });

/** The mailbox of an anonymous complainant, as staff read it and write into it. */
@Controller('v1/complaints/:complaintId/messages')
export class MessagesController {
  constructor(
    private readonly commands: Commands,
    private readonly database: Database,
    private readonly register: Register,
    private readonly mailbox: Mailbox,
    private readonly vault: Vault,
    private readonly writeMessage: WriteMessage,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Read the mailbox of an anonymous complainant',
    tag: 'mailbox',
    operationId: 'listMessages',
    access: ACCESS.intake.listMessages,
    discloses: DISCLOSES.intake.listMessages,
    params,
    response: messagesView,
    problems: { 404: 'not-found' },
  })
  async list(
    @Param('complaintId') complaintId: string,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ): Promise<z.input<typeof messagesView>> {
    const complaint = await this.register.find(complaintId, reader.person.organisationId);
    if (!complaint) throw Problem.notFound('complaint');
    const messages = await this.mailbox.ofComplaint(this.database, complaintId);
    const open = messages.length > 0 && (await openerUnlessErased(this.vault, this.database, complaintId, disclosure));
    return {
      complaintId,
      messages: messages.map(({ messageId, by, byId, writtenAt, openedAt, words }) => ({
        messageId,
        by,
        byId,
        writtenAt: writtenAt.toISOString(),
        openedAt: openedAt?.toISOString() ?? null,
        words: open ? open(messageWords(messageId), words) : null,
      })),
      commands: [messageCommand(complaint, reader)],
    };
  }

  @Post()
  @Endpoint({
    summary: 'Write to an anonymous complainant',
    description: 'They read it with number and code; only then were they told.',
    tag: 'mailbox',
    operationId: 'writeMessage',
    access: ACCESS.intake.writeMessage,
    params,
    body: messageBody,
    response: messageWrittenView,
    idempotent: 'store',
    problems: { 404: 'not-found', 409: 'blocked: NOT_ANONYMOUS' },
  })
  async write(
    @Param('complaintId') complaintId: string,
    @Body() { words }: z.infer<typeof messageBody>,
    @Command() command: CommandContext,
  ) {
    return this.commands.run(command, (tx) =>
      this.writeMessage.handle(tx, { complaintId, actor: command.actor, words, by: 'STAFF' }),
    );
  }
}
