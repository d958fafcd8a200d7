import type { evidenceAdded, machines, PayloadOf, StateOf } from '@redress/contracts';
import { sealedColumn } from '@redress/vault';

export type Provenance = PayloadOf<typeof evidenceAdded>['provenance'];

/** One piece of evidence; words about it are sealed. */
export interface NewEvidenceItem {
  readonly evidenceId: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
  readonly provenance: Provenance;
  readonly description: Buffer;
  readonly fileName: Buffer;
  readonly receivedAt: Date;
  readonly addedAt: Date;
  readonly addedBy: string;
}

/** One link of the chain of custody: who had the item in hand, and when (IV-13). */
export interface CustodyRecord {
  readonly action: StateOf<typeof machines.evidence>;
  readonly actorId: string;
  readonly at: Date;
}

export interface EvidenceItem extends NewEvidenceItem {
  readonly custody: readonly CustodyRecord[];
}

/** What the content of an item is sealed as. */
export const EVIDENCE_CONTENT = 'evidence_item.content';

/** Where the sealed words of this service lie, by the id of the item or determination. */
export const SEALED = {
  description: sealedColumn('evidence_item.description'),
  fileName: sealedColumn('evidence_item.file_name'),
  determination: sealedColumn('determination.content'),
} as const;
