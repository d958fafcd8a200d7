import { z } from 'zod';
import type { ClosureCode, LetterKind, RequestKind, RoleCode } from '../codes';
import type { Holder } from '../custody/services';
import { STATES, type ComplaintState } from '../custody/states';
import { transitionById } from '../custody/transitions';
import type { EventContract, StateEvent } from '../event/event';
import { request } from '../event/shared-fields';

/** What a holder looks at when it answers a request. */
export interface RequestSituation {
  readonly state: ComplaintState;
  /** What the kind asks for besides the fields of all requests. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The answer of a holder: the move that it makes, with what its event adds, or the reason of the refusal. */
export type RequestAnswer =
  | { readonly isGranted: true; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly isGranted: false; readonly reasonCode: string };

/** How a holder answers the requests of one kind. */
export type Grantor = (situation: RequestSituation) => RequestAnswer;

/** The holder grants the request. @param payload what the event says besides the id of the request */
export function granted(payload: Readonly<Record<string, unknown>> = {}): RequestAnswer {
  return { isGranted: true, payload };
}

/** The holder refuses the request. */
export function refused(reasonCode: string): RequestAnswer {
  return { isGranted: false, reasonCode };
}

/** A kind of request to the holder of a complaint; everything that knows kinds is made from it. */
export interface RequestDeclaration<K extends RequestKind = RequestKind, L extends LetterKind = LetterKind> {
  readonly kind: K;
  /** The event by which intake asks. What it has besides the fields of all requests belongs to the kind. */
  readonly asks: EventContract<z.infer<z.ZodObject<RequestShape>>>;
  /** The move that the holder makes when it grants. */
  readonly grants: StateEvent<Holder, { requestId: string }>;
  readonly askedBy: {
    /** Roles of those who record it for the complainant. */
    readonly staff: readonly RoleCode[];
    /** Whether complainants may ask themselves, with number and tracking code. */
    readonly complainants: boolean;
  };
  readonly grantors: Readonly<Record<Holder, Grantor>>;
  /** The letter by which complainants learn that it was granted. */
  readonly letter: L;
  /** How a case is closed that ends by it. */
  readonly closure: ClosureCode;
}

type RequestShape = { [N in keyof typeof request]: (typeof request)[N]['schema'] };

/** Declares a kind of request. */
export function defineRequest<const K extends RequestKind, const L extends LetterKind>(
  declaration: RequestDeclaration<K, L>,
): RequestDeclaration<K, L> {
  return declaration;
}

/** Grants from every state from which the custody table lets the move be made. */
export function grantedFrom(transition: string): Grantor {
  const { from } = transitionById(transition);
  return ({ state }) => (from.includes(state) ? granted() : refused(refusalIn(state)));
}

/** Why a request is refused that the custody table does not know from this state. */
export function refusalIn(state: ComplaintState): string {
  return STATES[state].ended ? 'ALREADY_ENDED' : 'NOT_OPEN';
}

/** What a kind asks for besides the fields of all requests. */
export function ownFieldsOf({ asks }: Pick<RequestDeclaration, 'asks'>): z.ZodObject {
  const { shape } = asks.payload as unknown as z.ZodObject;
  return z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in request))));
}
