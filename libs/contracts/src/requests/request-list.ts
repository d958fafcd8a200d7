import type { RequestKind, RoleCode } from '../codes';
import type { Holder } from '../custody/services';
import { STATES } from '../custody/states';
import { targetsOf } from '../custody/transitions';
import { refused, type RequestAnswer, type RequestDeclaration, type RequestSituation } from './define-request';
import { withdrawal } from './withdrawal';

const ALL = [withdrawal] as const;

/** A kind that can be asked for; the others of the taxonomy are refused. */
export type DeclaredKind = (typeof ALL)[number]['kind'];

/** A letter that says that a request was granted. */
export type GrantLetter = (typeof ALL)[number]['letter'];

export type DeclaredRequest = RequestDeclaration<DeclaredKind, GrantLetter>;

/** Every kind of request that can be asked for. A test compares it with the folder. */
export const DECLARED_REQUESTS: readonly [DeclaredRequest, ...DeclaredRequest[]] = ALL;

/** The events that ask something of the holder. */
export const REQUESTS_ASKED = DECLARED_REQUESTS.map(({ asks }) => asks);

/** The moves by which holders grant requests. */
export const REQUESTS_GRANTED = DECLARED_REQUESTS.map(({ grants }) => grants);

/** The granted requests that end a complaint. */
export const ENDED_BY_REQUEST = REQUESTS_GRANTED.filter(({ transitions }) =>
  targetsOf(transitions).every((state) => STATES[state].ended),
);

/** Roles of staff who may ask at least one thing of a holder. */
export const ASKING_STAFF: readonly RoleCode[] = [
  ...new Set(DECLARED_REQUESTS.flatMap(({ askedBy }) => askedBy.staff)),
];

const byKind = new Map<RequestKind, DeclaredRequest>(DECLARED_REQUESTS.map((one) => [one.kind, one]));
const byGrant = new Map(DECLARED_REQUESTS.map((one) => [one.grants.type, one]));

/** The declaration of a kind; undefined for one that is only a name so far. */
export function requestOfKind(kind: RequestKind): DeclaredRequest | undefined {
  return byKind.get(kind);
}

/** The kind that an event grants. Throws when the type is not one of {@link REQUESTS_GRANTED}. */
export function requestGrantedBy(type: string): DeclaredRequest {
  const declared = byGrant.get(type);
  if (!declared) throw new Error(`${type} grants no request`);
  return declared;
}

/** The answer of the holder to a request. */
export function answerTo(kind: RequestKind, holder: Holder, situation: RequestSituation): RequestAnswer {
  const declared = requestOfKind(kind);
  if (declared) return declared.grantors[holder](situation);
  return refused(STATES[situation.state].ended ? 'ALREADY_ENDED' : 'NOT_SUPPORTED');
}
