import type { ClosureCode, RequestKind, RoleCode } from '../codes';
import type { Holder, ServiceName } from '../custody/services';
import { STATES } from '../custody/states';
import { targetsOf } from '../custody/transitions';
import {
  grantOf,
  refusalIn,
  refused,
  type GrantEvent,
  type RequestAnswer,
  type RequestDeclaration,
  type RequestSituation,
} from './define-request';
import { expiry } from './expiry';
import { merge } from './merge';
import { reopening } from './reopening';
import { suspension } from './suspension';
import { suspensionLift } from './suspension-lift';
import { voiding } from './void';
import { withdrawal } from './withdrawal';

const ALL = [withdrawal, merge, voiding, suspension, suspensionLift, reopening, expiry] as const;

/** A kind that can be asked for; the others of the taxonomy are refused. */
export type DeclaredKind = (typeof ALL)[number]['kind'];

/** A letter that says that a request was granted. */
export type GrantLetter = NonNullable<(typeof ALL)[number]['letter']>;

export type DeclaredRequest = RequestDeclaration<DeclaredKind, GrantLetter>;

/** Every kind of request that can be asked for. A test compares it with the folder. */
export const DECLARED_REQUESTS: readonly [DeclaredRequest, ...DeclaredRequest[]] = ALL;

/** The events that ask something of the holder. */
export const REQUESTS_ASKED = DECLARED_REQUESTS.map(({ asks }) => asks);

/** The moves by which holders grant requests, each once. Some also happen without one; then they name no request. */
export const REQUESTS_GRANTED: readonly GrantEvent[] = [...new Set(DECLARED_REQUESTS.flatMap(({ grants }) => grants))];

/** The granted requests that end a complaint. */
export const ENDED_BY_REQUEST = REQUESTS_GRANTED.filter(({ transitions }) =>
  targetsOf(transitions).every((state) => STATES[state].ended),
);

/** Of the granted requests, those of which complainants learn by a letter of the kind. */
export const GRANTED_WITH_LETTER = REQUESTS_GRANTED.filter((grant) => requestGrantedBy(grant.type).letter);

/** The kinds that people ask for at a service. */
export function requestsOfferedBy(service: ServiceName): readonly [DeclaredRequest, ...DeclaredRequest[]] {
  return DECLARED_REQUESTS.filter(
    ({ asks, askedBy }) => Object.hasOwn(asks.emittedBy, service) && (askedBy.complainants || askedBy.staff.length > 0),
  ) as unknown as readonly [DeclaredRequest, ...DeclaredRequest[]];
}

/** Roles of staff who may ask at least one thing of a holder. */
export const ASKING_STAFF: readonly RoleCode[] = [
  ...new Set(DECLARED_REQUESTS.flatMap(({ askedBy }) => askedBy.staff)),
];

const byKind = new Map<RequestKind, DeclaredRequest>(DECLARED_REQUESTS.map((one) => [one.kind, one]));

/** The declaration of a kind; undefined for one that is only a name so far. */
export function requestOfKind(kind: RequestKind): DeclaredRequest | undefined {
  return byKind.get(kind);
}

/** The kind that an event grants. Throws when the type is not one of {@link REQUESTS_GRANTED}. */
export function requestGrantedBy(type: string): DeclaredRequest {
  const declared = DECLARED_REQUESTS.find(({ grants }) => grants.some((grant) => grant.type === type));
  if (!declared) throw new Error(`${type} grants no request`);
  return declared;
}

/** How a case is closed that the granted request ends. @throws when the event is not one of {@link ENDED_BY_REQUEST} */
export function closureBy(type: string): ClosureCode {
  const { closure } = requestGrantedBy(type);
  if (!closure) throw new Error(`${type} ends no case`);
  return closure;
}

/** The answer of the holder to a request. */
export function answerTo(kind: RequestKind, holder: Holder, situation: RequestSituation): RequestAnswer {
  const { state } = situation;
  const declared = requestOfKind(kind);
  if (!declared) return refused(STATES[state].ended ? 'ALREADY_ENDED' : 'NOT_SUPPORTED');
  return declared.grantors[holder]?.(situation) ?? refused(refusalIn(state));
}

/** The move by which a holder grants a kind. @throws when it has none */
export function grantingMove(kind: RequestKind, holder: Holder): GrantEvent {
  const declared = requestOfKind(kind);
  if (!declared) throw new Error(`No move grants a request of the kind ${kind}`);
  return grantOf(declared, holder);
}
