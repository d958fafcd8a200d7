import { groupBy, type World } from '../world/world';

interface Offered {
  readonly offerId: string;
  readonly planId: string;
  readonly revision: number;
}

/**
 * One offer for each approved revision of a plan, and one more for each review that lets it stand, accepted at most once, and
 * no other offer in the books than on the story.
 */
export function findDoubledOffers(world: World): string[] {
  const offered = world.said<Offered>('resolution-offered').map(({ data }) => data);
  const renewed = world
    .said<{ readonly offerId?: string }>('review-decided')
    .flatMap(({ data: { offerId } }) => (offerId === undefined ? [] : [{ offerId }]));
  const isRenewed = new Set(renewed.map(({ offerId }) => offerId));
  const onStory = new Set([...offered.map(({ offerId }) => offerId), ...isRenewed]);
  const revisionOf = ({ planId, revision }: Offered) => `revision ${revision} of plan ${planId}`;
  return [
    ...times('offer', [...offered, ...renewed], ({ offerId }) => offerId),
    ...times('offers of', offered, revisionOf),
    ...times(
      'offers in the books of',
      world.snapshot.offers.filter(({ offerId }) => !isRenewed.has(offerId)),
      revisionOf,
    ),
    ...times(
      'acceptance of',
      world.said<Offered>('offer-accepted').map(({ data }) => data),
      ({ offerId }) => offerId,
    ),
    ...world.snapshot.offers
      .filter(({ offerId }) => !onStory.has(offerId))
      .map(({ offerId }) => `offer ${offerId} is in the books and not on the story`),
  ];
}

function times<T>(what: string, items: readonly T[], nameOf: (item: T) => string): string[] {
  return [...groupBy(items, nameOf)]
    .filter(([, group]) => group.length > 1)
    .map(([name, group]) => `${what} ${name}: ${group.length}`);
}
