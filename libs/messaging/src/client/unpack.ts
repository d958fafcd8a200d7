import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { MalformedPacking, UnpacksToTooMuch } from './bounded-output';
import { unpackLz4 } from './lz4';
import { unpackSnappy } from './snappy';

/**
 * What one batch may unpack to. A batch is at most 1 MiB on the topic; whatever unpacks to more than this is none of ours
 * or of any publisher.
 */
export const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

const LIMITED = { maxOutputLength: MAX_UNPACKED_BYTES };

interface Packing {
  readonly name: string;
  readonly unpack: (packed: Buffer) => Buffer;
}

/**
 * By the number that a batch gives its compression. In this thread: a batch takes some microseconds, and the way to another
 * thread and back takes more, for gzip once for each 16 KiB.
 */
const PACKINGS: Readonly<Record<number, Packing>> = {
  1: { name: 'gzip', unpack: (packed) => gunzipSync(packed, LIMITED) },
  2: { name: 'snappy', unpack: (packed) => unpackSnappy(packed, MAX_UNPACKED_BYTES) },
  3: { name: 'lz4', unpack: (packed) => unpackLz4(packed, MAX_UNPACKED_BYTES) },
  4: { name: 'zstd', unpack: (packed) => zstdDecompressSync(packed, LIMITED) },
};

/** The name of a compression; undefined where there is none. */
export function packingName(number: number): string | undefined {
  return PACKINGS[number]?.name;
}

/**
 * Unpacks what a publisher has packed. No more is ever allocated than a batch may hold.
 * @throws UnpacksToTooMuch above {@link MAX_UNPACKED_BYTES}
 * @throws MalformedPacking
 * @throws an error of the machine as it came, when there was no memory for what is allowed
 */
export function unpack(number: number, packed: Buffer): Buffer {
  const packing = PACKINGS[number];
  if (!packing) throw new MalformedPacking(`an unknown compression ${number}`);
  try {
    return packing.unpack(packed);
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new UnpacksToTooMuch(MAX_UNPACKED_BYTES);
    if (/^(Z|ZSTD)_/.test(code) && !OUT_OF_MEMORY.has(code)) throw new MalformedPacking(message);
    throw error;
  }
}

const OUT_OF_MEMORY = new Set(['Z_MEM_ERROR', 'ZSTD_error_memory_allocation']);
