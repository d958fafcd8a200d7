import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { SIGNATURE } from '@redress/contracts';
import { z } from 'zod';
import type { SubmissionToSign } from './submission-signature';

/** The keys of sources cannot be used; names the rule, never a key. */
export class UnusableSourceKeys extends Error {
  override readonly name = 'UnusableSourceKeys';
}

const LEAST_BYTES = 32;
const keysSchema = z.record(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), z.base64());

/**
 * The keys with which submitting sources sign, by their ids (ADR 24). The directory says which source signs with which
 * key; only this process knows the keys.
 */
export class SourceKeys {
  private constructor(private readonly keys: ReadonlyMap<string, KeyObject>) {}

  /**
   * Reads `{"<key id>": "<base64 of at least 32 bytes>"}`.
   * @throws UnusableSourceKeys
   */
  static parse(text: string): SourceKeys {
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch {
      throw new UnusableSourceKeys('must be JSON');
    }
    const parsed = keysSchema.safeParse(content);
    if (!parsed.success) throw new UnusableSourceKeys('must be an object of key ids and keys in base64');
    const keys = new Map<string, KeyObject>();
    for (const [id, encoded] of Object.entries(parsed.data)) {
      const bytes = Buffer.from(encoded, 'base64');
      if (bytes.length < LEAST_BYTES) {
        throw new UnusableSourceKeys(`must have keys of at least ${LEAST_BYTES} bytes; ${id} is shorter`);
      }
      keys.set(id, createSecretKey(bytes));
    }
    return new SourceKeys(keys);
  }

  /** Whether the key is known here. */
  has(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /**
   * Whether one of these keys has signed the submission. How long it takes says nothing about how much of a wrong signature
   * was right.
   */
  proves(keyIds: readonly string[], signature: string, { id, source, body }: SubmissionToSign): boolean {
    if (!SIGNATURE.test(signature)) return false;
    const given = Buffer.from(signature, 'hex');
    const head = `${id}\n${source}\n`;
    return keyIds.some((keyId) => {
      const key = this.keys.get(keyId);
      return key !== undefined && timingSafeEqual(given, createHmac('sha256', key).update(head).update(body).digest());
    });
  }
}
