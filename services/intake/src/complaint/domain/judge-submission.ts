import {
  complaintSubmissionSchema,
  ChannelCode,
  type ComplainantType,
  type MissingItem,
  type ComplaintSubmission,
  type SubmissionRight,
} from '@redress/contracts';
import { registrationGaps, type CompiledPack, type MissingField, type PackRegistry } from '@redress/policy';
import { faultAt } from '@redress/commands';
import type { UnitRule } from './door';
import { isInTheFuture, isReceivedLate } from './receipt';
import { faultsOf, type SubmissionFault } from './submission-fault';

/** Pack of submissions that name none. */
export const DEFAULT_PACK = 'GENERAL_SERVICE';

/** What a submission is judged by besides itself. */
export interface RegistrationContext {
  /** Business time. */
  readonly now: Date;
  readonly packs: PackRegistry;
  /** Organisation of a unit; undefined when the directory has no such unit. */
  readonly organisationOf: (unit: string) => string | undefined;
  /** Organisation of a member of staff; undefined when the directory has no such person. */
  readonly organisationOfStaff: (staffId: string) => string | undefined;
  /** Unit of the submitter, where the submitter has one. */
  readonly submitterUnit?: string | undefined;
  /** Organisation of the submitter; units of others are none for it. */
  readonly organisationId?: string | undefined;
  /** Channels of this door; all when absent. */
  readonly channels?: readonly ChannelCode[] | undefined;
  /** Units of this door; all of the organisation when absent. */
  readonly units?: UnitRule | undefined;
  /** What may be stated here besides the complaint itself; everything when absent. */
  readonly rights?: readonly SubmissionRight[] | undefined;
  /** Whether the enterprise registers cases of its own here, without a complainant. */
  readonly isInternal?: boolean | undefined;
  /** What the form requires may be missing: nothing is lost that was captured (contracts, section 2). */
  readonly takesIncomplete?: boolean | undefined;
}

/** How what a form asks for is called when it is missing; without description and channel there is nothing to register. */
const MISSING_BY_FIELD: Readonly<Record<MissingField['field'], MissingItem>> = {
  description: 'UNREADABLE_FIELD',
  channel: 'UNREADABLE_FIELD',
  contact: 'CONTACT',
  name: 'NAME',
  occurredAt: 'OCCURRED_AT',
  incidentPlace: 'INCIDENT_PLACE',
  subject: 'SUBJECT',
  productRef: 'PRODUCT_REF',
  batchNo: 'BATCH_NO',
  orderRef: 'ORDER_REF',
  demand: 'DEMAND',
  reason: 'REASON',
};

/** Fields that only those may state who have the right to. */
const FIELDS_BY_RIGHT = {
  STATE_RECEIVED_AT: ['receivedAt'],
  STATE_URGENCY: ['urgency'],
  STATE_ASSESSMENT: ['complexity', 'faultLevel', 'handling', 'subjectStaffId', 'subjectUnitId'],
  CHOOSE_PACK: ['pack'],
} as const satisfies Record<SubmissionRight, readonly (keyof ComplaintSubmission)[]>;

/** Kinds of complainant that speak for another person. */
const SPEAKS_FOR_OTHERS: ReadonlySet<unknown> = new Set<ComplainantType>(['REPRESENTATIVE', 'HEIR', 'GROUP']);

/** How the enterprise registers cases of its own, which no one submits. */
const INTERNAL: ChannelCode = 'INTERNAL';
const NO_COMPLAINANT: ComplainantType = 'NONE';
const OPEN_CHANNELS = ChannelCode.options.filter((channel) => channel !== INTERNAL);
/** What only a complainant could say is not missing where there is none. */
const OF_A_COMPLAINANT: ReadonlySet<MissingItem> = new Set<MissingItem>(['CONTACT', 'NAME', 'DEMAND', 'REASON']);

/** A submission that can be registered, with what follows from it. */
export interface AcceptableSubmission {
  readonly submission: ComplaintSubmission;
  /** The version in force now. */
  readonly pack: CompiledPack;
  readonly organisationId: string;
  readonly receivingUnit: string;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly receivedLate: boolean;
  /** What the form asks for and the submission lacks. */
  readonly missing: readonly MissingItem[];
}

export type Judgement =
  | { readonly acceptable: AcceptableSubmission; readonly faults?: undefined }
  | { readonly acceptable?: undefined; readonly faults: readonly SubmissionFault[] };

/**
 * Judges a submission by its schema, the registration form of its pack and the rules of receipt, and names every fault
 * at once, also when some fields could not be read.
 */
export function judgeSubmission(submitted: unknown, context: RegistrationContext): Judgement {
  const { now, packs, organisationOf, submitterUnit, channels } = context;
  const parsed = complaintSubmissionSchema.safeParse(submitted);
  const faults = parsed.success ? [] : faultsOf(parsed.error, submitted);
  const seen = new Set(faults.map((fault) => fault.pointer));
  const report = (fault: SubmissionFault): void => {
    if (seen.has(fault.pointer)) return;
    seen.add(fault.pointer);
    faults.push(fault);
  };
  const readable = parsed.success ? parsed.data : readablePart(submitted);
  if (!readable) return { faults };

  if (channels && !seen.has('/channel') && !channels.includes(readable.channel)) {
    report(faultAt('/channel', 'channel-not-here', { allowed: channels.join(', ') }));
  }
  if (!context.isInternal) {
    const isOwn = readable.channel === INTERNAL || readable.complainant.type === NO_COMPLAINANT;
    if (isOwn) report(faultAt('/channel', 'channel-not-here', { allowed: OPEN_CHANNELS.join(', ') }));
  }
  for (const [right, fields] of Object.entries(FIELDS_BY_RIGHT)) {
    if (!context.rights || context.rights.includes(right as SubmissionRight)) continue;
    for (const field of fields) {
      if (readable[field] !== undefined) report(faultAt(`/${field}`, 'not-permitted', { right }));
    }
  }
  const receivedAt = seen.has('/receivedAt') || readable.receivedAt === undefined ? now : new Date(readable.receivedAt);
  if (isInTheFuture(receivedAt, now)) report(faultAt('/receivedAt', 'in-the-future'));

  const packId = readable.pack ?? DEFAULT_PACK;
  // Where the submission names no unit, the procedure does.
  const namedUnit =
    readable.receivingUnit ??
    submitterUnit ??
    packs.effective(packId, now, context.organisationId)?.content.registration.receivingUnit;
  const owner = namedUnit === undefined ? context.organisationId : organisationOf(namedUnit);
  const pack = seen.has('/pack') ? undefined : packs.effective(packId, now, owner);
  if (!pack) {
    report(faultAt('/pack', 'unknown-pack'));
    return { faults };
  }
  const gaps = registrationGaps(pack, readable);
  for (const gap of context.takesIncomplete ? [] : gaps.required) {
    const code = gap.field === 'contact' ? 'contact-needed' : 'required-by-form';
    report(faultAt(gap.pointer, code, { pack: pack.reference.id }));
  }

  const receivingUnit = readable.receivingUnit ?? submitterUnit ?? pack.content.registration.receivingUnit;
  const organisationId = seen.has('/receivingUnit') ? undefined : organisationOf(receivingUnit);
  const isForeign = context.organisationId !== undefined && context.organisationId !== organisationId;
  if (organisationId === undefined || isForeign) {
    report(faultAt('/receivingUnit', 'unknown-unit'));
  } else if (context.units && !context.units.admits(receivingUnit)) {
    report(faultAt('/receivingUnit', context.units.code));
  }
  if (readable.representation !== undefined && !SPEAKS_FOR_OTHERS.has(readable.complainant.type)) {
    report(faultAt('/representation', 'absent-for', { by: String(readable.complainant.type) }));
  }
  if (organisationId !== undefined) {
    const { subjectUnitId, subjectStaffId } = readable;
    if (subjectUnitId !== undefined && organisationOf(subjectUnitId) !== organisationId) {
      report(faultAt('/subjectUnitId', 'unknown-unit'));
    }
    if (subjectStaffId !== undefined && context.organisationOfStaff(subjectStaffId) !== organisationId) {
      report(faultAt('/subjectStaffId', 'unknown-person'));
    }
  }
  if (faults.length > 0 || !parsed.success || organisationId === undefined) return { faults };
  return {
    acceptable: {
      submission: parsed.data,
      pack,
      organisationId,
      receivingUnit,
      receivedAt,
      registeredAt: now,
      receivedLate: isReceivedLate(receivedAt, now),
      missing: missingIn(parsed.data, [...gaps.required, ...gaps.expected]),
    },
  };
}

/** What a submission lacks, each once; who speaks for another and does not prove it lacks that (RG-21). */
function missingIn({ complainant, representation }: ComplaintSubmission, gaps: readonly MissingField[]): MissingItem[] {
  const items = gaps.map(({ field }) => MISSING_BY_FIELD[field]);
  if (complainant.type === 'REPRESENTATIVE' && !representation) items.push('REPRESENTATION');
  if (SPEAKS_FOR_OTHERS.has(complainant.type) && !representation?.proof) items.push('PROOF_OF_AUTHORITY');
  const missing = [...new Set(items)];
  return complainant.type === NO_COMPLAINANT ? missing.filter((item) => !OF_A_COMPLAINANT.has(item)) : missing;
}

/** A faulty submission as far as the registration form can still be held against it. */
function readablePart(submitted: unknown): ComplaintSubmission | undefined {
  if (!isRecord(submitted)) return undefined;
  const { complainant, product } = submitted;
  return {
    ...submitted,
    complainant: isRecord(complainant) ? complainant : {},
    product: isRecord(product) ? product : undefined,
  } as unknown as ComplaintSubmission;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
