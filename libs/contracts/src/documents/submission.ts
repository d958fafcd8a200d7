import { z } from 'zod';
import {
  ChannelCode,
  ComplaintKind,
  ComplexityCode,
  FaultLevelCode,
  HandlingCode,
  ProofOfAuthority,
  UnitCode,
  UrgencyCode,
} from '../codes';
import { partySchema, positiveMoneySchema, staffIdSchema, zonedInstantSchema } from '../values';
import { text } from '../values/text';

/** `type` of inbound CloudEvents on `complaint.submissions.v1`. */
export const SUBMISSION_TYPE = 'redress.publisher.complaint-submitted.v1';

/** `ce_id` of a submission. It stays on the story for ever, so it must not be able to hold an e-mail address. */
export const SUBMISSION_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** Header of a record on `complaint.submissions.v1` in which its source proves itself. */
export const SIGNATURE_HEADER = 'ce_redresssignature';

/** What stands in it: HMAC-SHA-256 in lower-case hexadecimal digits. */
export const SIGNATURE = /^[0-9a-f]{64}$/;

/** A complaint as any channel submits it: HTTP and Kafka take the same shape (RG-06 to RG-14). */
export const complaintSubmissionSchema = z.strictObject({
  kind: ComplaintKind.optional().describe('COMPLAINT if absent; an enquiry or a suggestion is answered (IN-25)'),
  channel: ChannelCode,
  receivedAt: zonedInstantSchema
    .optional()
    .describe(
      'When it reached the enterprise; now if absent. In the future it is refused, older than 30 days it is flagged',
    ),
  occurredAt: zonedInstantSchema.optional().describe('When the matter happened'),
  receivingUnit: UnitCode.optional().describe("Unit that received it; the submitter's unit if absent"),
  pack: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,39}$/)
    .optional()
    .describe('Policy pack; the organisation default if absent'),
  complainant: partySchema,
  representation: z
    .strictObject({
      represents: text(100).describe('Name of the person or body for whom the complainant speaks'),
      proof: z
        .strictObject({ kind: ProofOfAuthority, ref: text(120).describe('Where the proof lies, or its number') })
        .optional()
        .describe('Missing proof is listed as missing, and no reason to refuse'),
    })
    .optional()
    .describe('Of a representative, an heir or a group'),
  subject: z
    .strictObject({ type: z.enum(['PERSON', 'VEHICLE', 'OUTLET', 'PRODUCT', 'SERVICE']), ref: text(120) })
    .optional()
    .describe('What the complaint is about (RG-19)'),
  product: z.strictObject({ ref: text(120), batchNo: text(60).optional() }).optional(),
  orderRef: text(80).optional(),
  incidentPlace: text(200).optional(),
  description: text(20_000).describe('The original words; kept unaltered (RG-18)'),
  reason: text(500)
    .optional()
    .describe('The reason as the complainant names it, apart from description and demand (RG-25)'),
  demand: text(2_000).optional().describe('The remedy the complainant asks for (RG-12)'),
  demandAmount: positiveMoneySchema.optional(),
  urgency: UrgencyCode.optional(),
  complexity: ComplexityCode.optional().describe('How much there is to find out (CL-23)'),
  faultLevel: FaultLevelCode.optional().describe('Whose fault it looks like (CL-14 to CL-16)'),
  handling: HandlingCode.optional().describe('ON_THE_SPOT holds it back for who received it; NORMAL if absent (RG-26)'),
  subjectStaffId: staffIdSchema
    .optional()
    .describe('Member of staff complained about, by the id of the directory; that person does not handle it'),
  subjectUnitId: UnitCode.optional().describe('Unit complained about; its people do not handle it'),
});

export type ComplaintSubmission = z.infer<typeof complaintSubmissionSchema>;
