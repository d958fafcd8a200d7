import { z } from 'zod';
import type { ClosureCode, LetterKind, RequestKind, RoleCode } from '../codes';
import type { Holder, ServiceName } from '../custody/services';
import { OPEN_STATES, STATE, STATES, type ComplaintState } from '../custody/states';
import { transitionById, type TransitionId } from '../custody/transitions';
import { emittersOf, type EventContract, type StateEvent } from '../event/event';
import { request } from '../event/shared-fields';

/**
 * What a holder knows of a complaint from rows of its own. Each service fills in what it knows (`RequestDesk.knows` of
 * libs/lifecycle); what it leaves out is as in {@link NOTHING_KNOWN}.
 */
export interface HolderFacts {
  /** An offer is with the complainant and not answered yet. */
  readonly offerIsOut: boolean;
  /** A line of the present round is EXECUTING or DONE. */
  readonly remedyBegan: boolean;
  /** Life or health may be at stake. */
  readonly safetyCritical: boolean;
  /** What the clock of an EXPIRY waits for; absent: nothing that the holder knows. */
  readonly awaited?:
    | {
        readonly isAnswered: boolean;
        /** What the move says that goes on without an answer. */
        readonly named: Readonly<Record<string, unknown>>;
      }
    | undefined;
  /** How many complainants are parties of the complaint. */
  readonly parties: number;
  /** Until when, by the pack, the complaint may be reopened that has ended; absent where that is not known. */
  readonly reopenableUntil?: Date | undefined;
}

/** What holds of a complaint of which the holder has no rows. */
export const NOTHING_KNOWN: HolderFacts = {
  offerIsOut: false,
  remedyBegan: false,
  safetyCritical: false,
  parties: 1,
};

/** What a holder looks at when it answers a request. */
export interface RequestSituation {
  readonly state: ComplaintState;
  /** The state to which the end of a suspension leads; absent while the complaint is not suspended. */
  readonly suspendedFrom?: ComplaintState | undefined;
  /** The unit responsible, and who handles the complaint, if anybody does. */
  readonly unitId: string;
  readonly handlerId?: string | undefined;
  /** Business time at which it came into its state. */
  readonly since: Date;
  /** How often it was opened again before. */
  readonly reopenCount: number;
  /** Business time at which it was asked. */
  readonly requestedAt: Date;
  /** What the kind asks for besides the fields of all requests. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly facts: HolderFacts;
}

/** The answer of a holder: the move that it makes, with what its event adds, or the reason of the refusal. */
export type RequestAnswer =
  | {
      readonly isGranted: true;
      readonly payload: Readonly<Record<string, unknown>>;
      /** Needed only where the custody table names more than one target state. */
      readonly to?: ComplaintState | undefined;
    }
  | { readonly isGranted: false; readonly reasonCode: string };

/** How a holder answers the requests of one kind. */
export type Grantor = (situation: RequestSituation) => RequestAnswer;

/**
 * The holder grants the request.
 * @param payload what the event says besides the id of the request
 * @param to the state that the move leads to, where the custody table names more than one
 */
export function granted(payload: Readonly<Record<string, unknown>> = {}, to?: ComplaintState): RequestAnswer {
  return { isGranted: true, payload, ...(to ? { to } : {}) };
}

/** The holder refuses the request. */
export function refused(reasonCode: string): RequestAnswer {
  return { isGranted: false, reasonCode };
}

/** A move that grants a request. An event that also happens without a request leaves `requestId` out then. */
export type GrantEvent = StateEvent<never, { requestId?: string | undefined }>;

/** A kind of request to the holder of a complaint; everything that knows kinds is made from it. */
export interface RequestDeclaration<K extends RequestKind = RequestKind, L extends LetterKind = LetterKind> {
  readonly kind: K;
  /**
   * The event that asks; the service that emits it offers the kind. What it has besides the fields of all requests belongs
   * to the kind.
   */
  readonly asks: EventContract<z.infer<z.ZodObject<RequestShape>>>;
  /** The moves by which holders grant: each holder makes the one that it may emit. */
  readonly grants: readonly GrantEvent[];
  readonly askedBy: {
    /** Roles of those who may ask, for the complainant or of their own accord; none where a service asks. */
    readonly staff: readonly RoleCode[];
    /** Whether complainants may ask themselves, with number and tracking code. */
    readonly complainants: boolean;
    /** Own fields of the kind that only people with one of these roles may say, and complainants never. */
    readonly fieldsFor?: Readonly<Record<string, readonly RoleCode[]>>;
  };
  /** What people who ask must say besides and what intake keeps sealed with their statement; never on the story. */
  readonly sealed?: Readonly<Record<string, z.ZodType<string>>>;
  /** A holder that is absent refuses, by {@link refusalIn}. */
  readonly grantors: Readonly<Partial<Record<Holder, Grantor>>>;
  /** The letter by which complainants learn that it was granted; absent: the event that grants has letters of its own, or none. */
  readonly letter?: L;
  /** The letter by which they learn that it was refused; `null`: they never learn that it was asked. */
  readonly refusalLetter: 'REQUEST_REFUSED' | null;
  /** Asked for one of several complainants, it takes only them out of the case, which goes on for the others (T7). */
  readonly leaves?: true;
  /** How a case is closed that ends by it; absent: it ends none. */
  readonly closure?: ClosureCode;
}

type RequestShape = { [N in keyof typeof request]: (typeof request)[N]['schema'] };

/** Declares a kind of request. @throws when a holder could grant by no move, or by more than one */
export function defineRequest<const K extends RequestKind, const L extends LetterKind = never>(
  declaration: RequestDeclaration<K, L>,
): RequestDeclaration<K, L> {
  for (const holder of Object.keys(declaration.grantors) as Holder[]) grantOf(declaration, holder);
  return declaration;
}

/** The move by which a holder grants. @throws when the declaration names none, or more than one */
export function grantOf({ kind, grants }: Pick<RequestDeclaration, 'kind' | 'grants'>, holder: Holder): GrantEvent {
  const own = grants.filter((grant) => (emittersOf(grant) as readonly ServiceName[]).includes(holder));
  if (own.length !== 1) throw new Error(`${holder} grants ${kind} by ${own.length} moves`);
  return own[0] as GrantEvent;
}

/** Grants from every state from which the custody table lets the move be made. */
export function grantedFrom(transition: TransitionId): Grantor {
  const { from } = transitionById(transition);
  return ({ state }) => (from.includes(state) ? granted() : refused(refusalIn(state)));
}

/** Why a request is refused that the custody table does not know from this state. */
export function refusalIn(state: ComplaintState): string {
  if (state === STATE.SUSPENDED) return state;
  if (STATES[state].ended) return 'ALREADY_ENDED';
  return OPEN_STATES.includes(state) ? 'WRONG_STATE' : 'NOT_OPEN';
}

/** What a kind asks for besides the fields of all requests. */
export function ownFieldsOf({ asks }: Pick<RequestDeclaration, 'asks'>): z.ZodObject {
  const { shape } = asks.payload as unknown as z.ZodObject;
  return z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in request))));
}

/** What complainants may ask for besides; as {@link ownFieldsOf}. */
export function complainantFieldsOf(declared: Pick<RequestDeclaration, 'asks' | 'askedBy'>): z.ZodObject {
  const { fieldsFor = {} } = declared.askedBy;
  const { shape } = ownFieldsOf(declared);
  return z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => !Object.hasOwn(fieldsFor, name))));
}
