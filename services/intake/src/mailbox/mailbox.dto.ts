import { AuthorCode, complaintIdSchema, instantSchema } from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';
import { trackingPair } from '../complaint/track-complaint/tracking-pair.dto';

const words = z.string().trim().min(1).max(10_000).describe('Kept sealed');

export const messageBody = z.strictObject({ words });
export const portalMailboxBody = z.strictObject(trackingPair);
export const portalMessageBody = z.strictObject({ ...trackingPair, words });

export const messageWrittenView = z
  .object({ messageId: z.uuid(), complaintId: complaintIdSchema, writtenAt: instantSchema })
  .meta({ id: 'MessageWritten' });

const message = {
  messageId: z.uuid(),
  by: AuthorCode,
  writtenAt: instantSchema,
  openedAt: instantSchema.nullable().describe('When the complainant opened it: from then on they were told'),
};

export const messagesView = z
  .object({
    complaintId: complaintIdSchema,
    messages: z.array(
      z
        .object({
          ...message,
          byId: z.string().describe('Who wrote it'),
          words: z.string().nullable().describe('Null once the person was erased'),
        })
        .meta({ id: 'MailboxMessage' }),
    ),
    commands: commandsSchema,
  })
  .meta({ id: 'MailboxMessages' });

export const portalMailboxView = z
  .object({
    complaintNo: z.string(),
    messages: z.array(
      z
        .object({ ...message, words: z.string().nullable().describe('Null once the person was erased') })
        .meta({ id: 'MessageToComplainant' }),
    ),
  })
  .meta({ id: 'PortalMailbox' });
