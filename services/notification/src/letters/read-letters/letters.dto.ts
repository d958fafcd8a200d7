import { callerHasRole, commandView, obstaclesOf, type Caller, type Obstacle } from '@redress/commands';
import {
  ACCESS,
  complaintIdSchema,
  instantSchema,
  LetterKind,
  LetterWay,
  LocaleCode,
  machines,
  stateSchema,
  ToldBy,
  type RoleCode,
} from '@redress/contracts';
import { commandsSchema, pageQuerySchema, pageSchema } from '@redress/http';
import { z } from 'zod';
import { LetterHasFailed } from '../domain/rules/letter-has-failed.rule';
import { obstaclesToPrint, obstaclesToTell } from '../domain/rules/told-by-staff.rule';
import type { LetterContent } from '../domain/letter-content';
import { LETTER_REASONS } from '../domain/letter';
import type { DispatchRow, LetterRow } from '../sql-letters';

export const letterParamsSchema = z.object({ letterId: z.uuid().describe('Letter id') });

export const lettersQuerySchema = pageQuerySchema.extend({ complaintId: complaintIdSchema });

const letterStatusSchema = machines.letter.schema.describe(
  'REQUESTED waits to be sent; UNDER_WAY awaits a receipt, a reader or delivery by staff; FAILED may be tried again; SUPPRESSED will not be sent',
);

export const letterSchema = z
  .object({
    letterId: z.uuid(),
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    kind: LetterKind,
    locale: LocaleCode.nullable(),
    status: letterStatusSchema,
    reason: z.enum(LETTER_REASONS).nullable().describe('Why it was not sent, or did not arrive by the last way'),
    requestedAt: instantSchema.describe('When the story called for it, business time'),
    way: LetterWay.nullable().describe('The way that it goes now, or that it went'),
    toldAt: instantSchema.nullable().describe('When the complainant was told, business time'),
    toldBy: ToldBy.nullable(),
    ways: z
      .array(
        z.object({
          way: LetterWay,
          status: machines.letterDispatch.schema,
          reason: z.enum(LETTER_REASONS).nullable(),
          attempts: z.number().int().min(0),
          at: instantSchema.describe('Business time'),
        }),
      )
      .describe('The ways that it went so far, the first one first'),
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

/** How a letter stands after a command. */
export const letterChangedSchema = z
  .object({
    letterId: z.uuid(),
    complaintId: complaintIdSchema,
    status: letterStatusSchema,
    version: z.number().int().positive(),
    state: stateSchema.describe('State of the complaint'),
    stateSeq: z.number().int().positive(),
  })
  .meta({ id: 'LetterChanged' });

/** A letter as its reader sees it, with the commands that the reader may run. */
export function letterView(row: LetterRow, ways: readonly DispatchRow[], reader: Caller): z.infer<typeof letterSchema> {
  const rule = new LetterHasFailed(row.status);
  const inHand = { ...row, isWritten: row.content !== null };
  const { printLetter, retryLetter, tellLetter } = ACCESS.notification;
  const without = (roles: readonly RoleCode[]): Obstacle[] => obstaclesOf(callerHasRole(reader, roles));
  return {
    letterId: row.letterId,
    complaintId: row.complaintId,
    complaintNo: row.complaintNo,
    kind: row.kind,
    locale: row.locale,
    status: row.status,
    reason: row.reason,
    requestedAt: row.requestedAt.toISOString(),
    way: row.way,
    toldAt: row.toldAt?.toISOString() ?? null,
    toldBy: row.toldBy,
    ways: ways.map(({ way, status, reason, attempts, at }) => ({
      way,
      status,
      reason,
      attempts,
      at: at.toISOString(),
    })),
    attempts: row.attempts,
    version: row.version,
    commands: [
      commandView(
        'retryLetter',
        ...obstaclesOf(rule.isBroken() ? { code: rule.code } : undefined),
        ...without(retryLetter),
      ),
      commandView('tellLetter', ...obstaclesToTell(inHand), ...without(tellLetter)),
      commandView('printLetter', ...obstaclesToPrint(inHand), ...without(printLetter)),
    ],
  };
}

/** {@link letterView} with the words of the letter. */
export function letterDetail(
  row: LetterRow,
  ways: readonly DispatchRow[],
  reader: Caller,
  content: LetterContent | null,
): z.infer<typeof letterDetailSchema> {
  return { ...letterView(row, ways, reader), content };
}
