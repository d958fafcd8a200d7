import { Body, Controller, Get, Post } from '@nestjs/common';
import { ACCESS, DISCLOSES, instantSchema, NotAcceptedReason, staffIdSchema, text } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { Command, CommandContext, Commands, Disclosing, Endpoint, Problem, type Answer } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { z } from 'zod';
import { ApprovalSteps } from '../approval-steps';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { DeclineHandler, STEP_CONTENT } from './decline.handler';

const proposalSchema = z.strictObject({
  reason: NotAcceptedReason,
  explanation: text(5_000).describe('For the complainant, who gets it in the letter; kept sealed'),
  note: noteSchema.optional(),
});

const decisionSchema = z.strictObject({
  decision: z.enum(['APPROVE', 'REJECT']).describe('Approved: the complaint is not accepted'),
  note: noteSchema.optional(),
});

const openDeclineSchema = z
  .object({
    stepId: z.uuid(),
    reason: z.string(),
    proposerId: staffIdSchema,
    proposedAt: instantSchema,
    explanation: z.string().describe('What the letter will say'),
  })
  .meta({ id: 'OpenDecline' });

@Controller('v1/complaints/:id/decline')
export class DeclineController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly steps: ApprovalSteps,
    private readonly vault: Vault,
    private readonly handler: DeclineHandler,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Show what is proposed instead of accepting the complaint',
    tag: 'assignment',
    operationId: 'showDecline',
    access: ACCESS.routing.showDecline,
    discloses: DISCLOSES.routing.showDecline,
    params: complaintParams,
    response: openDeclineSchema,
    problems: { 404: 'No such complaint, or nothing waits to be decided' },
  })
  async show(@Command() { complaintId }: CommandContext, @Disclosing() disclosure: Disclosure) {
    const step = await this.steps.open(this.database, complaintId, 'DECLINE');
    if (!step?.content) throw Problem.notFound('proposal');
    const place = STEP_CONTENT(step.stepId);
    return {
      stepId: step.stepId,
      reason: step.reasonCode,
      proposerId: step.proposerId,
      proposedAt: step.proposedAt.toISOString(),
      explanation: await this.vault.unseal(this.database, complaintId, place, step.content, disclosure),
    };
  }

  @Post()
  @Endpoint({
    summary: 'Propose not to accept a complaint',
    description: 'Another person decides (T5).',
    tag: 'assignment',
    operationId: 'proposeDecline',
    access: ACCESS.routing.proposeDecline,
    params: complaintParams,
    body: proposalSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'No such complaint', 409: 'not-holder; blocked: WRONG_STATE, WRONG_KIND, APPROVAL_OPEN' },
  })
  propose(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof proposalSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.propose(tx, { ...command.onComplaint, ...body }));
  }

  @Post('decision')
  @Endpoint({
    summary: 'Decide whether a complaint is accepted',
    description:
      'By another person than who proposed to decline it. Approved: reasons and rights go to the complainant.',
    tag: 'assignment',
    operationId: 'decideDecline',
    access: ACCESS.routing.decideDecline,
    params: complaintParams,
    body: decisionSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; blocked: WRONG_STATE, NOTHING_PROPOSED, DECIDER_NOT_INDEPENDENT',
    },
  })
  decide(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof decisionSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.decide(tx, { ...command.onComplaint, ...body }));
  }
}
