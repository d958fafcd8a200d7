import { Injectable } from '@nestjs/common';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import { ComplaintSupplementEntity } from '../database/entities';
import { Supplements, type SealedSupplement } from './supplements';

/** Supplements in PostgreSQL. */
@Injectable()
export class SqlSupplements extends Supplements {
  override async add(tx: Transaction, supplement: SealedSupplement): Promise<void> {
    await tx.manager.insert(ComplaintSupplementEntity, { ...supplement });
  }

  override async ofComplaint(from: Queryable, complaintId: string): Promise<SealedSupplement[]> {
    const { rows } = await from.query<SealedSupplement>(
      `select supplement_id as "supplementId", complaint_id as "complaintId", by, by_id as "byId", channel,
         received_at as "receivedAt", words
       from complaint_supplement where complaint_id = $1 order by supplement_id`,
      [complaintId],
      'supplements-of-complaint',
    );
    return rows;
  }
}
