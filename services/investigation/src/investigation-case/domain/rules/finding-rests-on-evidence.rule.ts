import { faultAt, type FieldFault } from '@redress/commands';
import type { Finding } from '../determination';

/** Every finding cites items that are on the case (IV-09). */
export function findingRestsOnEvidence(findings: readonly Finding[], evidenceIds: readonly string[]): FieldFault[] {
  const onTheCase = new Set(evidenceIds);
  return findings.flatMap((finding, at) =>
    finding.evidenceIds.flatMap((id, cited) =>
      onTheCase.has(id) ? [] : [faultAt(`/findings/${at}/evidenceIds/${cited}`, 'unknown-evidence')],
    ),
  );
}
