import { z } from 'zod';
import { defineEvent, instantSchema } from '../event';
import type { Holder } from '../services';

export const REQUEST_KINDS = [
  'WITHDRAWAL',
  'MERGE',
  'VOID',
  'SUSPENSION',
  'SUSPENSION_LIFT',
  'REOPENING',
  'EXPIRY',
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];

export const requestKindSchema = z.enum(REQUEST_KINDS).describe('What is asked of the holder');

export const requestIdSchema = z.uuid().describe('Request id, UUIDv7');

/** Fields of every `…-requested` event (contracts, section 2). */
export const requestShape = {
  requestId: requestIdSchema,
  kind: requestKindSchema,
  requestedAt: instantSchema.describe('When it was asked, business time'),
};

/** T34: the holder grants a withdrawal. One schema, one type per holder. */
export const complaintWithdrawnBy = <S extends Holder>(emitter: S) =>
  defineEvent({
    emitter,
    fact: 'complaint-withdrawn',
    kind: 'state',
    transition: 'T34',
    payload: { requestId: requestIdSchema },
    description: `A withdrawal was granted while ${emitter} held the complaint.`,
    example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa' },
  });

/** The holder refuses a request, with the reason in `reasonCode`. One schema, one type per holder. */
export const requestRefusedBy = <S extends Holder>(emitter: S) =>
  defineEvent({
    emitter,
    fact: 'request-refused',
    kind: 'fact',
    payload: { requestId: requestIdSchema, kind: requestKindSchema },
    description: `A request was refused by ${emitter}, which held the complaint; the reason is in reasonCode.`,
    example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa', kind: 'WITHDRAWAL' },
  });
