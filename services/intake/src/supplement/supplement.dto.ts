import { AuthorCode, ChannelCode, complaintIdSchema, instantSchema, zonedInstantSchema } from '@redress/contracts';
import { z } from 'zod';
import { trackingPair } from '../complaint/track-complaint/tracking-pair.dto';

const words = z.string().trim().min(1).max(20_000).describe('What is added; kept sealed and unaltered');

export const supplementBody = z.strictObject({
  words,
  by: AuthorCode.default('COMPLAINANT').describe('Whose words they are: of the complainant, or of the caller'),
  channel: ChannelCode.describe('How they reached the enterprise'),
  receivedAt: zonedInstantSchema.optional().describe('When they reached the enterprise, business time; now if absent'),
});

export const portalSupplementBody = z.strictObject({ ...trackingPair, words });

export const supplementAdded = z
  .object({ supplementId: z.uuid(), complaintId: complaintIdSchema, receivedAt: instantSchema })
  .meta({ id: 'SupplementAdded' });

export const supplementView = z
  .object({
    supplementId: z.uuid(),
    by: AuthorCode,
    byId: z.string().describe('Who wrote it down'),
    channel: ChannelCode,
    receivedAt: instantSchema,
    words: z.string().nullable().describe('Null once the person was erased'),
  })
  .meta({ id: 'Supplement' });
