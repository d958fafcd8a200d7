import { proofFields } from '@redress/http';
import { z } from 'zod';
import { openDisputeSchema } from '../open-dispute/open-dispute.dto';

const { route, body, reference, deadlineOn } = openDisputeSchema.shape;

/** Who it is, and what is wanted. */
export const visitSchema = z.looseObject({
  decision: z.enum(['VIEW', 'NOTIFY']).default('VIEW').describe('VIEW only says whether notice can be given'),
  ...proofFields,
});

export const viewNoticeSchema = z.strictObject({
  decision: z.literal('VIEW').default('VIEW').describe('Only says whether notice can be given'),
  ...proofFields,
});

export const giveNoticeSchema = z.strictObject({
  decision: z.literal('NOTIFY').describe('Gives notice of the dispute'),
  ...proofFields,
  route,
  body,
  reference,
  deadlineOn,
});

export const noticeBodySchema = z.union([viewNoticeSchema, giveNoticeSchema]);

export const shownNoticeSchema = z.object({ status: z.enum(['POSSIBLE', 'NOTED']), complaintNo: z.string() });
