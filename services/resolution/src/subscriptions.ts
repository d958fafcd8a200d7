import { complaintDetermined, withdrawnByResolution } from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { CloseCaseWhenWithdrawn } from './resolution-case/close-case/close-case-when-withdrawn.consumer';
import { OpenCaseWhenComplaintDetermined } from './resolution-case/open-case/open-case-when-complaint-determined.consumer';

/** Every event that this service reacts to; custody, requests, packs, directory, keys and dossiers are followed by the modules of the host. */
export const subscriptions: readonly Subscription[] = [
  { event: complaintDetermined, handler: OpenCaseWhenComplaintDetermined },
  { event: withdrawnByResolution, handler: CloseCaseWhenWithdrawn },
];
