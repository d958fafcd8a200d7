import { Injectable } from '@nestjs/common';
import { complaintStateDocument, type ComplaintStateSnapshot } from '@redress/contracts';
import { OwnDocuments, type LockedComplaint, type ReadBackDocument } from '@redress/lifecycle';
import type { NewDocument } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { isDeepStrictEqual } from 'node:util';
import { snapshotOf } from '../domain/snapshot';
import { SqlProjections } from '../sql-projections';
import { snapshotDocumentOf } from './snapshot-document';

/** The published snapshots, as the projections have them. */
@Injectable()
export class OwnSnapshots extends OwnDocuments {
  readonly topic = complaintStateDocument.topic;

  constructor(private readonly projections: SqlProjections) {
    super();
  }

  /**
   * A snapshot has no version besides its step and time, and a fact may change it without either; so whatever differs from the
   * projection and is not ahead of it counts.
   */
  async outdated(tx: Transaction, documents: readonly ReadBackDocument[]): Promise<readonly string[]> {
    const folds = await this.projections.load(
      tx,
      documents.map(({ complaintId }) => complaintId),
    );
    return documents.flatMap(({ complaintId, data }) => {
      const fold = folds.get(complaintId);
      const known = fold && snapshotOf(fold);
      if (!known) return [];
      const published = data as Partial<ComplaintStateSnapshot> | null;
      const isAhead = (published?.stateSeq ?? 0) > known.stateSeq;
      return isAhead || isDeepStrictEqual(published, JSON.parse(JSON.stringify(known))) ? [] : [complaintId];
    });
  }

  async current(tx: Transaction, complaints: readonly LockedComplaint[]): Promise<readonly NewDocument[]> {
    const folds = await this.projections.load(
      tx,
      complaints.map(({ complaintId }) => complaintId),
    );
    return [...folds.values()].flatMap(snapshotDocumentOf);
  }
}
