import { Inject, Injectable } from '@nestjs/common';
import { Custody } from '@redress/lifecycle';
import { Metrics, type Logger } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database, inHalves } from '@redress/persistence';
import { IdleRegistry, LOGGER, PeriodicWork } from '@redress/service-host';
import { SqlProjections } from '../sql-projections';
import { snapshotDocumentOf } from './snapshot-document';
import { SnapshotSignal } from './snapshot-signal';
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
export class PublishSnapshots extends PeriodicWork<boolean> {
  /** Whether complaints are resting, so that the next look follows soon. */
  private isResting = false;
  private isHurried = false;

  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Pick<Custody<'analytics'>, 'lockAll'>,
    private readonly outbox: Outbox,
    private readonly projections: SqlProjections,
    private readonly unpublished: SqlUnpublishedSnapshots,
    signal: SnapshotSignal,
    idle: IdleRegistry,
    metrics: Metrics,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
    signal.listen(() => this.noted());
    idle.register('snapshots', () => this.pending());
    metrics.observedGauge(
      { name: 'snapshots_unpublished', help: 'Complaints that have changed since their last snapshot' },
      () => unpublished.count(database),
    );
  }

  protected get intervalMs(): number {
    return this.isResting ? PACE_MS : POLL_MS;
  }

  /**
   * Publishes the snapshots of the complaints that have rested for long enough. One that cannot be published is tried once and
   * left for the next round.
   * @returns whether others are still resting, or left
   */
  async runOnce(restMs = REST_MS): Promise<boolean> {
    const left = new Set<string>();
    for (;;) {
      const waiting = await this.unpublished.waiting(this.database, restMs, BATCH);
      const due = waiting
        .filter(({ complaintId, isDue }) => isDue && !left.has(complaintId))
        .map(({ complaintId }) => complaintId);
      if (due.length === 0) return waiting.length > 0;
      await inHalves(
        due,
        (part) => this.publish(part),
        async (complaintId, error) => {
          left.add(complaintId);
          await this.putOff(complaintId, error);
        },
      );
    }
  }

  private async publish(complaintIds: readonly string[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      // One that was never registered has facts alone: no state, so no snapshot. It leaves the list like the others.
      await this.custody.lockAll(tx, complaintIds);
      const [taken, folds] = await Promise.all([
        this.unpublished.take(tx, complaintIds),
        this.projections.load(tx, complaintIds),
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
    this.logger.error({ err: error, complaintId }, 'ALARM: a snapshot cannot be published');
    await this.unpublished.putOff(this.database, complaintId);
  }

  /** A caller that waits for the service to be idle need not wait for complaints to rest. */
  private async pending(): Promise<number> {
    const count = await this.unpublished.count(this.database);
    if (count > 0) {
      this.isHurried = true;
      this.wake();
    }
    return count;
  }

  /** While complaints rest, the next look follows soon anyway. */
  private noted(): void {
    if (this.isResting) return;
    this.isResting = true;
    this.wake();
  }

  protected override async work(): Promise<boolean> {
    const restMs = this.isHurried ? 0 : REST_MS;
    this.isHurried = false;
    this.isResting = await this.runOnce(restMs);
    return this.isResting;
  }
}
