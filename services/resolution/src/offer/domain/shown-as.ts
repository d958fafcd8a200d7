import { machines } from '@redress/contracts';

const { ACCEPTED, OPEN } = machines.offer.state;

/** What the complainant sees of an offer: one that is void, or that the complaint has left behind, is withdrawn for them. */
export const SHOWN_AS = { OPEN, ACCEPTED, WITHDRAWN: 'WITHDRAWN' } as const;

export type ShownAs = (typeof SHOWN_AS)[keyof typeof SHOWN_AS];
