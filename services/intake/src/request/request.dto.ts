import {
  complaintIdSchema,
  HOLDERS,
  instantSchema,
  machines,
  requestIdSchema,
  requestKindSchema,
  type StateOf,
} from '@redress/contracts';
import { z } from 'zod';

export type RequestStatus = StateOf<typeof machines.request>;

export const requestView = z
  .object({
    requestId: requestIdSchema,
    complaintId: complaintIdSchema,
    kind: requestKindSchema,
    status: machines.request.schema,
    requestedAt: instantSchema,
    reasonCode: z.string().nullable().describe('Why it was refused'),
    answeredBy: z.enum(HOLDERS).nullable().describe('Holder that answered'),
    answeredAt: instantSchema.nullable(),
  })
  .meta({ id: 'HolderRequest' });

/** Kinds that can be asked for. */
const requestable = z.literal('WITHDRAWAL').describe('What is asked of the holder');

const statement = z.string().trim().min(1).max(5_000).describe('The complainant’s own words; kept sealed');

export const requestBody = z.object({ kind: requestable, statement });

export const requestAccepted = z
  .object({
    requestId: requestIdSchema,
    complaintId: complaintIdSchema,
    kind: requestKindSchema,
    status: z.literal(machines.request.state.OPEN).describe('The holder answers it'),
  })
  .meta({ id: 'RequestAccepted' });
