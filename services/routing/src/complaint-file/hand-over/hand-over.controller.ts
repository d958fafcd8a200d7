import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, AssignmentReason, staffIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { HandOverHandler, MOST_AT_ONCE, type HandedOver } from './hand-over.handler';

const count = z.number().int().min(0);

const handOverSchema = z.strictObject({
  staffId: staffIdSchema.describe('Whose work it is'),
  to: z
    .enum(['DEPUTY', 'QUEUE'])
    .describe(
      'To the deputies who stand in now as far as they have room, then to others of the unit; or back to the queue: what is not accepted yet is proposed to no person, what is accepted goes to others of the unit',
    ),
  reason: AssignmentReason.default('ABSENCE'),
});

const handedOverSchema = z
  .object({
    toDeputies: count,
    toColleagues: count,
    toQueue: count.describe('Not accepted yet, and proposed to no person now'),
    stayed: count.describe('Accepted, and no one else of the unit has room'),
    remaining: count.describe('More than 0: ask again, with another key'),
  })
  .meta({ id: 'HandedOver' });

@Controller('v1/hand-overs')
export class HandOverController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: HandOverHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Hand the work of an absent person over',
    description: `All that the person has in hand, ${MOST_AT_ONCE} complaints at a time, by who dispatches or manages the person's unit.`,
    tag: 'assignment',
    operationId: 'handOverWork',
    access: ACCESS.routing.handOverWork,
    body: handOverSchema,
    response: handedOverSchema,
    status: 200,
    idempotent: 'store',
    problems: { 403: 'blocked: NOT_MANAGER_OF_UNIT', 404: 'No such person' },
  })
  handOver(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof handOverSchema>,
  ): Promise<HandedOver | Answer<HandedOver>> {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { actor: command.actor, ...body }));
  }
}
