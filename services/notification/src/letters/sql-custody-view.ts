import type { ComplaintState, PackReference } from '@redress/contracts';
import { parsePacks } from '@redress/outbox';
import type { Database, Transaction } from '@redress/persistence';

export interface ComplaintView {
  readonly complaintNo: string;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly packs: readonly PackReference[];
}

/** Where a complaint stands, as this service has read the story; without a lock. */
export class SqlCustodyView {
  async find(from: Pick<Transaction | Database, 'query'>, complaintId: string): Promise<ComplaintView | undefined> {
    const { rows } = await from.query<{
      complaint_no: string;
      state: ComplaintState;
      state_seq: number;
      packs: string;
    }>(
      'select complaint_no, state, state_seq, packs from complaint_custody where complaint_id = $1',
      [complaintId],
      'custody-view',
    );
    const row = rows[0];
    return (
      row && { complaintNo: row.complaint_no, state: row.state, stateSeq: row.state_seq, packs: parsePacks(row.packs) }
    );
  }
}
