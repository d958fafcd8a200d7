import type { ParticipantPart } from '@redress/contracts';
import type { CaseSituation } from './resolution-case';

type Parts = Pick<CaseSituation, 'resolution' | 'plan' | 'participants'>;

/** What a person did with the complaint in any round and revision: as it is recorded, and in the present round (D7). */
export function partsTakenBy(
  personId: string,
  { resolution, plan, participants }: Parts,
): ReadonlySet<ParticipantPart> {
  const parts = new Set(participants.filter((one) => one.personId === personId).map(({ part }) => part));
  if (resolution.handlerId === personId) parts.add('HANDLER');
  if (plan?.drafterId === personId) parts.add('DRAFTER');
  if (plan?.approverId === personId) parts.add('APPROVER');
  if (plan?.remedies.some(({ executedBy }) => executedBy === personId)) parts.add('EXECUTOR');
  return parts;
}

/** The first of these parts that a person took; undefined for a person independent of them. */
export function firstPartTaken(
  personId: string,
  situation: Parts,
  ruledOut: readonly ParticipantPart[],
): ParticipantPart | undefined {
  const taken = partsTakenBy(personId, situation);
  return ruledOut.find((part) => taken.has(part));
}
