import { createHmac, type KeyObject } from 'node:crypto';

/** What a publisher signs: who it is, how it calls the submission, and the value of the record as it stands on the topic. */
export interface SubmissionToSign {
  /** `ce_id`, or `id` in structured mode. */
  readonly id: string;
  /** `ce_source`, or `source` in structured mode. */
  readonly source: string;
  readonly body: Buffer | string;
}

/** The bytes under the signature: `id`, newline, `source`, newline, body. Neither id nor source can hold a newline. */
export function canonicalSubmission({ id, source, body }: SubmissionToSign): Buffer {
  return Buffer.concat([Buffer.from(`${id}\n${source}\n`), Buffer.from(body)]);
}

/**
 * HMAC-SHA-256 of a submission in lower-case hexadecimal digits, as `ce_redresssignature` carries it (contracts, section 7).
 * @param key the bytes of the source's key
 */
export function signSubmission(key: Buffer | KeyObject, { id, source, body }: SubmissionToSign): string {
  return createHmac('sha256', key).update(`${id}\n${source}\n`).update(body).digest('hex');
}
