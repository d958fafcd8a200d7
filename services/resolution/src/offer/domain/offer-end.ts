import { machines } from '@redress/contracts';

const { ACCEPTED, OPEN } = machines.offer.state;

/** How the link of an offer ended. */
export type OfferEnd =
  | 'ANSWERED'
  /** The complaint went on without it: withdrawn, or another offer stands. */
  | 'OVERTAKEN'
  /** The day for the decision is over. */
  | 'LAPSED';

/** Calendar days that a complainant has for the decision (CUSTOMER_DECISION). */
export const DECISION_DAYS = 7;
const DAY_MS = 86_400_000;

/** Business time until which an offer can be answered by its link. */
export function decideBy(offeredAt: Date): Date {
  return new Date(offeredAt.getTime() + DECISION_DAYS * DAY_MS);
}

/** How the link has ended by now; undefined while it can be used. @param isOffered whether the complaint waits for the decision */
export function endOf(
  offer: { readonly state: string; readonly decideBy: Date },
  isOffered: boolean,
  now: Date,
): OfferEnd | undefined {
  if (offer.state === ACCEPTED) return 'ANSWERED';
  if (offer.state !== OPEN || !isOffered) return 'OVERTAKEN';
  return now.getTime() >= offer.decideBy.getTime() ? 'LAPSED' : undefined;
}
