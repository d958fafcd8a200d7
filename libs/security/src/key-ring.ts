import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { newDataKey, seal, unseal } from './sealing';

/** A complaint's data key, encrypted with a key of the ring; safe to publish on `privacy.keys.v1`. */
export interface WrappedKey {
  /** Which key of the ring opens it. */
  readonly keyRingId: string;
  /** Base64. */
  readonly wrappedKey: string;
}

/** A wrapped key names a ring key that this service was not given. */
export class UnknownRingKey extends Error {
  override readonly name = 'UnknownRingKey';

  constructor(readonly keyId: string) {
    super(`The key ring has no key "${keyId}"`);
  }
}

const KEY_BYTES = 32;

const ringSchema = z
  .object({
    active: z.string().min(1),
    keys: z.record(
      z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
      z.base64().refine((key) => Buffer.from(key, 'base64').length === KEY_BYTES, `must be ${KEY_BYTES} bytes`),
    ),
  })
  .refine((ring) => ring.keys[ring.active] !== undefined, { path: ['active'], message: 'must name one of keys' });

/**
 * The keys that wrap the data keys of complaints. New keys are wrapped with the active one; old ones are opened by their
 * id, so a ring is rotated by adding a key, making it active, and removing the old one when nothing names it any more.
 */
export class KeyRing {
  /** The keys of fingerprints, by key of the ring and purpose: there are a few of each. */
  private readonly purposeKeys = new Map<string, KeyObject>();

  private constructor(
    readonly activeKeyId: string,
    private readonly keys: ReadonlyMap<string, KeyObject>,
  ) {}

  /**
   * Reads `{"active":"k1","keys":{"k1":"<base64 of 32 bytes>"}}`.
   * @throws Error that names the faulty field, never its value
   */
  static fromEnvironment(json: string): KeyRing {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      throw new Error('The key ring is not JSON');
    }
    const parsed = ringSchema.safeParse(value);
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`);
      throw new Error(`The key ring is not valid: ${faults.join('; ')}`);
    }
    const keys = Object.entries(parsed.data.keys).map(([id, key]) => [id, createSecretKey(key, 'base64')] as const);
    return new KeyRing(parsed.data.active, new Map(keys));
  }

  /** Makes a data key for one complaint, plain for use now and wrapped for keeping. `context` is the complaint id. */
  issue(context: string): { dataKey: Buffer; wrapped: WrappedKey } {
    const dataKey = newDataKey();
    return { dataKey, wrapped: this.wrap(dataKey, context) };
  }

  /** Encrypts a data key with the active key of the ring, bound to `context` (the complaint id). */
  wrap(dataKey: Buffer, context: string): WrappedKey {
    const wrapped = seal(this.key(this.activeKeyId), dataKey, wrapContext(context));
    return { keyRingId: this.activeKeyId, wrappedKey: wrapped.toString('base64') };
  }

  /**
   * Gives the data key back.
   * @throws UnknownRingKey when the ring lacks the key
   * @throws SealBroken when the wrapping was changed or belongs to another context
   */
  unwrap(wrapped: WrappedKey, context: string): Buffer {
    return unseal(this.key(wrapped.keyRingId), Buffer.from(wrapped.wrappedKey, 'base64'), wrapContext(context));
  }

  /**
   * A keyed hash (HMAC-SHA-256) of a value that is to be recognised again and never read: who has the tables and not the
   * ring cannot try values against it. Made with the active key; look it up with {@link fingerprints}.
   * @param purpose what the value is, e.g. `mail-recipient`, one of a few words of the code; fingerprints of different purposes have nothing to do with
   * each other
   */
  fingerprint(purpose: string, value: string): Buffer {
    return this.fingerprintUnder(this.activeKeyId, purpose, value);
  }

  /** {@link fingerprint} under every key of the ring, the active one first: those made before a rotation are found too. */
  fingerprints(purpose: string, value: string): Buffer[] {
    const others = [...this.keys.keys()].filter((id) => id !== this.activeKeyId);
    return [this.activeKeyId, ...others].map((id) => this.fingerprintUnder(id, purpose, value));
  }

  /** A key of its own for every purpose, so that no key of the ring is used for two things. */
  private fingerprintUnder(id: string, purpose: string, value: string): Buffer {
    const name = `${id}/${purpose}`;
    let key = this.purposeKeys.get(name);
    if (!key) {
      key = createSecretKey(createHmac('sha256', this.key(id)).update(`fingerprint/${purpose}`).digest());
      this.purposeKeys.set(name, key);
    }
    return createHmac('sha256', key).update(value).digest();
  }

  private key(id: string): KeyObject {
    const key = this.keys.get(id);
    if (!key) throw new UnknownRingKey(id);
    return key;
  }
}

function wrapContext(context: string): string {
  return `data-key/${context}`;
}
