import {
  complaintIdSchema,
  ComplaintKind,
  complaintStateSchema,
  instantSchema,
  stateSchema,
  UnitCode,
} from '@redress/contracts';
import { pageQuerySchema, pageSchema } from '@redress/http';
import { z } from 'zod';
import { dimensionsOf, type ComplaintFold } from '../domain/complaint-fold';
import { snapshotOf } from '../domain/snapshot';
import type { Labels } from '../read-overview/labels';
import { kindSchema, labelSchema } from '../read-overview/overview.dto';
import { periodQueryShape } from '../read-overview/period';

export const LISTED_DIMENSIONS = [
  'STATE',
  'CATEGORY',
  'CHANNEL',
  'SEVERITY',
  'PRIORITY',
  'UNIT',
  'BREACHED_CLOCK',
] as const;

export const listQuerySchema = pageQuerySchema.extend({
  ...periodQueryShape,
  unit: UnitCode.optional().describe('Responsible unit, with the units below it; own unit for unit managers'),
  kind: kindSchema,
  dimension: z.enum(LISTED_DIMENSIONS).describe('What the figure counts by'),
  value: z.string().min(1).max(120).describe('Code of the figure, as in the overview'),
});

export const listedComplaintSchema = z
  .object({
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    kind: ComplaintKind,
    state: stateSchema,
    receivedAt: instantSchema,
    category: z.string(),
    channel: z.string(),
    severity: z.string().nullable(),
    priority: z.string().nullable(),
    unitId: z.string().nullable(),
    escalationLevel: z.number().int(),
    breachedClocks: z.array(z.string()),
  })
  .meta({ id: 'ListedComplaint' });

export const listPageSchema = pageSchema(listedComplaintSchema);

export const numberParamsSchema = z.object({ complaintNo: z.string().min(1).max(64).describe('Complaint number') });

export const complaintFiguresSchema = complaintStateSchema
  .extend({
    labels: z.object({
      state: labelSchema,
      category: labelSchema,
      channel: labelSchema,
      severity: labelSchema.nullable(),
      priority: labelSchema.nullable(),
      unit: labelSchema.nullable(),
    }),
    receivedOn: z.iso.date().describe('Day of receipt under which it is counted'),
    breachedClocks: z.array(z.string()),
    verdict: z.string().nullable(),
    closureCode: z.string().nullable(),
    outcome: z.string().nullable(),
    satisfaction: z.number().int().min(1).max(5).nullable(),
  })
  .meta({ id: 'ComplaintFigures' });

/** A registered complaint as a line of a list. */
export function listedComplaint(fold: ComplaintFold): z.infer<typeof listedComplaintSchema> {
  const dimensions = dimensionsOf(fold);
  if (!dimensions || !fold.registration) throw new Error(`Complaint ${fold.complaintId} is not registered here`);
  return {
    complaintId: fold.complaintId,
    complaintNo: fold.complaintNo,
    receivedAt: fold.registration.receivedAt,
    escalationLevel: fold.level?.value ?? 0,
    ...dimensions,
    breachedClocks: [...dimensions.breachedClocks],
  };
}

/** All that analytics knows of a registered complaint. */
export function complaintFigures(fold: ComplaintFold, labels: Labels): z.infer<typeof complaintFiguresSchema> {
  const snapshot = snapshotOf(fold);
  const dimensions = dimensionsOf(fold);
  if (!snapshot || !dimensions || !fold.registration) {
    throw new Error(`Complaint ${fold.complaintId} is not registered here`);
  }
  const packs = fold.registration.packs.map((pack) => `${pack.id}:${pack.version}`).join(',');
  const { category, channel, severity, priority, state, unitId, breachedClocks } = dimensions;
  return {
    ...snapshot,
    labels: {
      state: labels.state(state),
      category: labels.category(category, packs),
      channel: labels.channel(channel),
      severity: severity && labels.severity(severity),
      priority: priority && labels.priority(priority),
      unit: unitId === null ? null : labels.unit(unitId),
    },
    receivedOn: fold.registration.receivedOn,
    breachedClocks: [...breachedClocks],
    verdict: fold.verdict?.value ?? null,
    closureCode: fold.closure?.value.code ?? null,
    outcome: fold.closure?.value.outcome ?? null,
    satisfaction: fold.satisfaction?.value ?? null,
  };
}
