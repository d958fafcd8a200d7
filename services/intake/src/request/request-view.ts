import type { ComplaintState } from '@redress/contracts';
import { commandView, type CommandView, type CurrentActor } from '@redress/http';
import type { z } from 'zod';
import { WITHDRAWAL_RECORDERS } from '../complaint/domain/staff-access';
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
export function withdrawalObstacles(state: ComplaintState, requests: readonly HolderRequest[]): { code: string }[] {
  const openWithdrawal = requests.some(({ kind, status }) => kind === 'WITHDRAWAL' && status === 'OPEN');
  return obstaclesToWithdrawal({ state, openWithdrawal }).map((code) => ({ code }));
}

/** Whether the reader may ask for a withdrawal now, and why not. */
export function requestWithdrawalCommand(
  state: ComplaintState,
  requests: readonly HolderRequest[],
  reader: CurrentActor,
): CommandView {
  const lacksRole = !WITHDRAWAL_RECORDERS.some((role) => reader.roles.includes(role));
  return commandView(
    'requestWithdrawal',
    ...(lacksRole ? [{ code: 'ROLE_MISSING', whoCan: WITHDRAWAL_RECORDERS.map((role) => ({ role })) }] : []),
    ...withdrawalObstacles(state, requests),
  );
}
