import type { EntityClass } from '@redress/persistence';
import { DeterminationEntity } from './determination.entity';
import { EvidenceCustodyEntity } from './evidence-custody.entity';
import { EvidenceItemEntity } from './evidence-item.entity';
import { InvestigationCaseEntity } from './investigation-case.entity';

export { DeterminationEntity, EvidenceCustodyEntity, EvidenceItemEntity, InvestigationCaseEntity };

/** Tables that repositories write. */
export const investigationEntities: readonly EntityClass[] = [
  InvestigationCaseEntity,
  EvidenceItemEntity,
  EvidenceCustodyEntity,
  DeterminationEntity,
];
