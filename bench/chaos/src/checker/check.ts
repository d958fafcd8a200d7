import { findClockFaults } from './checks/clocks';
import { findDoubledCases } from './checks/doubled-cases';
import { findDoubledCounts } from './checks/doubled-counts';
import { findDoubledLetters } from './checks/doubled-letters';
import { findDoubledOffers } from './checks/doubled-offers';
import { findDoubledRemedies } from './checks/doubled-remedies';
import { findIllegalStories } from './checks/illegal-stories';
import { findLost } from './checks/lost';
import { findNumberGaps } from './checks/number-gaps';
import { findOutboxRows } from './checks/outboxes';
import { findParked } from './checks/parked';
import { findProjectionDifferences } from './checks/projections';
import { findUnreadyServices } from './checks/unready-services';
import { VIOLATIONS, type Finding, type ViolationName } from './finding';
import { loadSnapshot, type CheckInput } from './world/load-snapshot';
import type { Snapshot } from './world/snapshot';
import { World } from './world/world';

/** Says what is wrong with a world: one line for each violation, with ids, codes and coordinates only. */
export type Check = (world: World) => readonly string[];

const CHECKS: Readonly<Record<ViolationName, Check>> = {
  lost: findLost,
  doubledCases: findDoubledCases,
  doubledLetters: findDoubledLetters,
  doubledOffers: findDoubledOffers,
  doubledRemedies: findDoubledRemedies,
  doubledCounts: findDoubledCounts,
  illegalStories: findIllegalStories,
  clocks: findClockFaults,
  parkedLeft: findParked,
  projections: findProjectionDifferences,
  outboxes: findOutboxRows,
  personalData: ({ snapshot }) => snapshot.leaks,
  numberGaps: findNumberGaps,
  unreadyServices: findUnreadyServices,
};

const MAX_EVIDENCE = 50;

/**
 * Verifies from topics and tables alone that a run broke no promise; shares nothing with the services but the schemas.
 * Call it when the platform has come to rest: outboxes sent, everything read, parked events retried.
 * @returns every violation by name, those that were not found with a count of 0
 */
export async function check(input: CheckInput): Promise<Finding[]> {
  return judge(await loadSnapshot(input));
}

/** What is wrong with a snapshot. */
export function judge(snapshot: Snapshot): Finding[] {
  const world = new World(snapshot);
  return VIOLATIONS.map((name) => {
    const found = CHECKS[name](world);
    return { name, count: found.length, evidence: found.slice(0, MAX_EVIDENCE) };
  });
}
