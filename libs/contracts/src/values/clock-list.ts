import { z } from 'zod';
import { ClockClass, ClockCode, PackReference, PauseReason } from '../codes';
import { clock, ClockState } from '../machines/clock';
import { instantSchema } from './instant';

/** What may have happened to a clock in one transaction of its keeper. */
export const CLOCK_CHANGES = [
  'STARTED',
  'PAUSED',
  'RESUMED',
  'RECLASSIFIED',
  'CALENDAR',
  'LATE_FACT',
  'EXTENDED',
  'MET',
  'CANCELLED',
] as const;
export type ClockChange = (typeof CLOCK_CHANGES)[number];

/** What a clock is about when it is not about the complaint itself: a remedy line, a work order, a request. */
export const subjectReferenceSchema = z
  .object({ kind: z.string().min(1).max(32).describe('What it is'), id: z.string().min(1).max(128).describe('Id') })
  .describe('What the clock is about; absent: the complaint');
export type SubjectReference = Readonly<z.infer<typeof subjectReferenceSchema>>;

/** One clock as it stands after the event that carries it (contracts, section 1). */
export const clockEntrySchema = z
  .object({
    clockId: z.uuid().describe('Clock id'),
    clock: ClockCode.describe('Which promise'),
    pack: PackReference.optional().describe('Whose clock it is, of a statutory one'),
    subject: subjectReferenceSchema.optional(),
    cycle: z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'),
    run: z.number().int().min(0).describe('0 for the first run of this clock, +1 for every further one'),
    class: ClockClass.describe('Statutory clocks never pause unless the pack says so'),
    state: ClockState.describe('State after'),
    startedAt: instantSchema.describe('From when it counts'),
    dueAt: instantSchema.nullable().describe('When it is due, as far as known now; null while a pause leaves it open'),
    dueWithoutPause: instantSchema
      .optional()
      .describe('When it would be due without the pause; only of a clock that starts while it is paused'),
    pausedFor: PauseReason.optional().describe('Why it stands still; only of a paused clock'),
    endedAt: instantSchema.optional().describe('When it was met or cancelled'),
    breached: z.boolean().describe('Whether the promise counts as missed'),
    provisional: z.boolean().describe('A year without a published holiday notice was computed by weekday'),
    changes: z.array(z.enum(CLOCK_CHANGES)).min(1).describe('What happened to it'),
  })
  .describe('A clock as it stands after this event');

export type ClockEntry = z.infer<typeof clockEntrySchema>;

/** Clocks that changed with an event of routing: absolute values, at most one entry a clock. */
export const clockListSchema = z.array(clockEntrySchema).min(1).describe('Clocks that changed with this event');

export const clockEntryExample: ClockEntry = {
  clockId: '019a9d6e-7a00-7000-8000-0000000000ac',
  clock: 'RESOLUTION',
  cycle: 0,
  run: 0,
  class: 'OPERATIONAL',
  state: clock.state.RUNNING,
  startedAt: '2026-03-02T01:15:00.000Z',
  dueAt: '2026-03-05T01:15:00.000Z',
  breached: false,
  provisional: false,
  changes: ['STARTED'],
};

/** The clocks that an event carries; none for events of other kinds. */
export function clocksOf({ data }: { readonly data: unknown }): readonly ClockEntry[] {
  return (data as { readonly clocks?: readonly ClockEntry[] } | null)?.clocks ?? [];
}
