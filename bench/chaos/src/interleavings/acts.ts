import { type CaseWork, DISPATCHER } from '@redress/workload';
import type { SeededRandom } from '@redress/testing';
import type { DrivenPlace } from './driven-place';

/** Where a complaint stands before people act on it at the same time, in the order of the straight road. */
export const SITUATIONS = [
  'ASSIGNED',
  'UNDER_INVESTIGATION',
  'DETERMINED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What one person, or the clock, does. */
export interface Act {
  readonly name: string;
  /** Where it makes sense; elsewhere it would only be refused. */
  readonly in: readonly Situation[];
  run(work: CaseWork, place: DrivenPlace, random: SeededRandom): Promise<unknown>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The acts that are let loose on each other: a row each. */
export const ACTS: readonly Act[] = [
  { name: 'accept the assignment', in: ['ASSIGNED'], run: (work) => work.accept() },
  { name: 'investigate', in: ['UNDER_INVESTIGATION'], run: (work) => work.investigate() },
  { name: 'propose', in: ['DETERMINED'], run: (work) => work.propose() },
  { name: 'approve', in: ['PENDING_APPROVAL'], run: (work) => work.approve() },
  { name: 'reject', in: ['PENDING_APPROVAL'], run: (work) => work.proposeAgain() },
  { name: 'accept the offer', in: ['RESOLUTION_OFFERED'], run: (work) => work.acceptOffer() },
  { name: 'execute', in: ['REMEDY_IN_PROGRESS'], run: (work) => work.execute() },
  { name: 'close', in: ['RESOLVED'], run: (work) => work.followUp(true) },
  { name: 'reopen', in: ['RESOLVED'], run: (work) => work.followUp(false) },
  {
    name: 'withdraw',
    in: SITUATIONS,
    run: (work) => work.askToWithdraw('The matter is settled; please withdraw my complaint.'),
  },
  {
    name: 'reclassify',
    in: SITUATIONS,
    run: (work, place, random) =>
      place.command(DISPATCHER, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'classification',
        body: { reasonCode: 'NEW_FACTS', severity: random.pick(['CRITICAL', 'MAJOR', 'MINOR']) },
      }),
  },
  {
    name: 'escalate',
    in: SITUATIONS,
    run: (work, place) =>
      place.command(DISPATCHER, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'escalations',
        body: { reason: 'CUSTOMER_REQUEST' },
      }),
  },
  // Breaches of limits of hours and of days, and the end of the time in which an offer can be decided.
  { name: 'pass hours', in: SITUATIONS, run: (_, place, random) => place.pass(random.between(30, 600) * MINUTE_MS) },
  { name: 'pass days', in: SITUATIONS, run: (_, place, random) => place.pass(random.between(2, 9) * DAY_MS) },
];
