import { createHash } from 'node:crypto';

/**
 * What the register and the story call the submission of a complainant: a hash of the Idempotency-Key. Staff can read the
 * identity, and with the key itself they could repeat the registration and be given the tracking code.
 */
export function portalIdentity(idempotencyKey: string): string {
  return createHash('sha256').update(`portal/${idempotencyKey}`).digest('base64url');
}
