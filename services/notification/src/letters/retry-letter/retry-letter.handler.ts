import { Injectable } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { Blocked, NotFound, type Caller } from '@redress/commands';
import { ACCESS, machines } from '@redress/contracts';
import { StaleVersion, type Transaction } from '@redress/persistence';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import type { LetterChanged } from '../domain/letter-changed';
import { LetterHasFailed } from '../domain/rules/letter-has-failed.rule';
import { SqlCustodyView, type ComplaintView } from '../sql-custody-view';
import { SqlLetters } from '../sql-letters';

export interface RetryLetter {
  readonly letterId: string;
  readonly actor: Caller;
  readonly expectedVersion?: number | undefined;
}

/** Puts a failed letter back among those to be sent, for example after the address was corrected. */
@Injectable()
export class RetryLetterHandler {
  constructor(
    private readonly letters: SqlLetters,
    private readonly custody: SqlCustodyView,
    private readonly signal: DispatchSignal,
    private readonly caseAccess: CaseAccess,
  ) {}

  /** @throws NotFound, AccessDenied, StaleVersion, Blocked */
  async handle(tx: Transaction, { letterId, actor, expectedVersion }: RetryLetter): Promise<LetterChanged> {
    const letter = await this.letters.find(tx, letterId, { lock: true });
    if (!letter) throw new NotFound('letter');
    await this.caseAccess.mustSee(tx, letter.complaintId, actor, ACCESS.notification.retryLetter);
    if (expectedVersion !== undefined && letter.version !== expectedVersion) {
      throw new StaleVersion('letter', letter.version);
    }
    const rule = new LetterHasFailed(letter.status);
    if (rule.isBroken()) throw new Blocked({ code: rule.code });
    const version = await this.letters.retry(tx, letterId);
    const { state, stateSeq } = (await this.custody.find(tx, letter.complaintId)) as ComplaintView;
    tx.afterCommit(() => this.signal.wake());
    return {
      letterId,
      complaintId: letter.complaintId,
      status: machines.letter.state.REQUESTED,
      version,
      state,
      stateSeq,
    };
  }
}
