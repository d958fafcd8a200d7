import { faultAt, type FieldFault } from '@redress/commands';
import type { Finding } from '../determination';

/**
 * Every finding cites items that are on the case, of whatever kind; only a determination without investigation may cite
 * none (IV-09).
 */
export function findingRestsOnEvidence(
  findings: readonly Finding[],
  evidenceIds: readonly string[],
  { isWithoutInvestigation = false }: { readonly isWithoutInvestigation?: boolean } = {},
): FieldFault[] {
  const onTheCase = new Set(evidenceIds);
  return findings.flatMap((finding, at) => {
    const pointer = `/findings/${at}/evidenceIds`;
    if (finding.evidenceIds.length === 0 && !isWithoutInvestigation) return [faultAt(pointer, 'too-few', { least: 1 })];
    return finding.evidenceIds.flatMap((id, cited) =>
      onTheCase.has(id) ? [] : [faultAt(`${pointer}/${cited}`, 'unknown-evidence')],
    );
  });
}
