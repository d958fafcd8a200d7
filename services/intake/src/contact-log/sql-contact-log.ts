import { Injectable } from '@nestjs/common';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import { ComplaintContactEntity } from '../database/entities';
import { ContactLog, type SealedContact } from './contact-log';

/** The log of contacts in PostgreSQL. */
@Injectable()
export class SqlContactLog extends ContactLog {
  override async add(tx: Transaction, contact: SealedContact): Promise<void> {
    await tx.manager.insert(ComplaintContactEntity, { ...contact, purposes: [...contact.purposes] });
  }

  override async ofComplaint(from: Queryable, complaintId: string): Promise<SealedContact[]> {
    const { rows } = await from.query<SealedContact>(
      `select contact_id as "contactId", complaint_id as "complaintId", channel, direction, two_way as "twoWay",
         purposes, at, logged_at as "loggedAt", by_id as "byId", by_rank as "byRank", note, kept_as as "keptAs", recording, dialled
       from complaint_contact where complaint_id = $1 order by contact_id`,
      [complaintId],
      'contact-log-of-complaint',
    );
    return rows;
  }
}
