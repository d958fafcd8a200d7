import { complaintIdSchema, instantSchema, PartyLeaves } from '@redress/contracts';
import { z } from 'zod';
import type { Party } from './parties';

/** One of the complainants of a case. */
export const partyView = z
  .object({
    partyId: complaintIdSchema.describe('The complaint with which they came'),
    complaintNo: z.string(),
    joinedAt: instantSchema,
    leftAt: instantSchema.nullable(),
    leftBecause: PartyLeaves.nullable(),
  })
  .meta({ id: 'PartyOfCase' });

/** A party as it is answered. */
export function toPartyView(party: Party): z.input<typeof partyView> {
  return {
    ...party,
    joinedAt: party.joinedAt.toISOString(),
    leftAt: party.leftAt?.toISOString() ?? null,
  };
}
