import { commandView, type Caller, type CommandView, type Obstacle } from '@redress/commands';
import { ACCESS, holdsOneOf, type ComplaintState } from '@redress/contracts';
import type { z } from 'zod';
import { obstaclesToWithdrawal } from './domain/withdrawal.rules';
import type { requestView } from './request.dto';
import type { HolderRequest } from './requests';

/** A request as it is answered. */
export function toRequestView(request: HolderRequest): z.input<typeof requestView> {
  return {
    requestId: request.requestId,
    complaintId: request.complaintId,
    kind: request.kind,
    status: request.status,
    requestedAt: request.requestedAt.toISOString(),
    reasonCode: request.reasonCode,
    answeredBy: request.answeredBy,
    answeredAt: request.answeredAt?.toISOString() ?? null,
  };
}

/** Obstacles to a withdrawal, in the shape of problems and of command views. */
export function withdrawalObstacles(state: ComplaintState, requests: readonly HolderRequest[]): Obstacle[] {
  const openWithdrawal = requests.some(({ kind, status }) => kind === 'WITHDRAWAL' && status === 'OPEN');
  return obstaclesToWithdrawal({ state, openWithdrawal }).map((code) => ({ code }));
}

/** Whether the reader may ask for a withdrawal now, and why not. */
export function requestWithdrawalCommand(
  state: ComplaintState,
  requests: readonly HolderRequest[],
  reader: Caller,
): CommandView {
  const recorders = ACCESS.intake.requestOfHolder;
  const lacksRole = !holdsOneOf(reader.roles, recorders);
  return commandView(
    'requestWithdrawal',
    ...(lacksRole ? [{ code: 'ROLE_MISSING', whoCan: recorders.map((role) => ({ role })) }] : []),
    ...withdrawalObstacles(state, requests),
  );
}
