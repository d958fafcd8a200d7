import type { RecordSealer } from '@redress/messaging';
import { seal, unseal, type KeyRing, type WrappedKey } from '@redress/security';

const LENGTH_BYTES = 2;

/** Seals each parked record with a key of its own, which the key ring wraps and which stands before it. */
export function recordSealer(keyRing: KeyRing): RecordSealer {
  return {
    seal(plain, context) {
      const { dataKey, wrapped } = keyRing.issue(context);
      const key = Buffer.from(JSON.stringify(wrapped));
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(key.length);
      return Buffer.concat([length, key, seal(dataKey, plain, context)]);
    },
    unseal(sealed, context) {
      const end = LENGTH_BYTES + sealed.readUInt16BE();
      const wrapped = JSON.parse(sealed.toString('utf8', LENGTH_BYTES, end)) as WrappedKey;
      return unseal(keyRing.unwrap(wrapped, context), sealed.subarray(end), context);
    },
  };
}
