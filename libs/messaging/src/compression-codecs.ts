import { constants, gunzip, gzip, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { promisify } from 'node:util';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { decompress as unlz4 } from 'lz4js';
import { compress as snap, uncompress as unsnap } from 'snappyjs';

/** A fetch is at most some megabytes; whatever unpacks to more than this is not a batch of ours or of any publisher. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

const UNPACKED = { maxOutputLength: MAX_UNPACKED_BYTES };
/** Sealed content hardly shrinks: more effort would buy nothing. */
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

interface Encoder {
  readonly buffer: Buffer;
}

/**
 * Teaches the client library every compression that a publisher may use. It knows only gzip, and a consumer that meets
 * another one ends for good. Every process that reads topics of the platform through kafkajs needs it; a
 * `KafkaConnection` brings it.
 */
export function registerCompressionCodecs(): void {
  CompressionCodecs[CompressionTypes.GZIP] = () => ({
    compress: ({ buffer }: Encoder) => promisify(gzip)(buffer),
    decompress: (packed: Buffer) => promisify(gunzip)(packed, { maxOutputLength: MAX_UNPACKED_BYTES }),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    // In this thread: a batch takes some microseconds, and the way to another thread and back takes more.
    compress: async ({ buffer }: Encoder) => zstdCompressSync(buffer, ZSTD),
    decompress: async (packed: Buffer) => zstdDecompressSync(packed, UNPACKED),
  });
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: ({ buffer }: Encoder) => Promise.resolve(Buffer.from(snap(buffer))),
    decompress: (packed: Buffer) => Promise.resolve(unsnappy(packed)),
  });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: () => Promise.reject(new Error('Records are not written with lz4')),
    decompress: (packed: Buffer) => Promise.resolve(Buffer.from(unlz4(packed))),
  });
}

/** Java clients wrap snappy blocks in the xerial frame, others write one bare block. */
function unsnappy(packed: Buffer): Buffer {
  if (!packed.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) {
    return Buffer.from(unsnap(packed, MAX_UNPACKED_BYTES));
  }
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < packed.length;) {
    const size = packed.readInt32BE(at);
    blocks.push(Buffer.from(unsnap(packed.subarray(at + 4, at + 4 + size), MAX_UNPACKED_BYTES)));
    at += 4 + size;
  }
  return Buffer.concat(blocks);
}
