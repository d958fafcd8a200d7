import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, DataBasis, text } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { ReferHandler } from './refer.handler';

const referralSchema = z.strictObject({
  organisation: text(200).describe('To whom it goes; kept sealed, told in the letter'),
  contact: text(500).optional().describe('How they can be reached; kept sealed, told in the letter'),
  ground: text(5_000).describe('Why they answer for it; kept sealed, told in the letter'),
  dataBasis: DataBasis,
  contactId: z
    .uuid()
    .optional()
    .describe('Contact in which the complainant agreed that their data are handed over; needed for CONSENT'),
  note: noteSchema.optional(),
});

@Controller('v1/complaints/:id/referral')
export class ReferController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ReferHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Refer a complaint to another organisation',
    description: 'The complainant is told which, why, and on what ground their data go there (T6).',
    tag: 'assignment',
    operationId: 'referComplaint',
    access: ACCESS.routing.referComplaint,
    params: complaintParams,
    body: referralSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'No such complaint', 409: 'not-holder; not-caught-up; blocked: WRONG_STATE' },
  })
  refer(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof referralSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
