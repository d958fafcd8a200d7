import { faultAt, type FieldFault } from '@redress/commands';
import { SIGNATURE_HEADER, SUBMISSION_ID, SUBMISSION_TYPE } from '@redress/contracts';
import type { RawRecord } from '@redress/messaging';
import type { DirectorySource } from '@redress/access';
import type { SubmissionToSign } from '@redress/security';
import { judgeSource } from '../domain/submission-source';

/** One reason why a record was rejected; without a pointer for headers and for the record as a whole. */
export type RejectionReason = Pick<FieldFault, 'code' | 'params' | 'detail'> & { readonly pointer?: string };

/** A record as far as it could be read. */
export interface SubmissionRecord {
  /** Null where it is missing or may not be repeated. */
  readonly source: string | null;
  readonly id: string | null;
  /** The entry of the source that has proven itself; null where none has, and then the submission counts for nothing. */
  readonly provenBy: DirectorySource | null;
  readonly submitted: unknown;
  /** Where the submission stands in the value. */
  readonly pointerBase: '' | '/data';
  readonly reasons: readonly RejectionReason[];
}

/** Who proves that a record comes from the source that it names. */
export interface SourceProof {
  /** The source's entry in the directory, or why the record does not come from it. */
  prove(
    claimed: SubmissionToSign,
    signature: string | undefined,
  ): { readonly provenBy: DirectorySource } | { readonly fault: RejectionReason };
}

/** Larger than any submission that the schema lets through. */
const MAX_VALUE_BYTES = 256 * 1024;
/** Made once: making it costs more than decoding with it. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const STRUCTURED = 'application/cloudevents+json';

interface Attribute {
  readonly value: string | undefined;
  readonly pointer?: string;
}

/** Reads a CloudEvent of `complaint.submissions.v1` in binary or structured mode; names everything that is wrong with it. */
export function readSubmissionRecord(record: RawRecord, sources: SourceProof): SubmissionRecord {
  const reasons: RejectionReason[] = [];
  const contentType = mediaType(header(record, 'content-type'));
  const isStructured = contentType === STRUCTURED;
  const body = readJson(record.value, reasons);
  const envelope = isStructured && isRecord(body) ? body : undefined;
  if (isStructured && reasons.length === 0 && !envelope) {
    reasons.push(faultAt('', 'malformed-event'));
  }
  const attribute = (name: string): Attribute =>
    isStructured ? { value: textOf(envelope?.[name]), pointer: `/${name}` } : { value: header(record, `ce_${name}`) };
  const dataType = isStructured ? mediaType(textOf(envelope?.['datacontenttype'])) : contentType;
  if (dataType !== undefined && dataType !== 'application/json') {
    reasons.push(reason(faultAt('', 'unsupported-content-type'), {}));
  }
  const isEvent = !isStructured || envelope !== undefined;
  if (isEvent) judgeAttributes(attribute, reasons);
  const { source, isClaimable } = claimedSource(attribute('source'), reasons, isEvent);
  const givenId = attribute('id').value;
  const id = givenId !== undefined && SUBMISSION_ID.test(givenId) ? givenId : null;
  const submitted = isStructured ? envelope?.['data'] : body;
  const read = { source, id, pointerBase: isStructured ? '/data' : '', reasons } as const;
  if (body === undefined || source === null || !isClaimable || id === null || record.value === null) {
    return { ...read, provenBy: null, submitted: undefined };
  }
  const proof = sources.prove({ id, source, body: record.value }, header(record, SIGNATURE_HEADER));
  if ('provenBy' in proof) return { ...read, provenBy: proof.provenBy, submitted };
  reasons.push(proof.fault);
  return { ...read, provenBy: null, submitted: undefined };
}

function judgeAttributes(attribute: (name: string) => Attribute, reasons: RejectionReason[]): void {
  const specversion = attribute('specversion');
  if (specversion.value !== '1.0') {
    reasons.push(reason(faultAt('', 'unsupported-specversion'), specversion));
  }
  const type = attribute('type');
  if (type.value !== SUBMISSION_TYPE) {
    const fault =
      type.value === undefined ? faultAt('', 'required') : faultAt('', 'unknown-type', { type: SUBMISSION_TYPE });
    reasons.push(reason(fault, type));
  }
  const id = attribute('id');
  if (id.value === undefined || !SUBMISSION_ID.test(id.value)) {
    reasons.push(reason(faultAt('', id.value === undefined ? 'required' : 'malformed-id'), id));
  }
}

function claimedSource(
  source: Attribute,
  reasons: RejectionReason[],
  isExpected: boolean,
): { readonly source: string | null; readonly isClaimable: boolean } {
  if (!isExpected) return { source: null, isClaimable: false };
  const judged = judgeSource(source.value);
  if (judged.fault) reasons.push(reason(judged.fault, source));
  return { source: judged.source, isClaimable: !judged.fault };
}

/** Of an attribute in the value, with its pointer; of a header without one. */
function reason({ pointer: _, ...fault }: FieldFault, { pointer }: Partial<Attribute>): RejectionReason {
  return { ...fault, ...(pointer === undefined ? {} : { pointer }) };
}

function readJson(value: Buffer | null, reasons: RejectionReason[]): unknown {
  const reject = (fault: FieldFault): undefined => {
    reasons.push(fault);
  };
  if (value === null || value.length === 0) return reject(faultAt('', 'null-value'));
  if (value.length > MAX_VALUE_BYTES) return reject(faultAt('', 'value-too-large', { bytes: MAX_VALUE_BYTES }));
  try {
    return JSON.parse(UTF_8.decode(value));
  } catch {
    return reject(faultAt('', 'malformed-json'));
  }
}

function header(record: RawRecord, name: string): string | undefined {
  return record.headers[name]?.toString('utf8');
}

function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
