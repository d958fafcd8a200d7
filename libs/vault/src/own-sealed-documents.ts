import { Injectable } from '@nestjs/common';
import { privacyKey, type DocumentContract, type SealedDossier, type TopicName } from '@redress/contracts';
import { OwnDocuments, type LockedComplaint, type ReadBackDocument } from '@redress/lifecycle';
import type { NewDocument } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import type { DossierContract } from './vault-options';

/** The sealed dossiers of the service itself. */
export class OwnDossiers extends OwnDocuments {
  readonly topic: TopicName;

  constructor(
    private readonly contract: DossierContract,
    private readonly clock: BusinessClock,
  ) {
    super();
    this.topic = contract.topic;
  }

  /** A tombstone is older than any version that is here: erasure removes the row with the version. */
  async outdated(tx: Transaction, documents: readonly ReadBackDocument[]): Promise<readonly string[]> {
    const { rows } = await tx.query<{ id: string }>(
      `select d.complaint_id as id from unnest($1::uuid[], $2::int[]) as published (complaint_id, version)
       join dossier d on d.complaint_id = published.complaint_id and d.source = $3 where d.version > published.version`,
      [
        documents.map(({ complaintId }) => complaintId),
        documents.map(({ data }) => versionOf(data)),
        this.contract.emitter,
      ],
      'read-back-dossiers',
    );
    return rows.map(({ id }) => id);
  }

  async current(tx: Transaction, complaints: readonly LockedComplaint[]): Promise<readonly NewDocument[]> {
    const { rows } = await tx.query<Omit<SealedDossier, 'sealed'> & { sealed: Buffer }>(
      `select complaint_id as "complaintId", version, sealed from dossier
       where complaint_id = any($1::uuid[]) and source = $2`,
      [complaints.map(({ complaintId }) => complaintId), this.contract.emitter],
      'read-back-current-dossiers',
    );
    return asDocuments(
      this.contract,
      complaints,
      rows.map((row) => ({ ...row, sealed: row.sealed.toString('base64') })),
      this.clock.now(),
    );
  }
}

/** The data keys of complaints, in the service that issues them. */
@Injectable()
export class OwnDataKeys extends OwnDocuments {
  readonly topic = privacyKey.topic;

  constructor(private readonly clock: BusinessClock) {
    super();
  }

  /** Keys have no versions: what differs from the table is outdated, a tombstone too. */
  async outdated(tx: Transaction, documents: readonly ReadBackDocument[]): Promise<readonly string[]> {
    const { rows } = await tx.query<{ id: string }>(
      `select k.complaint_id as id
       from unnest($1::uuid[], $2::text[], $3::bytea[]) as published (complaint_id, key_ring_id, wrapped)
       join data_key k on k.complaint_id = published.complaint_id
       where (k.key_ring_id, k.wrapped) is distinct from (published.key_ring_id, published.wrapped)`,
      [
        documents.map(({ complaintId }) => complaintId),
        documents.map(({ data }) => textOf(data, 'keyRingId')),
        documents.map(({ data }) => bytesOf(data, 'wrappedKey')),
      ],
      'read-back-keys',
    );
    return rows.map(({ id }) => id);
  }

  async current(tx: Transaction, complaints: readonly LockedComplaint[]): Promise<readonly NewDocument[]> {
    const { rows } = await tx.query<{ complaintId: string; keyRingId: string; wrappedKey: Buffer }>(
      `select complaint_id as "complaintId", key_ring_id as "keyRingId", wrapped as "wrappedKey"
       from data_key where complaint_id = any($1::uuid[])`,
      [complaints.map(({ complaintId }) => complaintId)],
      'read-back-current-keys',
    );
    return asDocuments(
      privacyKey,
      complaints,
      rows.map((row) => ({ ...row, wrappedKey: row.wrappedKey.toString('base64') })),
      this.clock.now(),
    );
  }
}

function asDocuments<T extends { complaintId: string }>(
  contract: DocumentContract<T>,
  complaints: readonly LockedComplaint[],
  found: readonly T[],
  at: Date,
): NewDocument[] {
  const organisations = new Map(complaints.map(({ complaintId, organisationId }) => [complaintId, organisationId]));
  return found.map((data) => ({
    contract: contract as DocumentContract,
    key: data.complaintId,
    organisationId: organisations.get(data.complaintId) as string,
    at,
    data,
  }));
}

function versionOf(data: unknown): number {
  const version = data === null ? 0 : (data as { version?: unknown }).version;
  return typeof version === 'number' && Number.isInteger(version) ? version : 0;
}

function textOf(data: unknown, field: string): string | null {
  const text = data === null ? null : (data as Record<string, unknown>)[field];
  return typeof text === 'string' ? text : null;
}

function bytesOf(data: unknown, field: string): Buffer | null {
  const base64 = textOf(data, field);
  return base64 === null ? null : Buffer.from(base64, 'base64');
}
