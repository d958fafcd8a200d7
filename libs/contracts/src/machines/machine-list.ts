import { approvalStep } from './approval-step';
import { clock } from './clock';
import type { Machine } from './define-machine';
import { directoryProposal } from './directory-proposal';
import { dispute } from './dispute';
import { draft } from './draft';
import { evidence } from './evidence';
import { followUp } from './follow-up';
import { inboxItem } from './inbox-item';
import { informationRequest } from './information-request';
import { investigation } from './investigation';
import { lesson } from './lesson';
import { letter } from './letter';
import { letterDispatch } from './letter-dispatch';
import { majorReport } from './major-report';
import { offer } from './offer';
import { parkedEvent } from './parked-event';
import { plan } from './plan';
import { promise } from './promise';
import { remedyLine } from './remedy-line';
import { request } from './request';
import { resolution } from './resolution';
import { review } from './review';
import { supervision } from './supervision';
import { thirdPartyRequest } from './third-party-request';

/** Every machine, from the investigation of a complaint to the records behind it. A test compares it with the folder. */
export const machines = {
  investigation,
  evidence,
  informationRequest,
  thirdPartyRequest,
  resolution,
  plan,
  remedyLine,
  offer,
  followUp,
  review,
  dispute,
  lesson,
  approvalStep,
  supervision,
  majorReport,
  promise,
  letter,
  letterDispatch,
  inboxItem,
  request,
  draft,
  clock,
  parkedEvent,
  directoryProposal,
};

/** The machines in that order. */
export const MACHINES: readonly Machine<string>[] = Object.values(machines) as unknown as readonly Machine<string>[];
