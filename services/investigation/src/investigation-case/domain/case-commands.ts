import { obstaclesOf, type CaseWorker, type FieldFault, type Obstacle } from '@redress/commands';
import { holdsOneOf, RULES, STATE } from '@redress/contracts';
import type { Determination } from './determination';
import type { CaseSituation, InvestigationRound } from './investigation-case';
import { companyShareNamesTheUnit } from './rules/company-share-names-the-unit.rule';
import {
  complaintIsUnderInvestigation,
  roundGoesOn,
  roundWaitsIn,
} from './rules/complaint-is-under-investigation.rule';
import { enoughEvidenceIsCollected } from './rules/enough-evidence-is-collected.rule';
import { findingRestsOnEvidence } from './rules/finding-rests-on-evidence.rule';
import { onlyInvestigatorsOfTheCase } from './rules/only-investigators-of-the-case.rule';
import { pausesAreLeft } from './rules/pauses-are-left.rule';
import { sharesMakeTheWhole } from './rules/shares-make-the-whole.rule';

/** Why this person may not add evidence now. */
export function obstaclesToAddEvidence(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(onlyInvestigatorsOfTheCase(situation.investigation, worker), roundGoesOn(situation));
}

/** Why this person may not ask the complainant for information now (T12). */
export function obstaclesToRequestInfo(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyInvestigatorsOfTheCase(situation.investigation, worker),
    complaintIsUnderInvestigation(situation),
    pausesAreLeft(situation, worker),
  );
}

/** Why this person may not write down now what the complainant replied (T13). */
export function obstaclesToRecordInfo(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyInvestigatorsOfTheCase(situation.investigation, worker),
    roundWaitsIn(STATE.AWAITING_COMPLAINANT)(situation),
  );
}

/** Why this person may not end the waiting now (T13, T14). */
export function obstaclesToResume(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyInvestigatorsOfTheCase(situation.investigation, worker),
    roundWaitsIn(STATE.AWAITING_COMPLAINANT, STATE.AWAITING_THIRD_PARTY)(situation),
  );
}

/** Why this person may not ask a third party now (T14). */
export function obstaclesToRequestThirdParty(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyInvestigatorsOfTheCase(situation.investigation, worker),
    complaintIsUnderInvestigation(situation),
  );
}

/** Why this person may not take the reply of a third party now (T14). */
export const obstaclesToReceiveReply = obstaclesToAddEvidence;

/** Why this person may not determine now; a stated reason stands in for evidence that was not collected. */
export function obstaclesToDetermine(
  situation: CaseSituation,
  worker: CaseWorker,
  { hasReasonForNone = false }: { readonly hasReasonForNone?: boolean } = {},
): Obstacle[] {
  return obstaclesOf(
    onlyInvestigatorsOfTheCase(situation.investigation, worker),
    complaintIsUnderInvestigation(situation),
    hasReasonForNone ? undefined : enoughEvidenceIsCollected(situation),
  );
}

/** Fields of a determination that break a rule of the case. */
export function faultsOfDetermination(
  determination: Determination,
  situation: CaseSituation,
  isUnit: (unitId: string) => boolean,
): FieldFault[] {
  return [
    ...sharesMakeTheWhole(determination.responsibility),
    ...companyShareNamesTheUnit(determination.responsibility, isUnit),
    ...findingRestsOnEvidence(determination.findings, situation.evidenceIds, {
      isWithoutInvestigation: determination.noInvestigation !== undefined,
    }),
  ];
}

/** Whether this person sees what complainants and witnesses said, and not only codes (least privilege). */
export function readsWords({ handlerId, unitId }: InvestigationRound, worker: CaseWorker): boolean {
  const { roles } = worker;
  if (worker.id === handlerId || holdsOneOf(roles, RULES.readsInvestigationWords)) return true;
  return holdsOneOf(roles, RULES.readsInvestigationWordsOfLine) && worker.isOver(unitId);
}
