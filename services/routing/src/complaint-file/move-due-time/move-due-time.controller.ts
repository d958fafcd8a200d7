import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, ExtensionReason, instantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { WorkChanged } from '../work-changed';
import { workChangedSchema } from '../work-changed.dto';
import { AgreeDateHandler } from './agree-date.handler';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import { ApproveExtensionHandler } from './approve-extension.handler';
import { ExtendClockHandler } from './extend-clock.handler';

const clockParams = z.object({
  id: z.uuid().describe('Complaint id'),
  clockId: z.uuid().describe('Clock id'),
});

const contactId = z.uuid().describe('Contact of the log in which the complainant agreed to it');
const extensionSchema = z.strictObject({
  until: instantSchema.describe('When it is due instead'),
  reason: ExtensionReason,
  contactId,
});
const agreedDateSchema = z.strictObject({ until: instantSchema.describe('It stands still until then'), contactId });

const proposalSchema = z.strictObject({
  until: instantSchema.describe('When it is to be due instead'),
  reason: ExtensionReason,
  note: noteSchema.optional(),
});

const decisionSchema = z.strictObject({
  decision: z.enum(['APPROVE', 'REJECT']).describe('Approved: the clock is due later, and the complainant is told'),
  note: noteSchema.optional(),
});

const NAMED = {
  404: 'No such complaint or clock',
  409: 'blocked, not-caught-up',
  422: 'contact-of-another, not-agreed-in-contact, not-later, later-than-allowed',
} as const;

@Controller('v1/complaints/:id/clocks/:clockId')
export class MoveDueTimeController {
  constructor(
    private readonly commands: Commands,
    private readonly extending: ExtendClockHandler,
    private readonly agreeing: AgreeDateHandler,
    private readonly approving: ApproveExtensionHandler,
  ) {}

  @Post('extension-decision')
  @Endpoint({
    summary: 'Decide whether a clock is extended',
    description: 'By another person than who proposed it and than the handler, before the clock runs out (CA-03).',
    tag: 'clocks',
    operationId: 'decideExtension',
    access: ACCESS.routing.decideExtension,
    params: clockParams,
    body: decisionSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint or clock',
      409: 'blocked: NOT_OPEN, NOTHING_PROPOSED, DECIDER_NOT_INDEPENDENT, ANOTHER_UNIT, EXTENSION_AFTER_EXPIRY',
    },
  })
  decide(
    @Command() command: CommandContext,
    @Param() { clockId }: z.infer<typeof clockParams>,
    @Body() body: z.infer<typeof decisionSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) =>
      this.approving.decide(tx, { ...command.onComplaint, ...body, clockId }),
    );
  }

  @Post('extension-proposal')
  @Endpoint({
    summary: 'Propose to extend a clock before it runs out',
    description: 'Where the pack demands an approval; another person decides, and the complainant is told (CA-03).',
    tag: 'clocks',
    operationId: 'proposeExtension',
    access: ACCESS.routing.proposeExtension,
    params: clockParams,
    body: proposalSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint or clock',
      409: 'blocked: NOT_OPEN, CLOCK_NOT_EXTENDABLE, CLOCK_NOT_RUNNING, EXTENSION_AFTER_EXPIRY, APPROVAL_OPEN',
      422: 'not-later, later-than-allowed',
    },
  })
  propose(
    @Command() command: CommandContext,
    @Param() { clockId }: z.infer<typeof clockParams>,
    @Body() { until, ...given }: z.infer<typeof proposalSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) =>
      this.approving.propose(tx, { ...command.onComplaint, ...given, clockId, until: new Date(until) }),
    );
  }

  @Post('extension')
  @Endpoint({
    summary: 'Extend a clock before it runs out, with the consent of the complainant',
    description:
      'The contact of the log in which they agreed proves it (CA-03). After the due time: EXTENSION_AFTER_EXPIRY.',
    tag: 'clocks',
    operationId: 'extendClock',
    access: ACCESS.routing.extendClock,
    params: clockParams,
    body: extensionSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: NAMED,
  })
  extend(
    @Command() command: CommandContext,
    @Param() { clockId }: z.infer<typeof clockParams>,
    @Body() { until, ...given }: z.infer<typeof extensionSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => {
      const extension = { ...command.onComplaint, ...given, clockId, until: new Date(until) };
      return this.extending.handle(tx, extension);
    });
  }

  @Post('agreed-date')
  @Endpoint({
    summary: 'Let a clock stand still until a day that was agreed with the complainant',
    description: 'The contact of the log in which they agreed proves it (SL-14).',
    tag: 'clocks',
    operationId: 'agreeDate',
    access: ACCESS.routing.agreeDate,
    params: clockParams,
    body: agreedDateSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: NAMED,
  })
  agree(
    @Command() command: CommandContext,
    @Param() { clockId }: z.infer<typeof clockParams>,
    @Body() { until, contactId: agreedIn }: z.infer<typeof agreedDateSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => {
      const agreed = { ...command.onComplaint, clockId, until: new Date(until), contactId: agreedIn };
      return this.agreeing.handle(tx, agreed);
    });
  }
}
