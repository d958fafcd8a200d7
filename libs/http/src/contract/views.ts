import {
  ClockCode,
  ClockState,
  subjectReferenceSchema,
  complaintIdSchema,
  instantSchema,
  LimitUnit,
  obstacleCodeSchema,
  OPERATION_IDS,
  RoleCode,
  stateSchema,
  UnitCode,
} from '@redress/contracts';
import type { ClockReading } from '@redress/time';
import { z } from 'zod';

/** Why a command is blocked; the same shape stands in 409 `blocked` problems. */
export const obstacleSchema = z
  .object({
    code: obstacleCodeSchema,
    params: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .describe('For its wording'),
    until: instantSchema.optional().describe('When it ends by itself'),
    whoCan: z
      .array(z.object({ role: RoleCode.optional(), person: z.string().optional(), unit: UnitCode.optional() }))
      .optional()
      .describe('Who could run the command instead'),
  })
  .meta({ id: 'Obstacle' });

/** One command and whether the reader may run it now (architecture 5.9). */
export const commandViewSchema = z
  .object({
    operationId: z.enum(OPERATION_IDS).describe('Operation that runs it, of the OpenAPI document of this service'),
    with: z
      .record(z.string(), z.string())
      .optional()
      .describe('What it is called with: the path parameter that names the line, or a field that is fixed'),
    allowed: z.boolean(),
    blockedBy: z.array(obstacleSchema).describe('Empty when allowed'),
  })
  .meta({ id: 'Command' });

/** The commands of a resource for its reader, from the rules that the commands themselves enforce. */
export const commandsSchema = z.array(commandViewSchema).describe('Commands of this resource, allowed or not');

const optionalInstant = instantSchema.nullable();

/** A clock as the server computed it, so that a client needs no calendar (architecture 5.9). */
export const clockViewSchema = z
  .object({
    clockId: z.uuid(),
    clock: ClockCode,
    subject: subjectReferenceSchema.optional(),
    cycle: z.number().int().min(1).describe('1, then +1 each time the clock starts again'),
    state: ClockState,
    statutory: z.boolean().describe('Set by law and shown apart'),
    asOf: instantSchema.describe('Business time of this reading'),
    startedAt: instantSchema,
    dueAt: optionalInstant.describe('When the limit runs out; null while a pause leaves it open'),
    warn50At: optionalInstant.describe('When half of the limit is used up'),
    warn80At: optionalInstant.describe('When 80 % of the limit are used up'),
    endedAt: optionalInstant.describe('When it was stopped or cancelled'),
    reachedPercent: z.literal([0, 50, 80, 100]).describe('Highest mark passed while it ran'),
    remaining: z.number().int().describe('Milliseconds that count until due, at `asOf`; negative when overdue'),
    limit: z.number().int().describe('Milliseconds that count, in all'),
    unit: LimitUnit.describe('Unit in which the limit is set'),
    counts: z.enum(['WORKING', 'CALENDAR']).describe('Whether working time counts or all time'),
    running: z.boolean().describe('Whether `remaining` falls at `asOf`'),
    nextBoundaryAt: optionalInstant.describe('When `running`, `state` or a mark changes next: refetch then'),
    timeZone: z.string().describe('IANA zone of the calendar'),
    provisional: z.boolean().describe('Rests on a year whose working days are not published yet'),
  })
  .meta({ id: 'Clock' });

export type ClockView = z.infer<typeof clockViewSchema>;

/** What a view says of a clock that its reading does not. */
export type ClockIdentity = Pick<ClockView, 'clockId' | 'clock' | 'subject' | 'cycle' | 'statutory' | 'timeZone'> & {
  readonly asOf: Date;
};

/** Puts a computed clock into the shape that reads carry. */
export function clockView(identity: ClockIdentity, reading: ClockReading): ClockView {
  return {
    clockId: identity.clockId,
    clock: identity.clock,
    ...(identity.subject ? { subject: identity.subject } : {}),
    cycle: identity.cycle,
    state: reading.state,
    statutory: identity.statutory,
    asOf: identity.asOf.toISOString(),
    startedAt: reading.startedAt.toISOString(),
    dueAt: isoOrNull(reading.dueAt),
    warn50At: isoOrNull(reading.warn50At),
    warn80At: isoOrNull(reading.warn80At),
    endedAt: isoOrNull(reading.endedAt),
    reachedPercent: reading.reachedPercent,
    remaining: Math.round(reading.remainingMs),
    limit: Math.round(reading.limitMs),
    unit: reading.unit,
    counts: reading.kind,
    running: reading.ticking,
    nextBoundaryAt: isoOrNull(reading.nextBoundaryAt),
    timeZone: identity.timeZone,
    provisional: reading.provisional,
  };
}

/** What a command that moved a complaint answers. */
export const movedSchema = z
  .object({
    complaintId: complaintIdSchema,
    state: stateSchema,
    stateSeq: z.number().int().positive().describe('Send it as `Redress-Seen` with what you ask next'),
  })
  .meta({ id: 'Moved' });

function isoOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
