import type { EntityClass } from '@redress/persistence';
import { DeterminationEntity } from './determination.entity';
import { EvidenceCustodyEntity } from './evidence-custody.entity';
import { EvidenceItemEntity } from './evidence-item.entity';
import { InformationRequestEntity } from './information-request.entity';
import { InvestigationCaseEntity } from './investigation-case.entity';
import { ThirdPartyRequestEntity } from './third-party-request.entity';

export {
  DeterminationEntity,
  EvidenceCustodyEntity,
  EvidenceItemEntity,
  InformationRequestEntity,
  InvestigationCaseEntity,
  ThirdPartyRequestEntity,
};

/** Tables that repositories write. */
export const investigationEntities: readonly EntityClass[] = [
  InvestigationCaseEntity,
  EvidenceItemEntity,
  EvidenceCustodyEntity,
  InformationRequestEntity,
  ThirdPartyRequestEntity,
  DeterminationEntity,
];
