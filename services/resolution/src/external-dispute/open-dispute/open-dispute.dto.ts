import { DisputeRoute } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const openDisputeSchema = z.strictObject({
  route: DisputeRoute,
  body: z.string().trim().min(1).max(200).describe('Name of the body; kept sealed'),
  reference: z.string().trim().min(1).max(120).describe('Its reference number; kept sealed'),
  deadlineOn: z.iso.date().describe('Day until which we have to answer it'),
  contactId: z
    .uuid()
    .optional()
    .describe('Contact in which the complainant told us of it; needed of all but compliance and counsel'),
  partyId: z
    .uuid()
    .optional()
    .describe('Whose dispute it is: needed where several complainants have the case and no contact says it'),
});

export const disputeOpenSchema = movedSchema.extend({
  disputeId: z.uuid(),
  version: z.number().int().describe('Version of the resolution after it'),
});
