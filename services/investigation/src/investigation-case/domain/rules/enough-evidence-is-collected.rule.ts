import type { Obstacle } from '@redress/commands';
import type { CaseSituation } from '../investigation-case';

/** The pack says how many items a verdict rests on at least (IV-02). */
export function enoughEvidenceIsCollected({
  evidenceIds,
  minEvidenceItems,
}: Pick<CaseSituation, 'evidenceIds' | 'minEvidenceItems'>): Obstacle | undefined {
  if (evidenceIds.length >= minEvidenceItems) return undefined;
  return { code: 'NOT_ENOUGH_EVIDENCE', params: { required: minEvidenceItems, present: evidenceIds.length } };
}
