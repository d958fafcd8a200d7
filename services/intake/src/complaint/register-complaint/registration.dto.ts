import { complaintIdSchema, complaintSubmissionSchema, instantSchema, STATE } from '@redress/contracts';
import { answer, documentedAs, type Answer } from '@redress/http';
import { z } from 'zod';
import type { Registration } from './register-complaints.handler';

/**
 * A submission as the documentation shows it. It is judged by the use case, which knows the pack's registration form too
 * and so can name every fault at once.
 */
export const submissionBody = documentedAs(complaintSubmissionSchema.describe('The complaint as it was submitted'));

/** What staff and systems learn: the code is the complainant's, who gets it with the acceptance letter. */
export const registrationView = z
  .object({
    complaintId: complaintIdSchema,
    complaintNo: z.string().describe('Number by which the complaint is known from now on'),
    receivedAt: instantSchema,
    registeredAt: instantSchema,
    receivedLate: z.boolean().describe('Received more than 30 days before it was registered'),
    state: z.literal(STATE.REGISTERED).describe('State right after the registration'),
    stateSeq: z.literal(1),
  })
  .meta({ id: 'Registration' });

/** What complainants learn who register themselves. */
export const portalRegistrationView = registrationView
  .extend({
    trackingCode: z
      .string()
      .length(12)
      .nullable()
      .describe('With the number it opens the status page; null in a repeat after the person was erased'),
  })
  .meta({ id: 'PortalRegistration' });

/** What HTTP answers to a registration; a repeat gets the first answer and a header that says so. */
export function answerRegistration(registration: Registration): Answer<z.infer<typeof registrationView>> {
  const { complaintId, complaintNo, receivedAt, registeredAt, receivedLate, repeated } = registration;
  return answer(
    {
      complaintId,
      complaintNo,
      receivedAt: receivedAt.toISOString(),
      registeredAt: registeredAt.toISOString(),
      receivedLate,
      state: STATE.REGISTERED,
      stateSeq: 1,
    },
    {
      headers: { location: `/v1/complaints/${complaintId}`, ...(repeated ? { 'idempotency-replayed': 'true' } : {}) },
    },
  );
}

/** {@link answerRegistration} with the code. */
export function answerPortalRegistration(registration: Registration): Answer<z.infer<typeof portalRegistrationView>> {
  const { body, headers } = answerRegistration(registration);
  return answer({ ...body, trackingCode: registration.trackingCode }, { headers });
}
