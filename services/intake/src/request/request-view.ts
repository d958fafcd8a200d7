import { commandViewWith, type Caller, type CommandView, type Obstacle } from '@redress/commands';
import { holdsOneOf, machines, type ComplaintState, type DeclaredRequest } from '@redress/contracts';
import type { z } from 'zod';
import { obstaclesToRequest } from './domain/request.rules';
import { OFFERED, type requestView } from './request.dto';
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

/** Obstacles to a request, in the shape of problems and of command views. */
export function requestObstacles(
  request: DeclaredRequest,
  state: ComplaintState,
  made: readonly HolderRequest[],
): Obstacle[] {
  const isOpen = made.some(({ kind, status }) => kind === request.kind && status === machines.request.state.OPEN);
  return obstaclesToRequest({ request, state, isOpen });
}

/** What a caller from staff lacks to make a request. */
export function lackOfRole({ askedBy: { staff } }: DeclaredRequest, { roles }: Pick<Caller, 'roles'>): Obstacle[] {
  return holdsOneOf(roles, staff) ? [] : [{ code: 'ROLE_MISSING', whoCan: staff.map((role) => ({ role })) }];
}

/** What a caller from staff lacks to say some of the fields that they say. */
export function lackOfRoleToSay(
  { askedBy: { fieldsFor = {} } }: DeclaredRequest,
  said: Readonly<Record<string, unknown>>,
  { roles }: Pick<Caller, 'roles'>,
): Obstacle[] {
  const asked = Object.entries(fieldsFor).filter(([name]) => said[name] !== undefined);
  return asked.flatMap(([, allowed]) =>
    holdsOneOf(roles, allowed) ? [] : [{ code: 'ROLE_MISSING' as const, whoCan: allowed.map((role) => ({ role })) }],
  );
}

/** What the reader may ask of the holder now, kind by kind, and why not. */
export function requestCommands(state: ComplaintState, made: readonly HolderRequest[], reader: Caller): CommandView[] {
  return OFFERED.map((request) =>
    commandViewWith(
      'requestOfHolder',
      { kind: request.kind },
      ...lackOfRole(request, reader),
      ...requestObstacles(request, state, made),
    ),
  );
}
