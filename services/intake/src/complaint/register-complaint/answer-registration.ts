import { answer, Problem, registerProblem, type Answer } from '@redress/http';
import type { z } from 'zod';
import { judgeSubmission, type AcceptableSubmission, type Surroundings } from '../domain/judge-submission';
import { OtherContent, type Registration } from './register-complaints.handler';
import type { registrationView } from './registration.dto';

registerProblem(
  OtherContent,
  () =>
    new Problem(422, 'idempotency-mismatch', 'The idempotency key was used for another request', {
      errors: [{ in: 'header', pointer: '/idempotency-key', detail: 'belongs to a request with another content' }],
    }),
);

/**
 * The submission if it can be registered.
 * @throws Problem 422 naming every faulty field
 */
export function acceptableOrProblem(submitted: unknown, surroundings: Surroundings): AcceptableSubmission {
  const { acceptable, faults } = judgeSubmission(submitted, surroundings);
  if (acceptable) return acceptable;
  throw Problem.fields(...faults.map(({ pointer, detail, code }) => ({ pointer, detail, code })));
}

/** What HTTP answers to a registration; a repeat gets the first answer and a header that says so. */
export function answerRegistration(registration: Registration): Answer<z.infer<typeof registrationView>> {
  const { complaintId, complaintNo, trackingCode, receivedAt, registeredAt, receivedLate, repeated } = registration;
  return answer(
    {
      complaintId,
      complaintNo,
      trackingCode,
      receivedAt: receivedAt.toISOString(),
      registeredAt: registeredAt.toISOString(),
      receivedLate,
      state: 'REGISTERED',
      stateSeq: 1,
    },
    {
      headers: { location: `/v1/complaints/${complaintId}`, ...(repeated ? { 'idempotency-replayed': 'true' } : {}) },
    },
  );
}
