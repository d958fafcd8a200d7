/** What must not be, by the name under which a run reports it. */
export const VIOLATIONS = [
  'lost',
  'doubledCases',
  'doubledLetters',
  'doubledOffers',
  'doubledRemedies',
  'doubledCounts',
  'illegalStories',
  'clocks',
  'parkedLeft',
  'projections',
  'outboxes',
  'personalData',
  'numberGaps',
  'unreadyServices',
] as const;

export type ViolationName = (typeof VIOLATIONS)[number];

/** What one check found. */
export interface Finding {
  readonly name: ViolationName;
  readonly count: number;
  /** What was found, the first of it; ids, codes and coordinates only. */
  readonly evidence: readonly string[];
}
