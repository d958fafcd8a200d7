import { complaintIdSchema, HOLDERS, instantSchema, requestIdSchema, requestKindSchema } from '@redress/contracts';
import { z } from 'zod';

/** Life of a request to the holder. */
export const REQUEST_STATUSES = ['OPEN', 'GRANTED', 'REFUSED'] as const;

export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const requestView = z
  .object({
    requestId: requestIdSchema,
    complaintId: complaintIdSchema,
    kind: requestKindSchema,
    status: z.enum(REQUEST_STATUSES),
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
    status: z.literal('OPEN').describe('The holder answers it'),
  })
  .meta({ id: 'RequestAccepted' });
