import { constants, gzip, zstdCompressSync } from 'node:zlib';
import { promisify } from 'node:util';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { compress as snap } from 'snappyjs';
import { unpack } from './unpack';

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
  const register = (type: CompressionTypes, compress: (plain: Buffer) => Promise<Buffer>): void => {
    CompressionCodecs[type as Exclude<CompressionTypes, CompressionTypes.None>] = () => ({
      compress: ({ buffer }: Encoder) => compress(buffer),
      decompress: async (packed: Buffer) => unpack(type, packed),
    });
  };
  register(CompressionTypes.GZIP, (plain) => promisify(gzip)(plain));
  // In this thread: a batch takes some microseconds, and the way to another thread and back takes more.
  register(CompressionTypes.ZSTD, async (plain) => zstdCompressSync(plain, ZSTD));
  register(CompressionTypes.Snappy, async (plain) => Buffer.from(snap(plain)));
  register(CompressionTypes.LZ4, () => Promise.reject(new Error('Records are not written with lz4')));
}
