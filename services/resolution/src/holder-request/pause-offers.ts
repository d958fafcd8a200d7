import { Injectable } from '@nestjs/common';
import { machines } from '@redress/contracts';
import { RequestDesk } from '@redress/lifecycle';
import { SettleParties } from '../resolution-case/settle-parties';

/** The time of a suspension does not count for the decision of the complainant, nor for objections; afterwards the case goes on (T35). */
@Injectable()
export class PauseOffers {
  constructor(desk: RequestDesk, parties: SettleParties) {
    desk.whenGranted('SUSPENSION_LIFT', async (tx, { complaintId, before, at }) => {
      tx.write(
        'update offer set decide_by = decide_by + ($3::timestamptz - $2::timestamptz) where complaint_id = $1 and state = $4',
        [complaintId, before.since, at, machines.offer.state.OPEN],
        'offer-resume',
      );
      tx.write(
        `update offer_answer set object_by = object_by + ($3::timestamptz - $2::timestamptz)
         where complaint_id = $1 and objected_at is null and object_by > $2`,
        [complaintId, before.since, at],
        'objection-resume',
      );
      await parties.afterSuspension(tx, complaintId);
    });
  }
}
