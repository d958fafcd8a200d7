import { Inject, Injectable, Logger } from '@nestjs/common';
import { Custody } from '@redress/lifecycle';
import { Metrics } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database, inHalves } from '@redress/persistence';
import { IdleRegistry, type Worker } from '@redress/service-host';
import { SqlProjections } from '../sql-projections';
import { snapshotDocumentOf } from './snapshot-document';
import { SqlUnpublishedSnapshots } from './sql-unpublished-snapshots';

/** A complaint changes several times within moments; what it has become by then makes one snapshot. */
const REST_MS = 500;
/** Between two looks while complaints rest. */
const PACE_MS = 250;
/** Every change wakes the worker; this only finds what another replica has left. */
const POLL_MS = 5_000;
const BATCH = 500;

/**
 * Publishes the snapshots of complaints that have changed, at most a second later. What is to be published stands in a
 * table, written in the transaction of the change, so none is lost; a snapshot is made from the projection as it is by
 * then.
 */
@Injectable()
export class PublishSnapshots implements Worker {
  private readonly logger = new Logger('snapshots');
  private loop: Promise<void> | undefined;
  private stopping = false;
  private dueAtMs = Infinity;
  private isHurried = false;
  private endWait: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Pick<Custody<'analytics'>, 'lockAll'>,
    private readonly outbox: Outbox,
    private readonly projections: SqlProjections,
    private readonly unpublished: SqlUnpublishedSnapshots,
    idle: IdleRegistry,
    metrics: Metrics,
  ) {
    idle.register('snapshots', () => this.pending());
    metrics.observedGauge(
      { name: 'snapshots_unpublished', help: 'Complaints that have changed since their last snapshot' },
      () => unpublished.count(database),
    );
  }

  start(): void {
    this.stopping = false;
    this.loop ??= this.work();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.endWait?.();
    await this.loop;
    this.loop = undefined;
  }

  /** Costs nothing; call it after every commit that noted a change. */
  wake(): void {
    this.workIn(REST_MS);
  }

  /**
   * Publishes the snapshots of the complaints that have rested for long enough.
   * @returns whether others are still resting
   */
  async runOnce(restMs = REST_MS): Promise<boolean> {
    for (;;) {
      const waiting = await this.unpublished.waiting(this.database, restMs, BATCH);
      const due = waiting.filter(({ isDue }) => isDue).map(({ complaintId }) => complaintId);
      if (due.length === 0) return waiting.length > 0;
      await inHalves(
        due,
        (part) => this.publish(part),
        (complaintId, error) => this.putOff(complaintId, error),
      );
    }
  }

  private async publish(complaintIds: readonly string[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      const complaints = [...(await this.custody.lockAll(tx, complaintIds)).keys()];
      const [taken, folds] = await Promise.all([
        this.unpublished.take(tx, complaints),
        this.projections.load(tx, complaints),
      ]);
      const documents = [...folds.values()]
        .filter(({ complaintId }) => taken.has(complaintId))
        .flatMap((fold) =>
          snapshotDocumentOf(fold).map((document) => ({ ...document, traceparent: taken.get(fold.complaintId) })),
        );
      await this.outbox.appendDocuments(tx, documents);
      return documents.length;
    });
  }

  private async putOff(complaintId: string, error: unknown): Promise<void> {
    this.logger.error({ err: error, complaintId, what: 'ALARM: a snapshot cannot be published' });
    await this.unpublished.putOff(this.database, complaintId);
  }

  /** A caller that waits for the service to be idle need not wait for complaints to rest. */
  private async pending(): Promise<number> {
    const count = await this.unpublished.count(this.database);
    if (count > 0) {
      this.isHurried = true;
      this.workIn(0);
    }
    return count;
  }

  private workIn(ms: number): void {
    const atMs = performance.now() + ms;
    if (atMs >= this.dueAtMs) return;
    this.dueAtMs = atMs;
    this.endWait?.();
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const restMs = this.isHurried ? 0 : REST_MS;
      this.isHurried = false;
      this.dueAtMs = Infinity;
      let isResting = false;
      try {
        isResting = await this.runOnce(restMs);
      } catch (error) {
        this.logger.error(error);
      }
      this.workIn(isResting ? PACE_MS : POLL_MS);
      await this.untilDue();
    }
  }

  private async untilDue(): Promise<void> {
    for (let ms = this.dueAtMs - performance.now(); ms > 0 && !this.stopping; ms = this.dueAtMs - performance.now()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.endWait = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.endWait = undefined;
    }
  }
}
