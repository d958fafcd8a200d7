import type { FieldFault } from '@redress/commands';
import type { Finding } from '../determination';

/** Every finding cites items that are on the case (IV-09). */
export function findingRestsOnEvidence(findings: readonly Finding[], evidenceIds: readonly string[]): FieldFault[] {
  const onTheCase = new Set(evidenceIds);
  return findings.flatMap((finding, at) =>
    finding.evidenceIds.flatMap((id, cited) =>
      onTheCase.has(id)
        ? []
        : [{ pointer: `/findings/${at}/evidenceIds/${cited}`, detail: 'must be evidence that is on the case' }],
    ),
  );
}
