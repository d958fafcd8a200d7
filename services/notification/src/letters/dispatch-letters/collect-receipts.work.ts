import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@redress/contracts';
import type { Logger } from '@redress/observability';
import { Database, type Transaction } from '@redress/persistence';
import { LOGGER, PeriodicWork } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { LetterReason } from '../domain/letter';
import { SqlLetters } from '../sql-letters';
import { TellComplainants } from '../tell-complainant/tell-complainants';
import { DispatchSignal } from './dispatch-signal';
import { SmsGateway, type SmsReceipts } from './sms-gateway';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };
/** A message of which nothing was heard for so long did not arrive. */
const MISSING_AFTER_SECONDS = 24 * 3_600;
const MISSING_AT_ONE_TIME = 200;
const PAGES_AT_ONE_TIME = 20;

/**
 * Collects the receipts of the gateway for text messages: with one that says that a message arrived its complainant is told,
 * with any other the letter goes the next way. Asks only while receipts are to come; one replica at a time.
 */
@Injectable()
export class CollectReceipts extends PeriodicWork<number> {
  protected readonly intervalMs = 500;

  constructor(
    private readonly database: Database,
    private readonly letters: SqlLetters,
    private readonly gateway: SmsGateway,
    private readonly telling: TellComplainants,
    private readonly signal: DispatchSignal,
    private readonly clock: BusinessClock,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** @returns how many receipts were read */
  protected override async work(): Promise<number> {
    if (!this.gateway.isThere) return 0;
    const awaited = await this.letters.awaitingReceipt(this.database, 0, 1);
    if (awaited.length === 0) return 0;
    let count = 0;
    for (let page = 0; page < PAGES_AT_ONE_TIME && !this.isStopping; page += 1) {
      const readTo = await this.readTo();
      const next = await this.gateway.receipts(readTo);
      if (next.receipts.length === 0 && next.readTo === readTo) break;
      if (!(await this.database.transaction((tx) => this.take(tx, readTo, next)))) break;
      count += next.receipts.length;
      if (next.receipts.length === 0) break;
    }
    await this.giveUpMissing();
    return count;
  }

  private async readTo(): Promise<string | null> {
    const { rows } = await this.database.query<{ readTo: string | null }>(
      'select read_to as "readTo" from sms_receipts where gateway = $1',
      [this.gateway.name],
      'sms-receipts-read-to',
    );
    return rows[0]?.readTo ?? null;
  }

  /** @returns false when another replica was faster */
  private async take(tx: Transaction, from: string | null, { receipts, readTo }: SmsReceipts): Promise<boolean> {
    const { rows } = await tx.query(
      `insert into sms_receipts as s (gateway, read_to, read_at) values ($1, $2, clock_timestamp())
       on conflict (gateway) do update set read_to = excluded.read_to, read_at = excluded.read_at
         where s.read_to is not distinct from $3
       returning gateway`,
      [this.gateway.name, readTo, from],
      'sms-receipts-advance',
    );
    if (rows.length === 0) return false;
    const arrived = receipts.filter(({ status }) => status === 'DELIVERED').map(({ letterId }) => letterId);
    const lost = receipts.filter(({ status }) => status !== 'DELIVERED').map(({ letterId }) => letterId);
    await this.tell(tx, arrived);
    await this.fail(tx, lost, 'UNDELIVERABLE');
    return true;
  }

  private async tell(tx: Transaction, letterIds: readonly string[]): Promise<void> {
    if (letterIds.length === 0) return;
    const at = this.clock.now();
    const tellings = [...new Set(letterIds)].map((letterId) => ({ letterId, by: 'SMS', at, way: 'SMS' }) as const);
    await this.telling.tell(tx, await this.letters.complaintsOf(tx, letterIds), tellings, { actor: SYSTEM });
  }

  private async fail(tx: Transaction, letterIds: readonly string[], reason: LetterReason): Promise<void> {
    if (letterIds.length === 0) return;
    const at = this.clock.now();
    await this.letters.failWays(
      tx,
      [...new Set(letterIds)].map((letterId) => ({ letterId, way: 'SMS', reason, at }) as const),
    );
    tx.afterCommit(() => this.signal.wake());
  }

  private async giveUpMissing(): Promise<void> {
    const missing = await this.letters.awaitingReceipt(this.database, MISSING_AFTER_SECONDS, MISSING_AT_ONE_TIME);
    if (missing.length === 0) return;
    await this.database.transaction((tx) => this.fail(tx, missing, 'RECEIPT_MISSING'));
  }
}
