import type { Caller } from '@redress/commands';
import { PORTAL_SOURCE } from './submission-source';

/** The person who knows number and code; bound to that one complaint. */
export const COMPLAINANT: Caller = {
  sub: PORTAL_SOURCE,
  roles: [],
  unitId: null,
  organisationId: null,
  onStory: { kind: 'COMPLAINANT', id: PORTAL_SOURCE },
};
