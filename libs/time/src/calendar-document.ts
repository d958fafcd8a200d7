import { IANAZone } from 'luxon';
import { z } from 'zod';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const timeOfDay = z.string().regex(TIME_OF_DAY, 'must be a time of day HH:MM between 00:00 and 24:00');

/** Minutes after local midnight of `HH:MM`. */
export function minutesOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/**
 * A business calendar as it stands on `policy.calendars.v1`: zone, working blocks, weekdays, and the days that differ from
 * their weekday. Years in `publishedYears` rest on an official notice; in any other the exceptions known so far and the
 * weekdays decide, and the result is provisional.
 */
export const CalendarDocument = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
      .describe('Calendar id'),
    labels: z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(80) }).describe('Name to show'),
    zone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone')
      .describe('IANA time zone of every local time here'),
    blocks: z
      .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
      .min(1)
      .max(12)
      .describe('Working blocks of a working day, in order and apart'),
    workingWeekdays: z.array(z.int().min(1).max(7)).min(1).max(7).describe('Weekdays that are worked, 1 = Monday'),
    publishedYears: z.array(z.int().min(1970).max(2200)).describe('Years whose exceptions rest on a published notice'),
    exceptions: z
      .array(
        z.strictObject({
          date: z.iso.date().describe('Local date'),
          works: z.boolean().describe('true: a make-up workday; false: a day off'),
          name: z.string().min(1).max(80).describe('Name of the holiday'),
        }),
      )
      .max(5000)
      .describe('Days that differ from their weekday'),
  })
  .superRefine((calendar, context) => {
    let end = -1;
    calendar.blocks.forEach((block, index) => {
      const from = minutesOfDay(block.from);
      const to = minutesOfDay(block.to);
      if (from >= to) {
        context.addIssue({ code: 'custom', path: ['blocks', index], message: 'a block must end after it begins' });
      }
      if (from <= end) {
        context.addIssue({ code: 'custom', path: ['blocks', index], message: 'blocks must be in order and apart' });
      }
      end = to;
    });
    const seen = new Set<string>();
    calendar.exceptions.forEach((exception, index) => {
      if (seen.has(exception.date)) {
        context.addIssue({ code: 'custom', path: ['exceptions', index, 'date'], message: 'this date is listed twice' });
      }
      seen.add(exception.date);
    });
  })
  .describe('Business calendar');
export type CalendarDocument = z.infer<typeof CalendarDocument>;
