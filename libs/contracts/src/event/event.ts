import { z } from 'zod';
import type { Label, ParticipantPart } from '../codes';
import { HOLDERS, type Holder, type ServiceName } from '../custody/services';
import type { TransitionId } from '../custody/transitions';
import type { TopicName } from '../topics';
import type { ClockMeaning, DataCondition } from './clock-meaning';
import { shapeOf, type Fields, type FieldWords, type ShapeOf } from './field';
import { stateMoveSchema, storyBaseSchema, type StoryBase } from './story-base';

export type EventKind = 'state' | 'fact' | 'request';

/** What happened, in words. */
export interface EventTitle extends Label {
  /** Field that belongs to the title: which clock, which letter. */
  readonly about?: string;
}

/** What an event makes people participants of: the member of staff who acted, and the handler whom it confirms. */
export interface PartsOfEvent {
  readonly actor: ParticipantPart;
  /** Absent: a handler whom the event names is only proposed, or was confirmed before. */
  readonly handler?: ParticipantPart;
}

export interface EventContract<P = unknown, S extends ServiceName = never, K extends EventKind = EventKind> {
  /** `redress.<emitter>.<fact>.v<major>`; the emitter is `complaint` where any holder may emit it. */
  readonly type: string;
  readonly fact: string;
  readonly topic: TopicName;
  /** The services that may emit it; the source of an event names the one that did. */
  readonly emittedBy: { readonly [N in S]: true };
  readonly kind: K;
  /** Rows of the custody table for moves and requests; none for other facts. */
  readonly transitions: readonly TransitionId[];
  /** What this event adds to {@link storyBaseSchema} (and, for moves, {@link stateMoveSchema}). */
  readonly payload: z.ZodType<P>;
  /** The whole value as it stands on the topic. */
  readonly schema: z.ZodType<StoryBase & P>;
  readonly description: string;
  readonly title: EventTitle;
  /** What people read of each field of the payload; `null`: nothing. */
  readonly words: Readonly<Record<string, FieldWords | null>>;
  /** Absent: no clock starts or stops on it. */
  readonly clocks?: ClockMeaning;
  readonly parts: PartsOfEvent;
  /** A fact that says who is responsible from then on; its headers name unit and handler as those of moves do. */
  readonly assigns?: true;
  /** A payload that is valid, realistic and fit to be published in documentation. */
  readonly example: P;
}

/** A move that each service of `S` may make; only the lifecycle library of such a service accepts it. */
export type StateEvent<S extends ServiceName, P = unknown> = EventContract<P, S, 'state'>;

interface EventDefinition<F extends Fields, K extends EventKind, N extends string, C extends ClockMeaning | undefined> {
  readonly fact: N;
  readonly kind: K;
  readonly transitions?: readonly TransitionId[];
  readonly title: EventTitle & { readonly about?: keyof F & string };
  readonly fields: F;
  readonly clocks?: C & {
    readonly happenedAt?: keyof F & string;
    readonly subject?: { readonly kind: string; readonly id: keyof F & string };
    readonly until?: keyof F & string;
    readonly means?: Readonly<
      Record<string, { readonly [N in keyof F & string as N | `${N}.${string}`]?: DataCondition[string] }>
    >;
  };
  /** Default: the member of staff who acted took part. */
  readonly parts?: PartsOfEvent;
  /** Of a fact with `unitId` and `handlerId` in its payload: see {@link EventContract}. */
  readonly assigns?: true;
  readonly description: string;
  readonly example: PayloadOfFields<F>;
}

type PayloadOfFields<F extends Fields> = z.infer<z.ZodObject<ShapeOf<F>>>;

type DefinedEvent<
  F extends Fields,
  S extends ServiceName,
  K extends EventKind,
  N extends string,
  C extends ClockMeaning | undefined,
> = EventContract<PayloadOfFields<F>, S, K> & { readonly fact: N; readonly clocks?: C };

/**
 * Declares an event of the story once; types, schemas, samples, documents and the words of pages are made from it. Unknown
 * fields are stripped when an event is written and ignored when it is read.
 */
export function defineEvent<
  F extends Fields,
  S extends ServiceName,
  K extends EventKind,
  const N extends string,
  C extends ClockMeaning | undefined = undefined,
>(definition: EventDefinition<F, K, N, C> & { readonly emitter: S }): DefinedEvent<F, S, K, N, C> {
  return contractOf(definition, definition.emitter, [definition.emitter]);
}

/**
 * Declares an event that the holder of a complaint emits, whichever service that is: one schema and one type. As
 * {@link defineEvent}.
 * @param definition `holders`: those that can hold a complaint when it happens; all if absent
 */
export function defineHolderEvent<
  F extends Fields,
  K extends EventKind,
  const N extends string,
  C extends ClockMeaning | undefined = undefined,
  S extends Holder = Holder,
>(definition: EventDefinition<F, K, N, C> & { readonly holders?: readonly S[] }): DefinedEvent<F, S, K, N, C> {
  return contractOf(definition, 'complaint', definition.holders ?? (HOLDERS as readonly Holder[] as readonly S[]));
}

const TOOK_PART: PartsOfEvent = { actor: 'PARTICIPANT' };

function contractOf<
  F extends Fields,
  S extends ServiceName,
  K extends EventKind,
  N extends string,
  C extends ClockMeaning | undefined,
>(
  definition: EventDefinition<F, K, N, C>,
  emitter: ServiceName | 'complaint',
  emitters: readonly S[],
): DefinedEvent<F, S, K, N, C> {
  const {
    fact,
    kind,
    transitions = [],
    title,
    fields,
    clocks,
    parts = TOOK_PART,
    assigns,
    description,
    example,
  } = definition;
  const shape = shapeOf(fields);
  const base = kind === 'state' ? storyBaseSchema.extend(stateMoveSchema.shape) : storyBaseSchema;
  return {
    type: `redress.${emitter}.${fact}.v1`,
    fact,
    topic: 'complaint.lifecycle.v1',
    emittedBy: Object.fromEntries(emitters.map((service) => [service, true])) as { readonly [N in S]: true },
    kind,
    transitions,
    payload: z.object(shape) as unknown as z.ZodType<PayloadOfFields<F>>,
    schema: base.extend(shape) as unknown as z.ZodType<StoryBase & PayloadOfFields<F>>,
    description,
    title,
    words: Object.fromEntries(Object.entries(fields).map(([name, { words }]) => [name, words])),
    ...(clocks ? { clocks } : {}),
    parts,
    ...(assigns ? { assigns } : {}),
    example,
  };
}

/** The services that may emit events of a contract. */
export function emittersOf({ emittedBy }: Pick<EventContract, 'emittedBy'>): readonly ServiceName[] {
  return Object.keys(emittedBy) as ServiceName[];
}

/** What a handler of events of contract `C` receives in `data`. */
export type DataOf<C> = C extends { schema: z.ZodType<infer T> } ? T : never;

/** What a writer of events of contract `C` gives as payload. */
export type PayloadOf<C> = C extends { payload: z.ZodType<infer P> } ? P : never;
