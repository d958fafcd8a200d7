import { Controller, Param, Post } from '@nestjs/common';
import { answer, Command, CommandContext, Commands, Endpoint, Problem, type Answer } from '@redress/http';
import { StaleVersion, type Transaction } from '@redress/persistence';
import type { z } from 'zod';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import { LetterHasFailed } from '../domain/rules/letter-has-failed.rule';
import { letterParamsSchema, RETRY_ROLES, retriedSchema } from '../read-letters/letters.dto';
import { SqlCustodyView, type ComplaintView } from '../sql-custody-view';
import { SqlLetters } from '../sql-letters';

type Retried = z.infer<typeof retriedSchema>;

/** Puts a failed letter back among those to be sent, for example after the address was corrected. */
@Controller('v1/letters/:letterId/retry')
export class RetryLetterController {
  constructor(
    private readonly commands: Commands,
    private readonly letters: SqlLetters,
    private readonly custody: SqlCustodyView,
    private readonly signal: DispatchSignal,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Try a failed letter again',
    description: 'Only FAILED letters. One that may have arrived keeps its words, any other is written anew.',
    tag: 'letters',
    access: RETRY_ROLES,
    params: letterParamsSchema,
    response: retriedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 409: 'blocked: the letter has not failed' },
  })
  retryLetter(
    @Command() command: CommandContext,
    @Param() { letterId }: z.infer<typeof letterParamsSchema>,
  ): Promise<Retried | Answer<Retried>> {
    return this.commands.run(command, (tx) => this.retry(tx, letterId, command));
  }

  private async retry(tx: Transaction, letterId: string, command: CommandContext): Promise<Answer<Retried>> {
    const letter = await this.letters.find(tx, letterId, { lock: true });
    if (!letter || letter.organisationId !== command.actor.person?.organisationId) throw Problem.notFound('letter');
    if (letter.version !== command.expectedVersion) throw new StaleVersion('letter', letter.version);
    const rule = new LetterHasFailed(letter.status);
    if (rule.isBroken()) throw Problem.blocked({ code: rule.code });
    const version = await this.letters.retry(tx, letterId);
    const complaint = (await this.custody.find(tx, letter.complaintId)) as ComplaintView;
    tx.afterCommit(() => this.signal.wake());
    return answer(
      {
        letterId,
        complaintId: letter.complaintId,
        status: 'REQUESTED',
        version,
        state: complaint.state,
        stateSeq: complaint.stateSeq,
      },
      { version },
    );
  }
}
