import { CloseCaseWhenEndedByRequest } from './investigation-case/close-case/close-case-when-ended-by-request.consumer';
import { OpenCaseWhenAssignmentAccepted } from './investigation-case/open-case/open-case-when-assignment-accepted.consumer';
import { ReclassifyCaseWhenComplaintReclassified } from './investigation-case/reclassify-case/reclassify-case-when-complaint-reclassified.consumer';

/** Every event that this service reacts to; custody, requests, packs, directory and keys are followed by the host. */
export const subscriptions = [
  OpenCaseWhenAssignmentAccepted,
  ReclassifyCaseWhenComplaintReclassified,
  CloseCaseWhenEndedByRequest,
];
