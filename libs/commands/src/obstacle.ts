import {
  holdsOneOf,
  type ObstacleCode,
  type ObstacleParams,
  type OperationId,
  type RoleCode,
} from '@redress/contracts';

interface ObstacleNotes {
  /** RFC 3339: when it ends by itself. */
  readonly until?: string;
  /** Who could run it instead. */
  readonly whoCan?: { role?: RoleCode; person?: string; unit?: string }[];
}

/** An obstacle of one code, with the parameters of that code. */
export type ObstacleOf<C extends ObstacleCode> = { readonly code: C } & ObstacleNotes &
  (keyof ObstacleParams<C> extends never ? { readonly params?: undefined } : { readonly params: ObstacleParams<C> });

/**
 * Why a command may not run now: reads announce it, and the command refuses with it (architecture 5.9). Its code is one of
 * `OBSTACLES` in the contracts, which has its words.
 */
export type Obstacle = { [C in ObstacleCode]: ObstacleOf<C> }[ObstacleCode];

/** The obstacle of a person who holds none of the roles that a command wants; undefined when they hold one. */
export function callerHasRole(
  { roles }: { readonly roles: readonly RoleCode[] },
  allowed: readonly RoleCode[],
): Obstacle | undefined {
  return holdsOneOf(roles, allowed) ? undefined : { code: 'ROLE_MISSING', whoCan: allowed.map((role) => ({ role })) };
}

/** The obstacles among the answers of several rules. */
export function obstaclesOf(...answers: readonly (Obstacle | undefined)[]): Obstacle[] {
  return answers.filter((answer) => answer !== undefined);
}

/** One command and whether the reader may run it now. */
export interface CommandView {
  readonly operationId: OperationId;
  /** What the operation is called with: the path parameter that names the line, a field that is fixed. */
  readonly with?: Readonly<Record<string, string>>;
  readonly allowed: boolean;
  /** Empty when allowed. */
  readonly blockedBy: Obstacle[];
}

/** Whether the reader may run a command: allowed when no obstacle is given. */
export function commandView(operationId: OperationId, ...blockedBy: Obstacle[]): CommandView {
  return { operationId, allowed: blockedBy.length === 0, blockedBy };
}

/** {@link commandView} for a command on one line of the resource, or for one kind of several that a command takes. */
export function commandViewWith(
  operationId: OperationId,
  fixed: Readonly<Record<string, string>>,
  ...blockedBy: Obstacle[]
): CommandView {
  return { ...commandView(operationId, ...blockedBy), with: fixed };
}
