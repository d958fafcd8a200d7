import { z } from 'zod';
import { PackReference } from './codes';
import type { TransitionId } from './custody';
import { HOLDERS, type Holder, type ServiceName } from './services';
import { COMPLAINT_STATES, type ComplaintState } from './states';
import type { TopicName } from './topics';

/** What every id looks like that the platform gives: a UUID in lower case. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const complaintIdSchema = z.uuid().describe('Complaint id, UUIDv7');
/** Whether an instant, in whatever zone it is written, lies in the years 1 to 9999 of UTC, which everything can write. */
const isInWritableYear = (text: string): boolean => {
  const atMs = Date.parse(text);
  return atMs >= FIRST_WRITABLE_MS && atMs <= LAST_WRITABLE_MS;
};
const FIRST_WRITABLE_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_WRITABLE_MS = Date.parse('9999-12-31T23:59:59.999Z');
const YEARS = 'must lie in the years 1 to 9999';

export const instantSchema = z.iso
  .datetime({ offset: false })
  .refine(isInWritableYear, YEARS)
  .describe('Instant, RFC 3339, UTC');

/** An instant as people and other systems write it, with the offset of their zone. */
export const zonedInstantSchema = z.iso
  .datetime({ offset: true })
  .refine(isInWritableYear, YEARS)
  .refine((text) => /(?:Z|[+-](?:0\d|1[0-4]):\d\d)$/.test(text), 'must have the offset of a zone, at most 14 hours')
  .describe('Instant, RFC 3339, with offset');
export const stateSchema = z.enum(COMPLAINT_STATES as [ComplaintState, ...ComplaintState[]]).describe('State code');

export const actorSchema = z
  .object({
    kind: z.enum(['STAFF', 'COMPLAINANT', 'SYSTEM', 'PARTNER']).describe('Who acted'),
    id: z.string().min(1).max(128).describe('Opaque id of the actor, never a name'),
  })
  .describe('Who did it');

export type Actor = z.infer<typeof actorSchema>;

/** What every event on the story carries in its value, so that it can be read without headers (contracts, section 1). */
export const storyBaseSchema = z.object({
  complaintId: complaintIdSchema,
  complaintNo: z.string().min(1).max(64).describe('Complaint number as the complainant knows it'),
  organisationId: z.string().min(1).max(64).describe('Organisation, the legal entity or brand'),
  occurredAt: instantSchema.describe('When it happened, business time'),
  actor: actorSchema,
  reasonCode: z.string().min(1).max(64).optional().describe('Why, as a code, where a reason is required'),
  packs: z.array(PackReference).min(1).describe('Policy pack versions in force for this complaint'),
});

export type StoryBase = z.infer<typeof storyBaseSchema>;

/** What state events carry besides: their place in the story and the custody after them (architecture 3.2). */
export const stateMoveSchema = z.object({
  stateSeq: z.number().int().positive().describe('1, 2, 3 … without a gap per complaint'),
  from: stateSchema.nullable().describe('State before; null when the complaint was registered'),
  to: stateSchema.describe('State after'),
  holder: z.enum(HOLDERS as unknown as [Holder, ...Holder[]]).describe('Service that holds the complaint afterwards'),
});

export type StateMove = z.infer<typeof stateMoveSchema>;

export interface EventContract<P = unknown, S extends ServiceName = ServiceName, K extends EventKind = EventKind> {
  /** `redress.<emitter>.<fact>.v<major>` */
  readonly type: string;
  readonly fact: string;
  readonly topic: TopicName;
  readonly emitter: S;
  readonly kind: K;
  /** Row of the custody table for moves and requests. */
  readonly transition?: TransitionId;
  /** What this event adds to {@link storyBaseSchema} (and, for moves, {@link stateMoveSchema}). */
  readonly payload: z.ZodType<P>;
  /** The whole value as it stands on the topic. */
  readonly schema: z.ZodType<StoryBase & P>;
  readonly description: string;
  /** A payload that is valid, realistic and fit to be published in documentation. */
  readonly example: P;
}

export type EventKind = 'state' | 'fact' | 'request';

/** A move of `S`; only the lifecycle library of service `S` accepts it. */
export type StateEvent<S extends ServiceName, P = unknown> = EventContract<P, S, 'state'>;

interface EventDefinition<Shape extends z.ZodRawShape, S extends ServiceName, K extends EventKind> {
  readonly emitter: S;
  readonly fact: string;
  readonly kind: K;
  readonly transition?: TransitionId;
  readonly payload: Shape;
  readonly description: string;
  readonly example: z.infer<z.ZodObject<Shape>>;
}

/**
 * Declares an event of the story once; types, schemas, samples and documents are made from it. Unknown fields are
 * stripped when an event is written and ignored when it is read.
 */
export function defineEvent<Shape extends z.ZodRawShape, S extends ServiceName, K extends EventKind>(
  definition: EventDefinition<Shape, S, K>,
): EventContract<z.infer<z.ZodObject<Shape>>, S, K> {
  const payload = z.object(definition.payload);
  const base = definition.kind === 'state' ? storyBaseSchema.extend(stateMoveSchema.shape) : storyBaseSchema;
  return {
    type: `redress.${definition.emitter}.${definition.fact}.v1`,
    fact: definition.fact,
    topic: 'complaint.lifecycle.v1',
    emitter: definition.emitter,
    kind: definition.kind,
    ...(definition.transition ? { transition: definition.transition } : {}),
    payload: payload as unknown as z.ZodType<z.infer<z.ZodObject<Shape>>>,
    schema: base.extend(definition.payload) as unknown as z.ZodType<StoryBase & z.infer<z.ZodObject<Shape>>>,
    description: definition.description,
    example: definition.example,
  };
}

/** A whole document on a compacted topic; a tombstone is a null value. */
export interface DocumentContract<T = unknown, S extends ServiceName = ServiceName> {
  readonly type: string;
  readonly topic: TopicName;
  readonly emitter: S;
  readonly kind: 'document';
  readonly schema: z.ZodType<T>;
  readonly description: string;
  readonly example: T;
}

/** Declares the document of a compacted topic. */
export function defineDocument<T, S extends ServiceName>(
  definition: Omit<DocumentContract<T, S>, 'kind'>,
): DocumentContract<T, S> {
  return { ...definition, kind: 'document' };
}

/** An event or document as a handler receives it. `data` is null for a tombstone. */
export interface Received<T = unknown> {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  /** Complaint id on the story. */
  readonly subject: string;
  /** Business time of the event. */
  readonly time: Date;
  /** Real time at which it was recorded. */
  readonly recordedAt: Date;
  readonly organisationId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly stateSeq?: number;
  readonly from?: ComplaintState | null;
  readonly to?: ComplaintState;
  readonly holder?: Holder;
  readonly data: T;
}

/** What a handler of events of contract `C` receives in `data`. */
export type DataOf<C> = C extends { schema: z.ZodType<infer T> } ? T : never;

/** What a writer of events of contract `C` gives as payload. */
export type PayloadOf<C> = C extends { payload: z.ZodType<infer P> } ? P : never;
