import type { ComplaintState, PackReference } from '@redress/contracts';
import { parsePacks } from '@redress/outbox';
import type { Database, Transaction } from '@redress/persistence';

export interface ComplaintView {
  readonly complaintNo: string;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly packs: readonly PackReference[];
}

/** A complaint as columns of `complaint_custody`. */
export interface CustodyViewRow {
  readonly complaint_no: string;
  readonly state: ComplaintState;
  readonly state_seq: number;
  readonly packs: string;
}

export function complaintViewOf({ complaint_no, state, state_seq, packs }: CustodyViewRow): ComplaintView {
  return { complaintNo: complaint_no, state, stateSeq: state_seq, packs: parsePacks(packs) };
}

/** Where a complaint stands, as this service has read the story; without a lock. */
export class SqlCustodyView {
  async find(from: Pick<Transaction | Database, 'query'>, complaintId: string): Promise<ComplaintView | undefined> {
    const { rows } = await from.query<CustodyViewRow>(
      'select complaint_no, state, state_seq, packs from complaint_custody where complaint_id = $1',
      [complaintId],
      'custody-view',
    );
    const row = rows[0];
    return row && complaintViewOf(row);
  }
}
