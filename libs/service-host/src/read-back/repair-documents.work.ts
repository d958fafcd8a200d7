import { Inject, Injectable } from '@nestjs/common';
import type { TopicName } from '@redress/contracts';
import { Custody, type OwnDocuments } from '@redress/lifecycle';
import { type Logger, Metrics } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database, inHalves } from '@redress/persistence';
import { LOGGER } from '../logger-token';
import { PeriodicWork } from '../periodic/periodic-work';

/** Injection token of what looks up the documents that this service reads back. */
export const OWN_DOCUMENTS = Symbol('own documents');

/** What is newer in the tables is usually on its way already; it is given this long to arrive. */
const PATIENCE_MS = 10_000;
const BATCH = 200;

/** Publishes documents again that stand on their topic in an older version than in the tables. */
@Injectable()
export class RepairDocuments extends PeriodicWork<number> {
  protected readonly intervalMs = 5_000;
  private readonly byTopic: ReadonlyMap<TopicName, OwnDocuments>;
  private readonly repaired;

  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Pick<Custody<never>, 'lockAll'>,
    private readonly outbox: Outbox,
    @Inject(OWN_DOCUMENTS) documents: readonly OwnDocuments[],
    metrics: Metrics,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
    this.byTopic = new Map(documents.map((own) => [own.topic, own]));
    this.repaired = metrics.counter({
      name: 'documents_repaired_total',
      help: 'Documents that were published again because an older version stood behind the newer one',
      labels: ['topic'],
    });
    metrics.observedGauge(
      {
        name: 'documents_outdated',
        help: 'Documents that stand on their topic in an older version than in the tables',
      },
      () => this.pending(),
    );
  }

  /** How many documents are outdated on their topics, as far as these have been read back. */
  async pending(): Promise<number> {
    const { rows } = await this.database.query<{ count: number }>(
      'select count(*)::int as count from outdated_document',
      [],
      'read-back-pending',
    );
    return rows[0]?.count ?? 0;
  }

  /**
   * Publishes what has been outdated for long enough.
   * @param patienceMs how long that is
   * @returns how many documents were published again
   */
  async runOnce(patienceMs = PATIENCE_MS): Promise<number> {
    const { rows } = await this.database.query<{ topic: TopicName; complaintId: string }>(
      `select topic, complaint_id as "complaintId" from outdated_document
       where noticed_at <= clock_timestamp() - $1 * interval '1 millisecond' order by noticed_at limit $2`,
      [patienceMs, BATCH],
      'read-back-outdated',
    );
    let count = 0;
    for (const topic of new Set(rows.map((row) => row.topic))) {
      const ids = rows.filter((row) => row.topic === topic).map(({ complaintId }) => complaintId);
      const own = this.byTopic.get(topic);
      if (!own) continue;
      count += await inHalves(
        ids,
        (part) => this.repair(own, part),
        (complaintId, error) => this.putOff(own, complaintId, error),
      );
    }
    return count;
  }

  protected work(): Promise<number> {
    return this.runOnce();
  }

  /** Locks complaints before their notes, in the order in which consumers do. */
  private repair(own: OwnDocuments, complaintIds: readonly string[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      const complaints = await this.custody.lockAll(tx, complaintIds);
      const { rows } = await tx.query<{ complaintId: string }>(
        `delete from outdated_document where topic = $1 and complaint_id = any($2::uuid[])
         returning complaint_id as "complaintId"`,
        [own.topic, [...complaints.keys()]],
        'read-back-settle',
      );
      const left = rows.flatMap(({ complaintId }) => complaints.get(complaintId) ?? []);
      const documents = await own.current(tx, left);
      await this.outbox.appendDocuments(tx, documents);
      if (documents.length > 0) {
        this.repaired.inc({ topic: own.topic }, documents.length);
        this.logger.warn({ topic: own.topic, documents: documents.length }, 'outdated documents are published again');
      }
      return documents.length;
    });
  }

  /** Behind all others, so that any number of such leaves room for what can be repaired. */
  private async putOff({ topic }: OwnDocuments, complaintId: string, error: unknown): Promise<void> {
    this.logger.error({ err: error, topic, complaintId }, 'ALARM: an outdated document cannot be repaired');
    await this.database.query(
      'update outdated_document set noticed_at = clock_timestamp() where topic = $1 and complaint_id = $2',
      [topic, complaintId],
      'read-back-put-off',
    );
  }
}
