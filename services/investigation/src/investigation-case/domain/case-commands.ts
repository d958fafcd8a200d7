import { obstaclesOf, type CaseWorker, type FieldFault, type Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { Determination } from './determination';
import type { CaseSituation, InvestigationRound } from './investigation-case';
import { companyShareNamesTheUnit } from './rules/company-share-names-the-unit.rule';
import { complaintIsUnderInvestigation } from './rules/complaint-is-under-investigation.rule';
import { enoughEvidenceIsCollected } from './rules/enough-evidence-is-collected.rule';
import { findingRestsOnEvidence } from './rules/finding-rests-on-evidence.rule';
import { onlyInvestigatorsOfTheCase } from './rules/only-investigators-of-the-case.rule';
import { sharesMakeTheWhole } from './rules/shares-make-the-whole.rule';

/** Why this person may not add evidence now. */
export function obstaclesToAddEvidence(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return obstaclesOf(
    onlyInvestigatorsOfTheCase(situation.investigation, worker),
    complaintIsUnderInvestigation(situation),
  );
}

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
    ...findingRestsOnEvidence(determination.findings, situation.evidenceIds),
  ];
}

/** Whether this person sees what complainants and witnesses said, and not only codes (least privilege). */
export function readsWords({ handlerId, unitId }: InvestigationRound, worker: CaseWorker): boolean {
  const { roles } = worker;
  if (worker.id === handlerId || holdsOneOf(roles, RULES.readsInvestigationWords)) return true;
  return holdsOneOf(roles, RULES.readsInvestigationWordsOfLine) && worker.isOver(unitId);
}
