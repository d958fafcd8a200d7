import type { ComplaintTexts } from '../complaint-texts';

/** Bytes of the description, as in the issue trackers that the rates are compared with. */
const DESCRIPTION_BYTES = 700;

/** `count` complaints as staff write them down at the telephone, each with another text. */
export function submissionBodies(texts: ComplaintTexts, count: number): string[] {
  return Array.from({ length: count }, (_, index) => JSON.stringify(submission(texts, index)));
}

/** One of them, by a complainant with this address. */
export function submissionFrom(email: string, texts: ComplaintTexts, index: number): Record<string, unknown> {
  const body = submission(texts, index);
  return { ...body, complainant: { ...(body['complainant'] as object), email } };
}

/** One of them, as an object. */
export function submission(texts: ComplaintTexts, index: number): Record<string, unknown> {
  const name = `customer${index % 10_000}`;
  return {
    channel: 'PHONE_HOTLINE',
    complainant: { type: 'CONSUMER', name, email: `${name}@example.com`, phone: '+1 202 555 0147', locale: 'en' },
    product: { ref: 'Current account' },
    orderRef: `ORDER-${String(index).padStart(8, '0')}`,
    description: texts.text(index, DESCRIPTION_BYTES),
  };
}
