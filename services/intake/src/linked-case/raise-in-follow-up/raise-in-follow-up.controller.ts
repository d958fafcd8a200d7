import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { newId } from '@redress/persistence';
import { z } from 'zod';
import { LinkedCases } from '../linked-cases';

const raisedBody = z.strictObject({
  description: z.string().trim().min(1).max(20_000).describe('What the complainant complains of now; kept sealed'),
});

const raisedSchema = z
  .object({ complaintId: complaintIdSchema, complaintNo: z.string().describe('Of the new complaint') })
  .meta({ id: 'RaisedInFollowUp' });

/** A dissatisfied answer in a follow-up call opens a complaint (IN-13). */
@Controller('v1/complaints/:complaintId/raised-complaints')
export class RaiseInFollowUpController {
  constructor(
    private readonly commands: Commands,
    private readonly linkedCases: LinkedCases,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Register what the complainant complains of when asked afterwards',
    description:
      'A complaint of its own, with channel FOLLOW_UP_CALL, the same person, the same code and a link to this one, in any state of it. What is dissatisfied with the result itself is recorded by `recordFollowUp`.',
    tag: 'complaints',
    operationId: 'raiseInFollowUp',
    access: ACCESS.intake.raiseInFollowUp,
    params: z.object({ complaintId: complaintIdSchema }),
    body: raisedBody,
    response: raisedSchema,
    idempotent: 'store',
    problems: { 404: 'not-found', 410: 'erased' },
  })
  raise(
    @Param('complaintId') complaintId: string,
    @Body() { description }: z.infer<typeof raisedBody>,
    @Command() command: CommandContext,
  ) {
    const { actor } = command;
    const raisedId = newId();
    return this.commands.run(command, (tx) =>
      this.linkedCases.raisedInFollowUp(tx, { complaintId, raisedId, causationId: raisedId, description, actor }),
    );
  }
}
