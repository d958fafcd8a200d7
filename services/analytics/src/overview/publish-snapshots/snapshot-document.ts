import { complaintStateDocument } from '@redress/contracts';
import type { NewDocument } from '@redress/outbox';
import type { ComplaintFold } from '../domain/complaint-fold';
import { snapshotOf } from '../domain/snapshot';

/** The document by which a complaint is published; none until it is registered. */
export function snapshotDocumentOf(fold: ComplaintFold): NewDocument[] {
  const data = snapshotOf(fold);
  if (!data) return [];
  return [
    {
      contract: complaintStateDocument as NewDocument['contract'],
      key: fold.complaintId,
      organisationId: fold.organisationId,
      at: new Date(fold.updatedAt),
      data,
    },
  ];
}
