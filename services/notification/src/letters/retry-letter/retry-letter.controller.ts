import { Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import type { z } from 'zod';
import type { LetterChanged } from '../domain/letter-changed';
import { letterChangedSchema, letterParamsSchema } from '../read-letters/letters.dto';
import { RetryLetterHandler } from './retry-letter.handler';

@Controller('v1/letters/:letterId/retry')
export class RetryLetterController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RetryLetterHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Try a failed letter again',
    description: 'Only FAILED letters. One that may have arrived keeps its words, any other is written anew.',
    tag: 'letters',
    access: ACCESS.notification.retryLetter,
    params: letterParamsSchema,
    response: letterChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 409: 'blocked: the letter has not failed' },
  })
  retryLetter(
    @Command() command: CommandContext,
    @Param() { letterId }: z.infer<typeof letterParamsSchema>,
  ): Promise<LetterChanged | Answer<LetterChanged>> {
    const { actor, expectedVersion } = command;
    return this.commands.change(command, (tx) => this.handler.handle(tx, { letterId, actor, expectedVersion }));
  }
}
