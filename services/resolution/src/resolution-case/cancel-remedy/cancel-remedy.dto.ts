import { CancellationReason } from '@redress/contracts';
import { z } from 'zod';

export const cancellationBodySchema = z.strictObject({
  reason: CancellationReason,
  contactId: z.uuid().optional().describe('Contact in which the complainant agreed; without it an executive decides'),
  note: z.string().trim().min(1).max(5_000).optional().describe('For who decides; kept sealed'),
});

export type CancellationBody = z.infer<typeof cancellationBodySchema>;
