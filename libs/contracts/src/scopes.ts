import type { Label } from './codes';

/** What the access token of a program can be good for; the provider grants them to a client, never to a person. */
export const SCOPES = {
  'complaints:submit': { zh: '提交投诉', en: 'Submit complaints' },
  'mail:report': { zh: '报告退信', en: 'Report mail that came back' },
  operations: { zh: '运维', en: 'Show and retry parked events, resume partitions' },
  'clock:drive': { zh: '驱动时钟', en: 'Drive the clock of a simulation' },
} as const satisfies Readonly<Record<string, Label>>;

export type Scope = keyof typeof SCOPES;
