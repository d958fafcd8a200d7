import { createCipheriv, createDecipheriv, createSecretKey, KeyObject, randomBytes } from 'node:crypto';
import { randomBytesFromPool } from './random-pool';

/** A sealed value was changed, belongs to another context, or the key is not the one it was sealed with. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';

  constructor(reason = 'The sealed value does not open with this key and context') {
    super(reason);
  }
}

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** A fresh random 256-bit data key. */
export function newDataKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** 32 bytes, or made ready for many uses with `createSecretKey`. */
export type SealingKey = Buffer | KeyObject;

/**
 * Encrypts with AES-256-GCM. Layout: version byte, 12-byte nonce, ciphertext, 16-byte tag.
 * @param context what the value is and to whom it belongs, e.g. `<complaint id>/<table>.<column>/<row>@<version>`; the
 * value opens only under the same context, so a sealed value cannot be moved to another row, nor an older one put back.
 */
export function seal(key: SealingKey, plaintext: Buffer | string, context: string): Buffer {
  const nonce = randomBytesFromPool(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, readyKey(key), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const input = typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext;
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(input), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link seal} made.
 * @throws SealBroken on another key, another context, a changed value or an unknown version
 */
export function unseal(key: SealingKey, sealed: Uint8Array, context: string): Buffer {
  const value = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (value.length < HEADER_BYTES + TAG_BYTES) throw new SealBroken('The sealed value is too short');
  if (value[0] !== VERSION) throw new SealBroken(`The sealed value has an unknown version ${value[0]}`);
  const decipher = createDecipheriv(ALGORITHM, readyKey(key), value.subarray(1, HEADER_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(value.subarray(value.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(value.subarray(HEADER_BYTES, value.length - TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/** {@link unseal} for text. */
export function unsealText(key: SealingKey, sealed: Uint8Array, context: string): string {
  return unseal(key, sealed, context).toString('utf8');
}

/** A raw key would cost more to take in than the encryption itself. */
function readyKey(key: SealingKey): KeyObject {
  return key instanceof KeyObject ? key : createSecretKey(key);
}
