import type { CaseWorker, Obstacle } from '@redress/commands';
import type { CaseSituation } from '../resolution-case';

/** A person who handled, drafted, approved or executed does not ask whether it was done well (D7, FU-08). */
export function followUpCallerIsIndependent(
  { resolution, plan }: Pick<CaseSituation, 'resolution' | 'plan'>,
  worker: CaseWorker,
): Obstacle | undefined {
  const parts: readonly (readonly [part: string, id: string | null | undefined])[] = [
    ['HANDLER', resolution.handlerId],
    ['DRAFTER', plan?.drafterId],
    ['APPROVER', plan?.approverId],
    ...(plan?.remedies ?? []).map(({ executedBy }) => ['EXECUTOR', executedBy] as const),
  ];
  const part = parts.find(([, id]) => id === worker.id)?.[0];
  if (!part) return undefined;
  return { code: 'CALLER_NOT_INDEPENDENT', params: { part }, whoCan: [{ role: 'FOLLOW_UP_SPECIALIST' }] };
}
