import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { z } from 'zod';
import { contactLoggedView, logContactBody } from './log-contact.dto';
import { LogContact } from './log-contact.handler';

/** Contacts with the complainant, as those who were in contact write them down. */
@Controller('v1/complaints/:complaintId/contacts')
export class LogContactController {
  constructor(
    private readonly commands: Commands,
    private readonly logContact: LogContact,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Log a contact with the complainant',
    description:
      'The caller is who was in contact; the rank is read from the directory. Commands of other services name the contact by its id.',
    tag: 'contacts',
    operationId: 'logContact',
    access: ACCESS.intake.logContact,
    params: z.object({ complaintId: complaintIdSchema }),
    body: logContactBody,
    response: contactLoggedView,
    idempotent: 'store',
    problems: {
      404: 'not-found',
      422: 'invalid-fields: also for a time before receipt or in the future, and a number that the dossier does not have',
    },
  })
  async log(
    @Param('complaintId') complaintId: string,
    @Body() contact: z.infer<typeof logContactBody>,
    @Command() command: CommandContext,
  ) {
    return this.commands.run(command, (tx) =>
      this.logContact.handle(tx, { complaintId, contact, actor: command.actor }),
    );
  }
}
