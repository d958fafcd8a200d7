import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@redress/persistence';
import { Answer, answer } from '../contract/answer';
import type { CommandContext } from './command-context';
import { IdempotencyStore, type KeyedCommand } from './idempotency-store';

/** Runs commands that came over HTTP. */
@Injectable()
export class Commands {
  constructor(
    private readonly database: Database,
    private readonly store: IdempotencyStore,
  ) {}

  /**
   * Runs `work` in one transaction and answers what it answers. On an endpoint with `idempotent: 'store'` the key is
   * claimed and the answer kept in that same transaction: a repeat gets the first answer and `work` does not run again;
   * a failure keeps nothing, so that the same key may be tried again.
   * @param digest stands for content that is not in the body (the SHA-256 of an uploaded file)
   */
  run<T>(
    command: CommandContext,
    work: (tx: Transaction) => Promise<T | Answer<T>>,
    { digest }: { readonly digest?: string } = {},
  ): Promise<T | Answer<T>> {
    if (command.idempotency !== 'store') return this.database.transaction(work);
    const keyed: KeyedCommand = {
      ...command.idempotencyScope,
      key: command.idempotencyKey,
      requestHash: command.requestHash(digest),
    };
    return this.database.transaction(async (tx) => {
      const earlier = await this.store.begin(tx, keyed);
      if (earlier) return earlier as Answer<T>;
      const result = await work(tx);
      this.store.complete(tx, keyed, result instanceof Answer ? result : new Answer(result, undefined, {}));
      return result;
    });
  }

  /** As {@link run}, for work that changes something with a version, which the answer carries as its `ETag`. */
  change<T extends { readonly version: number }>(
    command: CommandContext,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T | Answer<T>> {
    return this.run(command, async (tx) => {
      const changed = await work(tx);
      return answer(changed, { version: changed.version });
    });
  }
}
