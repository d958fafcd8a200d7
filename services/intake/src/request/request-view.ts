import {
  callerHasRole,
  commandViewWith,
  obstaclesOf,
  type Caller,
  type CommandView,
  type Obstacle,
} from '@redress/commands';
import { machines, type ComplaintState, type DeclaredRequest } from '@redress/contracts';
import type { z } from 'zod';
import { obstaclesToRequest } from './domain/request.rules';
import { OFFERED, type requestView } from './request.dto';
import type { PartyStanding } from '../party/parties';
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

/** Where a complaint stands, as far as requests are judged by it. */
export interface RequestsOfComplaint {
  readonly complaintId: string;
  readonly state: ComplaintState;
  readonly standing: PartyStanding;
  /** Requests that were made before. */
  readonly made: readonly HolderRequest[];
}

/** Obstacles to a request, in the shape of problems and of command views. */
export function requestObstacles(request: DeclaredRequest, { made, ...about }: RequestsOfComplaint): Obstacle[] {
  const isOpen = made.some(({ kind, status }) => kind === request.kind && status === machines.request.state.OPEN);
  return obstaclesToRequest({ ...about, request, isOpen });
}

/** What a caller from staff lacks to make a request. */
export function lackOfRole({ askedBy: { staff } }: DeclaredRequest, caller: Pick<Caller, 'roles'>): Obstacle[] {
  return obstaclesOf(callerHasRole(caller, staff));
}

/** What a caller from staff lacks to say some of the fields that they say. */
export function lackOfRoleToSay(
  { askedBy: { fieldsFor = {} } }: DeclaredRequest,
  said: Readonly<Record<string, unknown>>,
  caller: Pick<Caller, 'roles'>,
): Obstacle[] {
  const asked = Object.entries(fieldsFor).filter(([name]) => said[name] !== undefined);
  return obstaclesOf(...asked.map(([, allowed]) => callerHasRole(caller, allowed)));
}

/** What the reader may ask of the holder now, kind by kind, and why not. */
export function requestCommands(complaint: RequestsOfComplaint, reader: Caller): CommandView[] {
  return OFFERED.map((request) =>
    commandViewWith(
      'requestOfHolder',
      { kind: request.kind },
      ...lackOfRole(request, reader),
      ...requestObstacles(request, complaint),
    ),
  );
}
