import { faultAt } from '@redress/commands';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@redress/persistence';
import { Answer } from '../contract/answer';
import { Problem } from '../problems/problem';

/** A command as the store knows it. */
export interface KeyedCommand {
  readonly principal: string;
  /** Method and declared path. */
  readonly route: string;
  readonly key: string;
  readonly requestHash: Buffer;
}

interface StoredRow {
  readonly request_hash: Buffer;
  readonly status: number | null;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** Space of advisory locks for idempotency keys; any constant does. */
const LOCK_SPACE = 42_001;
const PATIENCE_MS = 3_000;
const KEPT_DAYS = 7;
const LOCK_NOT_AVAILABLE = '55P03';

const CLAIM = `
  with gate as materialized (select pg_try_advisory_xact_lock($1, hashtext($2)) as open),
  claimed as (
    insert into idempotency_key (principal, route, key, request_hash)
    select $3, $4, $5, $6 from gate where gate.open
    on conflict do nothing
    returning 1)
  select gate.open, exists (select from claimed) as claimed from gate`;

/** The answers of finished commands, by principal, route and key, for seven days. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  /**
   * Claims the key inside the transaction that will do the work. Answers undefined when the work is to be done, or the
   * stored answer when it has been done before. A twin that is still running is waited for, up to three seconds.
   * @throws Problem 422 `idempotency-mismatch` when the key was used for another request
   * @throws Problem 409 `in-flight` when the twin takes longer
   */
  async begin(tx: Transaction, command: KeyedCommand): Promise<Answer | undefined> {
    let claim = await this.claim(tx, command);
    if (!claim.open) {
      await this.waitForTwin(tx, command);
      // The lock is ours now, and the twin has committed or rolled back.
      claim = await this.claim(tx, command);
    }
    return claim.claimed ? undefined : this.replay(tx, command);
  }

  /** Keeps the answer, in the same transaction as the effect. */
  complete(tx: Transaction, command: KeyedCommand, { status, headers, body }: Answer): void {
    tx.write(
      `update idempotency_key set status = $4, headers = $5, body = $6 where principal = $1 and route = $2 and key = $3`,
      [
        command.principal,
        command.route,
        command.key,
        status ?? null,
        JSON.stringify(headers),
        body === undefined ? null : JSON.stringify(body),
      ],
      'idempotency-complete',
    );
  }

  /** Deletes keys older than seven days. */
  async sweep(): Promise<void> {
    await this.database.query(`delete from idempotency_key where created_at < now() - make_interval(days => $1)`, [
      KEPT_DAYS,
    ]);
  }

  private async claim(tx: Transaction, command: KeyedCommand): Promise<{ open: boolean; claimed: boolean }> {
    const { rows } = await tx.query<{ open: boolean; claimed: boolean }>(
      CLAIM,
      [LOCK_SPACE, lockName(command), command.principal, command.route, command.key, command.requestHash],
      'idempotency-claim',
    );
    return rows[0] as { open: boolean; claimed: boolean };
  }

  private async waitForTwin(tx: Transaction, command: KeyedCommand): Promise<void> {
    await tx.query(`set local lock_timeout = ${PATIENCE_MS}`);
    try {
      await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [LOCK_SPACE, lockName(command)]);
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
      throw new Problem(409, 'in-flight', 'The same command is still running', { retryAfterSeconds: 1 });
    }
    await tx.query('set local lock_timeout to default');
  }

  private async replay(tx: Transaction, command: KeyedCommand): Promise<Answer> {
    const { rows } = await tx.query<StoredRow>(
      `select request_hash, status, headers, body from idempotency_key where principal = $1 and route = $2 and key = $3`,
      [command.principal, command.route, command.key],
    );
    const stored = rows[0] as StoredRow;
    if (!stored.request_hash.equals(command.requestHash)) {
      throw new Problem(422, 'idempotency-mismatch', 'The idempotency key was used for another request', {
        errors: [{ in: 'header', ...faultAt('/idempotency-key', 'other-content') }],
      });
    }
    return new Answer(stored.body ?? undefined, stored.status ?? undefined, {
      ...stored.headers,
      'idempotency-replayed': 'true',
    });
  }
}

function lockName({ principal, route, key }: KeyedCommand): string {
  return JSON.stringify([principal, route, key]);
}
