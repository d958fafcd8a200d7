import { complaintIdSchema, complaintSubmissionSchema, instantSchema } from '@redress/contracts';
import { documentedAs } from '@redress/http';
import { z } from 'zod';

/**
 * A submission as the documentation shows it. It is judged by the use case, which knows the pack's registration form too
 * and so can name every fault at once.
 */
export const submissionBody = documentedAs(complaintSubmissionSchema.describe('The complaint as it was submitted'));

export const registrationView = z
  .object({
    complaintId: complaintIdSchema,
    complaintNo: z.string().describe('Number by which the complaint is known from now on'),
    trackingCode: z
      .string()
      .length(12)
      .nullable()
      .describe('With the number it opens the status page; null in a repeat after the person was erased'),
    receivedAt: instantSchema,
    registeredAt: instantSchema,
    receivedLate: z.boolean().describe('Received more than 30 days before it was registered'),
    state: z.literal('REGISTERED').describe('State right after the registration'),
    stateSeq: z.literal(1),
  })
  .meta({ id: 'Registration' });
