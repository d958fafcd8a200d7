import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema, instantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { z } from 'zod';
import { ReportReturnedMailHandler } from './report-returned-mail.handler';

const returnedMailBody = z.strictObject({
  complaintId: complaintIdSchema.describe('Header Redress-Complaint of the letter that came back'),
  letterId: z.uuid().describe('Part before the @ of its Message-ID'),
  status: z
    .string()
    .regex(/^[45]\.\d{1,3}\.\d{1,3}$/)
    .describe('Status of the report (RFC 3464), as in 5.1.1'),
  permanent: z.boolean().describe('Another attempt would end the same way: Action failed, not delayed'),
});

const returnedMailView = z
  .object({ complaintId: complaintIdSchema, letterId: z.uuid(), reportedAt: instantSchema })
  .meta({ id: 'ReturnedMail' });

/** The port of those who read the mailbox of the enterprise: a program, or a person (contracts, section 4). */
@Controller('v1/returned-mail')
export class ReportReturnedMailController {
  constructor(
    private readonly commands: Commands,
    private readonly reportReturnedMail: ReportReturnedMailHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Report that a letter came back',
    description:
      'What came back for good goes the next way of the complainant, or becomes a task; a delay is only noted. Programs need the scope mail:report. The report of the mail server holds the headers of the letter, among them complaint and Message-ID.',
    tag: 'mailbox',
    operationId: 'reportReturnedMail',
    access: ACCESS.intake.reportReturnedMail,
    body: returnedMailBody,
    response: returnedMailView,
    status: 202,
    idempotent: 'store',
    problems: { 404: 'not-found' },
  })
  report(@Body() body: z.infer<typeof returnedMailBody>, @Command() command: CommandContext) {
    return this.commands.run(command, (tx) => this.reportReturnedMail.handle(tx, { ...body, actor: command.actor }));
  }
}
