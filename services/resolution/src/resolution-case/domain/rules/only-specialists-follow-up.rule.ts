import type { CaseWorker, Obstacle } from '@redress/commands';

/** Follow-up is the work of specialists (FU-01). */
export function onlySpecialistsFollowUp(worker: CaseWorker): Obstacle | undefined {
  if (worker.roles.includes('FOLLOW_UP_SPECIALIST')) return undefined;
  return { code: 'NOT_A_FOLLOW_UP_SPECIALIST', whoCan: [{ role: 'FOLLOW_UP_SPECIALIST' }] };
}
