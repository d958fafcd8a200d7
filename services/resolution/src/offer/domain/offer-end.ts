import { machines } from '@redress/contracts';

const { ACCEPTED, COUNTERED, LAPSED, OPEN, REFUSED } = machines.offer.state;
const ANSWERED: readonly string[] = [ACCEPTED, COUNTERED, REFUSED];

/** How the link of an offer ended. */
export type OfferEnd =
  | 'ANSWERED'
  /** The complaint went on without it: withdrawn, or another offer stands. */
  | 'OVERTAKEN'
  /** The time for the decision ran out, and the complaint went on without it. */
  | 'TIME_OVER';

/**
 * How the link has ended; undefined while it can be used. The day alone ends nothing: until the offer has lapsed, an answer
 * counts (contracts, section 2).
 * @param isOffered whether the complaint waits for the decision
 */
export function endOf(offer: { readonly state: string }, isOffered: boolean): OfferEnd | undefined {
  if (ANSWERED.includes(offer.state)) return 'ANSWERED';
  if (offer.state === LAPSED) return 'TIME_OVER';
  return offer.state !== OPEN || !isOffered ? 'OVERTAKEN' : undefined;
}
