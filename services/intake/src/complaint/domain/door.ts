import type { Caller } from '@redress/commands';
import type { Actor, ChannelCode, SubmissionBinding, SubmissionRight } from '@redress/contracts';
import { ORIGIN_SOURCE, PORTAL_SOURCE } from './submission-source';

/** Which units a door may name as the receiving one, and what it is told about the others. */
export interface UnitRule {
  readonly admits: (unit: string) => boolean;
  readonly code: 'unit-not-open' | 'unit-not-bound';
}

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
  /** Units of this door; all of the organisation when absent. */
  readonly units?: UnitRule | undefined;
  /** What may be stated here besides the complaint itself; everything when absent. */
  readonly rights?: readonly SubmissionRight[] | undefined;
  /** Whether the enterprise registers cases of its own here, without a complainant. */
  readonly isInternal?: boolean | undefined;
}

/** The form of staff, who have proven who they are. */
export function staffDoor({ sub, onStory, unitId, organisationId }: Caller): Door {
  return {
    source: sub,
    actor: onStory,
    submitterUnit: unitId ?? undefined,
    organisationId: organisationId ?? undefined,
  };
}

/** The calls of a system, which has proven who it is and may submit what its entry in the directory says. */
export function clientDoor({ sub, onStory, organisationId }: Caller, binding: SubmissionBinding): Door {
  return { source: sub, actor: onStory, organisationId: organisationId ?? undefined, ...boundTo(binding) };
}

/** The form of complainants. @param isOpen whether its organisation has opened a unit to visitors */
export function portalDoor(isOpen: (unit: string) => boolean): Door {
  return {
    source: PORTAL_SOURCE,
    actor: { kind: 'COMPLAINANT', id: PORTAL_SOURCE },
    channels: ['WEB_FORM', 'IN_APP'],
    units: { admits: isOpen, code: 'unit-not-open' },
    rights: ['CHOOSE_PACK'],
  };
}

/** A source of the directory, as far as its own word for itself is concerned. */
export interface ProvenSource extends SubmissionBinding {
  readonly id: string;
  readonly organisationId: string;
}

/** The topic of submissions, for a source that has proven itself. */
export function sourceDoor({ id, organisationId, ...binding }: ProvenSource): Door {
  return { source: id, actor: { kind: 'PARTNER', id }, organisationId, ...boundTo(binding) };
}

/** The platform itself, which registers a complaint from another one of the organisation. */
export function originDoor(organisationId: string, actor: Actor): Door {
  return { source: ORIGIN_SOURCE, actor, organisationId, isInternal: true };
}

function boundTo({ units, channels, rights }: SubmissionBinding): Partial<Door> {
  return {
    submitterUnit: units[0],
    channels,
    units: { admits: (unit) => units.includes(unit), code: 'unit-not-bound' },
    rights,
  };
}
