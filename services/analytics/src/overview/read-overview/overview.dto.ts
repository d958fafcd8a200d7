import { ComplaintKind, instantSchema, UnitCode, USUAL_KIND } from '@redress/contracts';
import { z } from 'zod';
import { MILESTONES } from '../domain/complaint-fold';
import { periodQueryShape } from './period';

/** Which of the three is counted; they are never added up. */
export const kindSchema = ComplaintKind.default(USUAL_KIND).describe(
  'What is counted: enquiries and suggestions count apart',
);

export const overviewQuerySchema = z.object({
  ...periodQueryShape,
  kind: kindSchema,
  unit: UnitCode.optional().describe('Responsible unit, with the units below it; own unit for unit managers'),
});

export const labelSchema = z.object({ zh: z.string(), en: z.string() }).describe('What people read for the code');

const countSchema = z
  .object({ value: z.string().describe('Code'), label: labelSchema, count: z.number().int().min(0) })
  .meta({ id: 'Count' });

const clockComplianceSchema = z
  .object({
    clock: z.string(),
    label: labelSchema,
    started: z.number().int(),
    open: z.number().int().describe('Running or paused, and not late'),
    metInTime: z.number().int(),
    breached: z.number().int().describe('Missed, whether stopped since or not'),
    breachTakenBack: z.number().int().describe('Told as missed and taken back on later evidence'),
    cancelled: z.number().int(),
    compliance: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('metInTime of metInTime + breached; null before any ended'),
  })
  .meta({ id: 'ClockCompliance' });

const milestoneSchema = z
  .object({
    milestone: z.enum(MILESTONES),
    count: z.number().int().describe('Complaints that reached it'),
    p50Seconds: z.number().nullable(),
    p90Seconds: z.number().nullable(),
    p99Seconds: z.number().nullable(),
  })
  .meta({ id: 'MilestoneTimes' });

const daySchema = z
  .object({
    day: z.iso.date(),
    received: z.number().int(),
    acknowledged: z.number().int(),
    determined: z.number().int(),
    resolved: z.number().int(),
    ended: z.number().int(),
  })
  .describe('Of the complaints received on this day, how many have come this far')
  .meta({ id: 'DayOfReceipt' });

export const overviewSchema = z
  .object({
    asOf: instantSchema.describe('Business time of the answer'),
    from: z.iso.date(),
    to: z.iso.date(),
    unit: UnitCode.nullable(),
    kind: ComplaintKind,
    total: z.number().int().describe('Complaints of this kind received in the period'),
    byKind: z.array(countSchema).describe('Complaints, enquiries and suggestions received in the period'),
    byState: z.array(countSchema),
    byCategory: z.array(countSchema),
    byChannel: z.array(countSchema),
    bySeverity: z.array(countSchema).describe('Without complaints that are not assessed yet'),
    byPriority: z.array(countSchema).describe('Without complaints that are not assessed yet'),
    byUnit: z.array(countSchema).describe('Responsible unit; without complaints that are not assigned yet'),
    clocks: z.array(clockComplianceSchema),
    milestones: z.array(milestoneSchema).describe('Time from receipt to the first time the milestone was reached'),
    percentileError: z
      .number()
      .describe('A percentile is at most this share of itself away from the true one, for it is read from a histogram'),
    perDay: z.array(daySchema),
  })
  .meta({ id: 'Overview' });

export type OverviewView = z.infer<typeof overviewSchema>;
