import type { Caller } from '@redress/commands';
import type { Actor, ChannelCode } from '@redress/contracts';
import { PORTAL_SOURCE } from './submission-source';

/** Through what a submission came in, and who handed it in there. */
export interface Door {
  /** First half of the submission's identity; null while a publisher names none that may be repeated. */
  readonly source: string | null;
  readonly actor: Actor;
  /** Unit of the submitter, where the submitter has one. */
  readonly submitterUnit?: string | undefined;
  /** Organisation of the submitter; units of others are none for it. */
  readonly organisationId?: string | undefined;
  /** Channels of this door; all when absent. */
  readonly channels?: readonly ChannelCode[] | undefined;
}

/** The form of staff and the calls of systems, which have proven who they are. */
export function staffDoor({ sub, onStory, unitId, organisationId }: Caller): Door {
  return {
    source: sub,
    actor: onStory,
    submitterUnit: unitId ?? undefined,
    organisationId: organisationId ?? undefined,
  };
}

/** The form of complainants. */
export const PORTAL_DOOR: Door = {
  source: PORTAL_SOURCE,
  actor: { kind: 'COMPLAINANT', id: PORTAL_SOURCE },
  channels: ['WEB_FORM', 'IN_APP'],
};

/** The topic of submissions. @param unit of the publisher that is in the directory under its source */
export function publisherDoor(source: string | null, unit: string | undefined): Door {
  return { source, actor: { kind: 'PARTNER', id: source ?? 'unknown' }, submitterUnit: unit };
}
