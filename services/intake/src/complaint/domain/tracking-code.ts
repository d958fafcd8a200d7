// No I, O, 0 and 1: they are taken for each other on paper and by phone. 32 characters, so that five bits make one.
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 12;

/** Random bytes that a tracking code is made of. */
export const TRACKING_CODE_BYTES = LENGTH;

/** Makes the code with which a complainant follows the case: 12 characters, 60 bits. */
export function trackingCodeFrom(random: Uint8Array): string {
  if (random.length !== LENGTH) throw new RangeError(`a tracking code needs ${LENGTH} random bytes`);
  let code = '';
  for (const byte of random) code += ALPHABET[byte & 31];
  return code;
}

/** Reads a code as people type it: case, spaces and hyphens do not matter. Undefined when it cannot be one. */
export function readTrackingCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) ? code : undefined;
}
