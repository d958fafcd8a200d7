import {
  ChannelCode,
  complaintIdSchema,
  ContactDirection,
  ContactPurpose,
  StaffRank,
  zonedInstantSchema,
} from '@redress/contracts';
import { z } from 'zod';

export const logContactBody = z.strictObject({
  channel: ChannelCode.describe('How you were in contact'),
  direction: ContactDirection,
  twoWay: z.boolean().describe('Both sides spoke or wrote; false for a message that was left or sent'),
  purposes: z.array(ContactPurpose).min(1).max(10).describe('What it was for, or what came of it'),
  at: zonedInstantSchema.optional().describe('When you were in contact, business time; now if absent'),
  note: z.string().trim().min(1).max(10_000).describe('What was said; kept sealed'),
  verbatim: z.literal(true).optional().describe('The note repeats what was said word for word'),
  recordingReference: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Under which the recording is found; kept sealed'),
  dialledNumber: z
    .int()
    .min(0)
    .max(9)
    .optional()
    .describe(
      'Which number of the dossier was dialled, by its index: 0 is the phone of the complainant. Only of outbound contacts; a number is never typed',
    ),
});

export const contactLoggedView = z
  .object({ contactId: z.uuid(), complaintId: complaintIdSchema, byRank: StaffRank })
  .meta({ id: 'ContactLogged' });
