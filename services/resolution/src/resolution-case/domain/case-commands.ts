import { obstaclesOf, type CaseWorker, type Obstacle } from '@redress/commands';
import { holdsOneOf, RULES, STATE } from '@redress/contracts';
import type { RemedyLineState } from './remedy-line';
import type { CaseSituation } from './resolution-case';
import { approverHasAuthority } from './rules/approver-has-authority.rule';
import { approverIsIndependent } from './rules/approver-is-independent.rule';
import { complainantIsThere } from './rules/complainant-is-there.rule';
import { complaintIsInState } from './rules/complaint-is-in-state.rule';
import { consentComesBeforeExecution } from './rules/consent-comes-before-execution.rule';
import { executorIsNotTheApprover } from './rules/executor-is-not-the-approver.rule';
import { followUpCallerIsIndependent } from './rules/follow-up-caller-is-independent.rule';
import {
  anExecutiveDecides,
  deciderIsNotTheProposer,
  isNotProposedYet,
  proposalOf,
  somethingIsProposed,
} from './rules/one-decides-what-another-proposed.rule';
import { onlyDraftersOfTheCase } from './rules/only-drafters-of-the-case.rule';
import { onlySupervisorsOrderRework } from './rules/only-supervisors-order-rework.rule';
import { onlySpecialistsFollowUp } from './rules/only-specialists-follow-up.rule';
import { onlyTheDrafterSubmits } from './rules/only-the-drafter-submits.rule';
import { onlyTheOwnerExecutes } from './rules/only-the-owner-executes.rule';
import { offerNeedsNoApproval } from './rules/offer-needs-no-approval.rule';
import { planIsForItsParties } from './rules/lines-name-their-party.rule';
import { planIsThere } from './rules/plan-is-there.rule';
import { planIsToBeDecided } from './rules/plan-is-to-be-decided.rule';
import { asksForConsent, planIsToldNotAsked } from './rules/plan-is-told-not-asked.rule';
import { cancellationsAreDecided } from './rules/cancellations-are-decided.rule';
import { remedyCanBegin, remedyHasNotEnded, remedyIsBegun } from './rules/remedy-can-go-on.rule';
import { someRemedyFailed } from './rules/some-remedy-failed.rule';
import { remedyIsExecutedOnce } from './rules/remedy-is-executed-once.rule';
import { supervisorIsIndependent } from './rules/supervisor-is-independent.rule';

/** Why this person may not send the determination back now (T16). */
export function obstaclesToRework(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlySupervisorsOrderRework(situation.resolution, worker),
    supervisorIsIndependent(situation, worker),
    complaintIsInState(situation, STATE.DETERMINED),
  );
}

/** Why this person may not write the first draft now (T17). */
export function obstaclesToDraft(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyDraftersOfTheCase(situation.resolution, worker),
    complaintIsInState(situation, STATE.DETERMINED),
  );
}

/** Why this person may not replace the draft now. */
export function obstaclesToRevise(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyDraftersOfTheCase(situation.resolution, worker),
    complaintIsInState(situation, STATE.RESOLUTION_DRAFTED),
  );
}

/** Why this person may not submit the draft now (T18). */
export function obstaclesToSubmit(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyTheDrafterSubmits(situation.plan, worker),
    complaintIsInState(situation, STATE.RESOLUTION_DRAFTED),
    draftedPlanIsThere(situation),
    planIsToBeDecided(situation.plan),
    planIsForItsParties(situation),
  );
}

/** Why this person may not offer the draft without an approval now (T21). @param isBelowLimit as the rule */
export function obstaclesToOffer(situation: CaseSituation, worker: CaseWorker, isBelowLimit: boolean): Obstacle[] {
  const { plan } = situation;
  return [
    ...obstaclesOf(
      onlyTheDrafterSubmits(plan, worker),
      complaintIsInState(situation, STATE.RESOLUTION_DRAFTED),
      draftedPlanIsThere(situation),
      planIsToBeDecided(plan),
      planIsForItsParties(situation),
      complainantIsThere(situation),
    ),
    ...offerNeedsNoApproval(situation, isBelowLimit),
  ];
}

/**
 * Why this person may not have the decision told now: its drafter before it is submitted, its approver after (T41). Where no
 * complainant is asked, the drafter alone lets begin only what could be offered alone.
 * @param isBelowLimit as the rule
 */
export function obstaclesToTell(situation: CaseSituation, worker: CaseWorker, isBelowLimit: boolean): Obstacle[] {
  const { plan, complaintState, isWithoutComplainant } = situation;
  const isAlone = complaintState !== STATE.PENDING_APPROVAL;
  const persons = isAlone
    ? [
        onlyTheDrafterSubmits(plan, worker),
        planIsToBeDecided(plan),
        ...(isWithoutComplainant && asksForConsent(situation) ? offerNeedsNoApproval(situation, isBelowLimit) : []),
      ]
    : [approverHasAuthority(situation, worker), approverIsIndependent(situation, worker)];
  return obstaclesOf(
    ...persons,
    complaintIsInState(situation, STATE.RESOLUTION_DRAFTED, STATE.PENDING_APPROVAL),
    draftedPlanIsThere(situation),
    planIsToldNotAsked(situation),
    planIsForItsParties(situation),
  );
}

/** Why this person may not approve or reject now (T19, T20). */
export function obstaclesToDecide(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    approverHasAuthority(situation, worker),
    approverIsIndependent(situation, worker),
    complaintIsInState(situation, STATE.PENDING_APPROVAL),
  );
}

/** Why this person may not propose now to go without consent (T26). The ground is judged beside it. */
export function obstaclesToProposeImposition(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyDraftersOfTheCase(situation.resolution, worker),
    complaintIsInState(situation, STATE.RESOLUTION_OFFERED),
    isNotProposedYet(situation, 'IMPOSITION'),
  );
}

/** Why this person may not decide now whether it goes without consent (T26, RM-10). */
export function obstaclesToDecideImposition(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    anExecutiveDecides(worker),
    deciderIsNotTheProposer(proposalOf(situation, 'IMPOSITION'), worker, RULES.decidesWithoutConsent),
    approverIsIndependent(situation, worker),
    complaintIsInState(situation, STATE.RESOLUTION_OFFERED),
    somethingIsProposed(situation, 'IMPOSITION'),
  );
}

/** Why this person may not begin the remedy, or try it again, now. */
export function obstaclesToStart(situation: CaseSituation, line: RemedyLineState, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyTheOwnerExecutes(line, worker),
    executorIsNotTheApprover(situation, line, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    consentComesBeforeExecution(situation),
    remedyCanBegin(line),
  );
}

/** Why this person may not say now that the remedy could not be carried out. */
export function obstaclesToFail(situation: CaseSituation, line: RemedyLineState, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyTheOwnerExecutes(line, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    remedyIsBegun(line),
  );
}

/** Why this person may not propose now that the remedy is cancelled (T27). */
export function obstaclesToProposeCancellation(
  situation: CaseSituation,
  line: RemedyLineState,
  worker: CaseWorker,
): Obstacle[] {
  return obstaclesOf(
    onlyDraftersOfTheCase(situation.resolution, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    remedyHasNotEnded(line),
    isNotProposedYet(situation, 'CANCELLATION', line.remedyId),
  );
}

/** Why this person may not decide now whether the remedy is cancelled (T27). */
export function obstaclesToDecideCancellation(
  situation: CaseSituation,
  line: RemedyLineState,
  worker: CaseWorker,
): Obstacle[] {
  const proposal = proposalOf(situation, 'CANCELLATION', line.remedyId);
  return obstaclesOf(
    cancellationsAreDecided(proposal, situation.resolution, worker),
    deciderIsNotTheProposer(proposal, worker, RULES.decidesWithoutConsent),
    approverIsIndependent(situation, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    somethingIsProposed(situation, 'CANCELLATION', line.remedyId),
    remedyHasNotEnded(line),
  );
}

/** Why this person may not have the plan negotiated anew now (T42). */
export function obstaclesToRenegotiate(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyDraftersOfTheCase(situation.resolution, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    someRemedyFailed(situation.plan),
    isNotProposedYet(situation, 'RENEGOTIATION'),
  );
}

/** Why this person may not decide now whether the plan is negotiated anew without consent (T42). */
export function obstaclesToDecideRenegotiation(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    anExecutiveDecides(worker),
    deciderIsNotTheProposer(proposalOf(situation, 'RENEGOTIATION'), worker, RULES.decidesWithoutConsent),
    approverIsIndependent(situation, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    somethingIsProposed(situation, 'RENEGOTIATION'),
    someRemedyFailed(situation.plan),
  );
}

/** Why this person may not report the remedy as executed now (RM-11). */
export function obstaclesToExecute(situation: CaseSituation, line: RemedyLineState, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyTheOwnerExecutes(line, worker),
    executorIsNotTheApprover(situation, line, worker),
    complaintIsInState(situation, STATE.REMEDY_IN_PROGRESS),
    consentComesBeforeExecution(situation),
    remedyIsExecutedOnce(line),
  );
}

/** Why this person may not record a follow-up now (T28, T29). */
export function obstaclesToFollowUp(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlySpecialistsFollowUp(worker),
    followUpCallerIsIndependent(situation, worker),
    complaintIsInState(situation, STATE.RESOLVED),
  );
}

/** Whether this person sees explanation and comments, and not only codes (least privilege). */
export function readsWords({ resolution }: Pick<CaseSituation, 'resolution'>, worker: CaseWorker): boolean {
  const { id, roles } = worker;
  if (id === resolution.handlerId || holdsOneOf(roles, RULES.readsResolutionWords)) return true;
  return holdsOneOf(roles, RULES.readsResolutionWordsOfLine) && worker.isOver(resolution.unitId);
}

/** Before the first draft the state of the complaint says enough. */
function draftedPlanIsThere({ complaintState, plan }: CaseSituation): Obstacle | undefined {
  return complaintState === STATE.RESOLUTION_DRAFTED ? planIsThere(plan) : undefined;
}
