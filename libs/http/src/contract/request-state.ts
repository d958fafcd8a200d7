import type { DirectoryPerson } from '@redress/access';
import type { Caller } from '@redress/commands';
import type { Actor, RoleCode } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import type { Principal, PrincipalKind } from '@redress/security';
import type { CommandContext } from '../idempotency/command-context';
import type { UploadedFile } from './uploaded-file';

/** The authenticated caller, as the service's own copy of the directory knows it. */
export interface CurrentActor extends Caller {
  readonly kind: PrincipalKind;
  readonly clientId: string;
  /** Entry in the directory. */
  readonly person: DirectoryPerson;
}

/** What the library keeps about a request while it runs. */
export interface RequestState {
  readonly startedAtMs: number;
  readonly traceparent: string;
  actor?: CurrentActor;
  /** Whose token it was, also when they may not do it. */
  caller?: string;
  /** Name of the problem that was answered. */
  problem?: string;
  command?: CommandContext;
  upload?: UploadedFile;
  /** What the request opens of complaints; only where the endpoint says that it does. */
  disclosure?: Disclosure;
}

declare module 'fastify' {
  interface FastifyRequest {
    redress: RequestState;
  }
}

/** Puts together what is known about a caller. */
export function currentActor(principal: Principal, person: DirectoryPerson): CurrentActor {
  const { roles } = person;
  return {
    sub: principal.sub,
    kind: principal.kind,
    clientId: principal.clientId,
    roles,
    unitId: person.unitId,
    organisationId: person.organisationId,
    person,
    onStory: { kind: storyKind(principal.kind, roles), id: principal.sub },
  };
}

function storyKind(kind: PrincipalKind, roles: readonly RoleCode[]): Actor['kind'] {
  if (kind === 'STAFF') return 'STAFF';
  return roles.includes('SYSTEM') ? 'SYSTEM' : 'PARTNER';
}
