import { Injectable } from '@nestjs/common';
import type { FlagCode } from '@redress/contracts';
import { RequestDesk } from '@redress/lifecycle';
import { InvestigationCases } from './investigation-cases';

const SAFETY: FlagCode = 'safetyCritical';

/** Tells the desk for requests whether life or health may be at stake: a case that is withdrawn then goes on inside (T34). */
@Injectable()
export class SafetyOfCase {
  constructor(desk: RequestDesk, cases: InvestigationCases) {
    desk.knows(async (tx, { complaintId }, { kind }) => {
      if (kind !== 'WITHDRAWAL') return {};
      const [newest] = await cases.roundsOf(tx, complaintId);
      return { safetyCritical: newest?.flags.includes(SAFETY) ?? false };
    });
  }
}
