import type { EvidenceKind, machines, Provenance, StateOf } from '@redress/contracts';
import { sealedColumn } from '@redress/vault';

export type { Provenance };

/** One piece of evidence; words about it are sealed. */
export interface NewEvidenceItem {
  readonly evidenceId: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly kind: EvidenceKind;
  /** These four of a file only. */
  readonly sha256: string | null;
  readonly byteSize: number | null;
  readonly mediaType: string | null;
  readonly fileName: Buffer | null;
  /** Of the note of a contact: which. */
  readonly contactId: string | null;
  /** Of the record of a system: which system. */
  readonly system: string | null;
  /** Of a statement its words, of the record of a system its reference there. */
  readonly text: Buffer | null;
  readonly provenance: Provenance;
  readonly description: Buffer;
  readonly receivedAt: Date;
  readonly addedAt: Date;
  /** Member of staff, or the portal where the complainant wrote it. */
  readonly addedBy: string;
}

/** An item that is a file. */
export type EvidenceFile = EvidenceItem & {
  readonly [K in 'sha256' | 'byteSize' | 'mediaType' | 'fileName']: NonNullable<EvidenceItem[K]>;
};

/** Whether an item has a content of its own that can be read. */
export function isFile(item: EvidenceItem): item is EvidenceFile {
  return item.fileName !== null;
}

/** What an item has that is not a file. */
export const NO_FILE = { sha256: null, byteSize: null, mediaType: null, fileName: null } as const;

/** What an item has that is a file. */
export const ONLY_FILE = { kind: 'FILE', contactId: null, system: null, text: null } as const;

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
  text: sealedColumn('evidence_item.text'),
  questions: sealedColumn('information_request.content'),
  thirdParty: sealedColumn('third_party_request.content'),
  determination: sealedColumn('determination.content'),
} as const;
