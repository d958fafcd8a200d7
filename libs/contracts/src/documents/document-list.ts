import { complaintStateDocument } from './complaint-state';
import { directoryEntry } from './directory-entry';
import type { DocumentContract } from './document';
import { policyCalendar, policyPack } from './policy';
import { privacyKey } from './privacy-key';
import { intakeDossier, investigationDossier, resolutionDossier, routingDossier } from './sealed-dossier';
import { submissionRejected } from './submission-rejected';

/** Every document of the compacted topics and of the rejected topic. */
export const DOCUMENTS: readonly DocumentContract[] = [
  intakeDossier,
  routingDossier,
  investigationDossier,
  resolutionDossier,
  privacyKey,
  policyPack,
  policyCalendar,
  directoryEntry,
  complaintStateDocument,
  submissionRejected,
];
