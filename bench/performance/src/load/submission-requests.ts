import { randomUUID } from 'node:crypto';

const KEY_BYTES = 36;

/** Gives POST requests as bytes, each with an Idempotency-Key that no other has. */
export class SubmissionRequests {
  private readonly made: Array<{ bytes: Buffer; keyAt: number }> = [];
  private next = 0;

  /**
   * @param url where to post
   * @param tokens one of each caller; callers take turns
   * @param bodies JSON, taking turns as well
   */
  constructor(url: URL, tokens: readonly string[], bodies: readonly string[]) {
    const count = Math.max(tokens.length, bodies.length);
    for (let index = 0; index < count; index++) {
      const body = Buffer.from(bodies[index % bodies.length] ?? '');
      const beforeKey = Buffer.from(
        `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer ${tokens[index % tokens.length]}\r\n` +
          `content-type: application/json\r\ncontent-length: ${body.length}\r\nidempotency-key: `,
      );
      const afterKey = Buffer.from(`${' '.repeat(KEY_BYTES)}\r\n\r\n`);
      this.made.push({ bytes: Buffer.concat([beforeKey, afterKey, body]), keyAt: beforeKey.length });
    }
  }

  /** The next request. */
  take(): Buffer {
    const template = this.made[this.next++ % this.made.length];
    if (!template) throw new Error('There is nothing to submit');
    const bytes = Buffer.from(template.bytes);
    bytes.write(randomUUID(), template.keyAt, 'latin1');
    return bytes;
  }
}
