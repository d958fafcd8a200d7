import { Injectable } from '@nestjs/common';
import type { ReworkReason } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import { ReworkOrderEntity } from '../../database/entities/rework-order.entity';
import type { ResolutionCase } from '../domain/resolution-case';

/** A determination that was sent back (T16). */
export interface Rework {
  readonly reworkId: string;
  readonly determinationId: string;
  /** Which determination of the handling it was, 1 for the first. */
  readonly round: number;
  readonly reason: ReworkReason;
  /** Sealed. */
  readonly comment: Buffer;
  readonly orderedBy: string;
  readonly orderedAt: Date;
}

type Round = Pick<ResolutionCase, 'complaintId' | 'cycle'>;

/** The determinations of a round of resolution that were sent back. */
@Injectable()
export class Reworks {
  async add(tx: Transaction, { complaintId, cycle }: Round, rework: Rework): Promise<void> {
    await tx.manager.insert(ReworkOrderEntity, { ...rework, complaintId, cycle });
  }

  /** Those of a round, the first one first. */
  async of(from: Queryable, { complaintId, cycle }: Round): Promise<Rework[]> {
    const { rows } = await from.query<Rework>(
      `select rework_id as "reworkId", determination_id as "determinationId", round, reason, comment,
         ordered_by as "orderedBy", ordered_at as "orderedAt"
       from rework_order where complaint_id = $1 and cycle = $2 order by round`,
      [complaintId, cycle],
      'reworks-of',
    );
    return rows;
  }
}
