import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, byRemedyType, CategoryCode, PlannedOutcome } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { ResolveOnTheSpotHandler } from './resolve-on-the-spot.handler';

const summarySchema = z.strictObject({
  contactId: z.uuid().describe('Two-way contact in which the complainant accepted'),
  outcome: PlannedOutcome,
  remediesDone: z.array(byRemedyType({}, {}, { hasInternalTerms: true, isStrict: true })).max(20),
  category: CategoryCode.optional().describe('Absent: the one that intake proposed'),
  note: noteSchema.optional(),
});

@Controller('v1/complaints/:id/summary-resolution')
export class ResolveOnTheSpotController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ResolveOnTheSpotHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Resolve a complaint on the spot',
    description:
      'A minor complaint that is not reportable, with the acceptance of the complainant on record and no more spent than the pack allows at once (T8). A letter confirms it.',
    tag: 'assignment',
    operationId: 'summaryResolve',
    access: ACCESS.routing.summaryResolve,
    params: complaintParams,
    body: summarySchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; not-caught-up; blocked: WRONG_STATE, WRONG_KIND, NOT_MINOR, REPORTABLE',
    },
  })
  resolve(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof summarySchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
