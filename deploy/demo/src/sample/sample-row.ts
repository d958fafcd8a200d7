import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ClockCode,
  complaintSubmissionSchema,
  CurrencyCode,
  RemedyType,
  ResponsibilityParty,
  RootCauseCode,
  SatisfactionScore,
  stateSchema,
  ToldBy,
  UnitCode,
  ValidityVerdict,
} from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { z } from 'zod';

const submissionFields = complaintSubmissionSchema.pick({
  kind: true,
  handling: true,
  channel: true,
  receivingUnit: true,
  pack: true,
  complainant: true,
  subject: true,
  product: true,
  orderRef: true,
  description: true,
  demand: true,
  demandAmount: true,
  urgency: true,
}).shape;

/** How a complaint ends. */
export const ENDINGS = [
  'closed',
  'dissatisfied-then-closed',
  'withdrawn',
  'withdrawal-refused-then-closed',
  'declined',
  'referred',
  'voided',
  'on-the-spot',
  'answered',
  'exhausted',
  'lapsed',
  'reopened-then-closed',
  'late-then-closed',
  'lost-outside',
  'merged',
] as const;

/** What comes between on the way there. */
export const DETOURS = [
  'transfer',
  'taken-back',
  'handed-on',
  'question',
  'unanswered',
  'third-party',
  'suspension',
  'rework',
  'told',
  'without-approval',
  'counter',
  'refusal',
  'by-phone',
  'objection',
  'imposed',
  'review',
  'redraft',
  'dispute',
  'renegotiation',
  'cancellation',
] as const;

const scriptSchema = z.strictObject({
  ending: z.enum(ENDINGS),
  detour: z.enum(DETOURS).optional(),
  untold: z.boolean().optional(),
  mergedInto: z.string().optional(),
  rejectApproval: z.boolean(),
  breach: z.enum(['none', 'assessment', 'acceptance', 'resolution']),
  verdict: ValidityVerdict,
  shares: z.array(z.strictObject({ party: ResponsibilityParty, unitId: UnitCode.optional(), percent: z.int() })).min(1),
  rootCause: RootCauseCode,
  remedies: z.array(
    z.strictObject({
      type: RemedyType,
      amountMinor: z.int().min(1).optional(),
      currency: CurrencyCode.optional(),
      ownerUnit: UnitCode,
      days: z.int().min(0),
      instalments: z.int().min(2).optional().describe('Equal parts in which it is paid, `days` apart'),
    }),
  ),
  satisfaction: SatisfactionScore,
  withdrawAt: stateSchema.optional(),
});

const expectedSchema = z.strictObject({
  state: stateSchema,
  reopenCount: z.int().min(0),
  withdrawalRefused: z.boolean(),
  approvalRejected: z.boolean(),
  breachedClock: ClockCode.optional(),
  escalationLevelAtLeast: z.int().min(0).optional(),
  facts: z
    .array(z.string().regex(/^[a-z-]+$/))
    .readonly()
    .optional(),
  absentFacts: z
    .array(z.string().regex(/^[a-z-]+$/))
    .readonly()
    .optional(),
  acknowledgedBy: ToldBy.or(z.literal('NOBODY')).optional(),
});

const rowSchema = z.strictObject({
  id: z.string().regex(/^S\d{3}$/),
  locale: z.string(),
  source: z.record(z.string(), z.unknown()),
  organisationId: z.string(),
  entry: z.enum(['staff', 'portal', 'kafka']),
  ...submissionFields,
  occurredAt: z.strictObject({ dayOffset: z.int().min(0), time: z.string().regex(/^\d\d:\d\d$/) }),
  script: scriptSchema,
  expected: expectedSchema,
});

/** One complaint of the demo: what is submitted, what people then do, and how it must end (samples/README.md). */
export type SampleRow = z.infer<typeof rowSchema>;

const SUBMISSION_FIELDS = Object.keys(submissionFields) as (keyof typeof submissionFields)[];

/** The body of the submission, as every door takes it. */
export function submissionOf(row: SampleRow): Record<string, unknown> {
  return Object.fromEntries(
    SUBMISSION_FIELDS.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]),
  );
}

/** Path of the rows that come with the product. */
export function sampleFile(): string {
  return join(workspaceRoot(), 'samples', 'complaints.jsonl');
}

/** Reads the rows. Throws an error that names line and field when one is not valid. */
export function readSampleRows(file = sampleFile()): SampleRow[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = rowSchema.safeParse(JSON.parse(line));
    if (parsed.success) return [parsed.data];
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`);
    throw new Error(`${file}:${index + 1}: ${faults.join('; ')}`);
  });
}
