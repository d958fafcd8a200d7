import type { FieldError } from '@redress/http';
import type { CaseWorker } from './case-worker';
import type { Determination } from './determination';
import type { CaseSituation, InvestigationCase } from './investigation-case';
import type { Obstacle } from './obstacle';
import { companyShareNamesTheUnit } from './rules/company-share-names-the-unit.rule';
import { complaintIsUnderInvestigation } from './rules/complaint-is-under-investigation.rule';
import { enoughEvidenceIsCollected } from './rules/enough-evidence-is-collected.rule';
import { findingRestsOnEvidence } from './rules/finding-rests-on-evidence.rule';
import { onlyInvestigatorsOfTheCase } from './rules/only-investigators-of-the-case.rule';
import { sharesMakeTheWhole } from './rules/shares-make-the-whole.rule';

type Broken = Obstacle | undefined;

const broken = (...rules: Broken[]): Obstacle[] => rules.filter((rule) => rule !== undefined);

/** Why this person may not add evidence now. */
export function obstaclesToAddEvidence(situation: CaseSituation, worker: CaseWorker): Obstacle[] {
  return broken(onlyInvestigatorsOfTheCase(situation.investigation, worker), complaintIsUnderInvestigation(situation));
}

/** Why this person may not determine now; a stated reason stands in for evidence that was not collected. */
export function obstaclesToDetermine(
  situation: CaseSituation,
  worker: CaseWorker,
  { hasReasonForNone = false }: { readonly hasReasonForNone?: boolean } = {},
): Obstacle[] {
  return broken(
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
): FieldError[] {
  return [
    ...sharesMakeTheWhole(determination.responsibility),
    ...companyShareNamesTheUnit(determination.responsibility, isUnit),
    ...findingRestsOnEvidence(determination.findings, situation.evidenceIds),
  ];
}

/** Whether this person sees what complainants and witnesses said, and not only codes (least privilege). */
export function readsWords({ handlerId, unitId }: InvestigationCase, worker: CaseWorker): boolean {
  if (worker.id === handlerId) return true;
  const { roles } = worker;
  if (roles.includes('REMEDY_APPROVER') || roles.includes('CASE_LEAD')) return true;
  const worksInUnit =
    roles.includes('UNIT_HANDLER') || roles.includes('INVESTIGATOR') || roles.includes('UNIT_MANAGER');
  return worksInUnit && worker.isOver(unitId);
}
