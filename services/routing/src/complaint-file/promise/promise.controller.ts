import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, PromiseKind, text, zonedInstantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { PromiseHandler } from './promise.handler';

const promiseSchema = z.strictObject({
  kind: PromiseKind,
  words: text(5_000).describe('What was said to the complainant; for colleagues, kept sealed'),
  dueAt: zonedInstantSchema.describe('By when it is to be kept: later than now, within 60 days'),
});
const endSchema = z.strictObject({
  contactId: z.uuid().describe('The contact of the log that proves it'),
  note: noteSchema.optional(),
});
const promiseParams = complaintParams.extend({ promiseId: z.uuid() });

type Changed = Promise<WorkChanged | Answer<WorkChanged>>;

const COMMAND = {
  tag: 'assignment',
  response: workChangedSchema,
  status: 200,
  idempotent: 'store',
  ifMatch: true,
  etag: true,
} as const;

@Controller('v1/complaints/:id/promises')
export class PromiseController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: PromiseHandler,
  ) {}

  @Post()
  @Endpoint({
    ...COMMAND,
    params: complaintParams,
    summary: 'Note what was promised to the complainant, with a date',
    description:
      'By who has the case (RM-12). The complainant gets a letter that confirms it, and a clock runs until it is kept. What binds the unit is promised by who answers for it, what costs money by an approved plan alone (CM-13).',
    operationId: 'makePromise',
    access: ACCESS.routing.makePromise,
    body: promiseSchema,
    problems: {
      404: 'No such complaint',
      409: 'blocked: NOT_OPEN, NO_COMPLAINANT, NOT_IN_CHARGE, PROMISE_BEYOND_AUTHORITY, PROMISES_OPEN',
      422: 'not-later-than-now, too-far-ahead',
    },
  })
  make(@Command() command: CommandContext, @Body() { dueAt, ...body }: z.infer<typeof promiseSchema>): Changed {
    return this.commands.change(command, (tx) =>
      this.handler.make(tx, { ...command.onComplaint, ...body, dueAt: new Date(dueAt) }),
    );
  }

  @Post(':promiseId/keeping')
  @Endpoint({
    ...COMMAND,
    params: promiseParams,
    summary: 'Say that a promise was kept',
    description: 'With the contact that proves it; the time of that contact counts. Also after the case was closed.',
    operationId: 'keepPromise',
    access: ACCESS.routing.keepPromise,
    body: endSchema,
    problems: {
      404: 'No such complaint',
      409: 'blocked: NO_SUCH_PROMISE, NOT_IN_CHARGE; not-caught-up',
      422: 'before-the-promise',
    },
  })
  keep(
    @Command() command: CommandContext,
    @Param() { promiseId }: z.infer<typeof promiseParams>,
    @Body() body: z.infer<typeof endSchema>,
  ): Changed {
    return this.commands.change(command, (tx) => this.handler.keep(tx, { ...command.onComplaint, ...body, promiseId }));
  }

  @Post(':promiseId/release')
  @Endpoint({
    ...COMMAND,
    params: promiseParams,
    summary: 'Say that the complainant no longer wants what was promised',
    description: 'With the contact in which the complainant said so.',
    operationId: 'releasePromise',
    access: ACCESS.routing.releasePromise,
    body: endSchema,
    problems: {
      404: 'No such complaint',
      409: 'blocked: NO_SUCH_PROMISE, NOT_IN_CHARGE; not-caught-up',
      422: 'not-said-in-contact, before-the-promise',
    },
  })
  release(
    @Command() command: CommandContext,
    @Param() { promiseId }: z.infer<typeof promiseParams>,
    @Body() body: z.infer<typeof endSchema>,
  ): Changed {
    return this.commands.change(command, (tx) =>
      this.handler.release(tx, { ...command.onComplaint, ...body, promiseId }),
    );
  }
}
