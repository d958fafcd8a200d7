import { commandView, obstaclesOf, type Caller } from '@redress/commands';
import {
  ACCESS,
  complaintIdSchema,
  holdsOneOf,
  instantSchema,
  LetterKind,
  LocaleCode,
  machines,
} from '@redress/contracts';
import { commandsSchema, pageQuerySchema, pageSchema } from '@redress/http';
import { z } from 'zod';
import { LetterHasFailed } from '../domain/rules/letter-has-failed.rule';
import type { LetterContent } from '../domain/letter-content';
import type { LetterRow } from '../sql-letters';

export const letterParamsSchema = z.object({ letterId: z.uuid().describe('Letter id') });

export const lettersQuerySchema = pageQuerySchema.extend({ complaintId: complaintIdSchema });

const letterStatusSchema = machines.letter.schema.describe(
  'REQUESTED waits to be sent; FAILED may be tried again; SUPPRESSED will not be sent',
);

export const letterSchema = z
  .object({
    letterId: z.uuid(),
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    kind: LetterKind,
    locale: LocaleCode.nullable(),
    status: letterStatusSchema,
    reason: z
      .enum(['NO_ADDRESS', 'OUTDATED', 'REFUSED', 'MAIL_SERVER_UNAVAILABLE', 'INCOMPLETE_CONTENT'])
      .nullable()
      .describe('Why it was not sent'),
    requestedAt: instantSchema.describe('When the story called for it, business time'),
    sentAt: instantSchema.nullable().describe('When the mail server took it over, business time'),
    attempts: z.number().int().min(0),
    version: z.number().int().positive(),
    commands: commandsSchema,
  })
  .meta({ id: 'Letter' });

export const lettersPageSchema = pageSchema(letterSchema);

export const letterDetailSchema = letterSchema
  .extend({
    content: z
      .object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() })
      .nullable()
      .describe(
        'As sent, without codes and links of the complainant; null before the first attempt and once the complainant was erased',
      ),
  })
  .meta({ id: 'LetterDetail' });

export const retriedSchema = z
  .object({
    letterId: z.uuid(),
    complaintId: complaintIdSchema,
    status: letterStatusSchema,
    version: z.number().int().positive(),
    state: z.string().describe('State of the complaint'),
    stateSeq: z.number().int().positive(),
  })
  .meta({ id: 'RetriedLetter' });

/** A letter as its reader sees it, with the commands that the reader may run. */
export function letterView(row: LetterRow, reader: Caller): z.infer<typeof letterSchema> {
  const rule = new LetterHasFailed(row.status);
  const retriers = ACCESS.notification.retryLetter;
  const mayRetry = holdsOneOf(reader.roles, retriers);
  const obstacles = obstaclesOf(
    rule.isBroken() ? { code: rule.code } : undefined,
    mayRetry ? undefined : { code: 'ROLE_MISSING', whoCan: retriers.map((role) => ({ role })) },
  );
  return {
    letterId: row.letterId,
    complaintId: row.complaintId,
    complaintNo: row.complaintNo,
    kind: row.kind,
    locale: row.locale,
    status: row.status,
    reason: row.reason,
    requestedAt: row.requestedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    attempts: row.attempts,
    version: row.version,
    commands: [commandView('retryLetter', ...obstacles)],
  };
}

/** {@link letterView} with the words of the letter. */
export function letterDetail(
  row: LetterRow,
  reader: Caller,
  content: LetterContent | null,
): z.infer<typeof letterDetailSchema> {
  return { ...letterView(row, reader), content };
}
