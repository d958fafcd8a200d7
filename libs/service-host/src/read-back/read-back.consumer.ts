import { Inject, type Type } from '@nestjs/common';
import { UUID, type TopicName } from '@redress/contracts';
import { ConsumesRecords, EventConsumer, type RawRecord } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import type { OwnDocuments, ReadBackDocument } from '@redress/lifecycle';

const NOTE = `with current as (
  delete from outdated_document where topic = $1 and complaint_id = any($2::uuid[]) and complaint_id <> all($3::uuid[]))
insert into outdated_document (topic, complaint_id) select $1, unnest($3::uuid[]) on conflict do nothing`;

/**
 * A consumer that reads a topic of the service itself back and notes which documents are older there than in the tables
 * (architecture, decision 5): a relay that slept through the end of its lease may have written an old version, or a value
 * after its tombstone, behind the new one, and compaction would keep that for ever.
 */
export function readBackConsumer(topic: TopicName, provider: Type<OwnDocuments>): Type {
  @EventConsumer()
  class ReadBack {
    constructor(@Inject(provider) private readonly documents: OwnDocuments) {}

    @ConsumesRecords(topic, { consumer: `readback.${topic.replaceAll('.', '-')}`, isUnhurried: true })
    async on(records: readonly RawRecord[], tx: Transaction): Promise<void> {
      const last = lastOfEach(records);
      if (last.length === 0) return;
      const outdated = await this.documents.outdated(tx, last);
      tx.write(NOTE, [topic, last.map(({ complaintId }) => complaintId), outdated], 'read-back-note');
    }
  }
  return ReadBack;
}

/** What is no document of a complaint was not written by this service; its readers refuse it. */
function lastOfEach(records: readonly RawRecord[]): ReadBackDocument[] {
  const last = new Map<string, ReadBackDocument>();
  for (const { key, value } of records) {
    const complaintId = key?.toString('utf8') ?? '';
    if (!UUID.test(complaintId)) continue;
    try {
      const data: unknown = value === null ? null : JSON.parse(value.toString('utf8'));
      last.set(complaintId, { complaintId, data });
    } catch {
      continue;
    }
  }
  return [...last.values()];
}
