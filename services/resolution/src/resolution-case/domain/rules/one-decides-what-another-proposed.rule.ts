import type { CaseWorker, Obstacle } from '@redress/commands';
import { RULES, type ApprovalKind, type RoleCode } from '@redress/contracts';
import type { Proposal } from '../proposal';
import type { CaseSituation } from '../resolution-case';

type Proposals = Pick<CaseSituation, 'proposals'>;

/** The open proposal of a kind; undefined when nothing waits to be decided. @param subjectId absent: whatever it is about */
export function proposalOf({ proposals }: Proposals, kind: ApprovalKind, subjectId?: string): Proposal | undefined {
  return proposals.find((one) => one.kind === kind && (subjectId === undefined || one.subjectId === subjectId));
}

/** What is proposed already is not proposed again before it is decided. */
export function isNotProposedYet(situation: Proposals, kind: ApprovalKind, subjectId?: string): Obstacle | undefined {
  return proposalOf(situation, kind, subjectId) ? { code: 'APPROVAL_OPEN' } : undefined;
}

/** Only what was proposed is decided. */
export function somethingIsProposed(
  situation: Proposals,
  kind: ApprovalKind,
  subjectId?: string,
): Obstacle | undefined {
  return proposalOf(situation, kind, subjectId) ? undefined : { code: 'NOTHING_PROPOSED' };
}

/** Another person decides than who proposed it (contracts, section 2). @param deciders who can */
export function deciderIsNotTheProposer(
  proposal: Proposal | undefined,
  worker: CaseWorker,
  deciders: readonly RoleCode[],
): Obstacle | undefined {
  if (proposal?.proposerId !== worker.id) return undefined;
  return { code: 'DECIDER_NOT_INDEPENDENT', whoCan: deciders.map((role) => ({ role })) };
}

/** What goes without the complainant is decided by an executive (T26, RM-10). */
export function anExecutiveDecides(worker: CaseWorker): Obstacle | undefined {
  if (worker.roles.some((role) => (RULES.decidesWithoutConsent as readonly string[]).includes(role))) return undefined;
  return { code: 'NOT_AN_EXECUTIVE', whoCan: RULES.decidesWithoutConsent.map((role) => ({ role })) };
}
