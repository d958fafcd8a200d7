import { gzipSync, zstdCompressSync } from 'node:zlib';
import { CompressionCodecs, CompressionTypes, Partitioners, type Kafka, type Message } from 'kafkajs';

type Packing = Exclude<CompressionTypes, CompressionTypes.None>;

/** How a publisher packs the records of a batch. */
export interface BatchPacking {
  readonly compression: Packing;
  readonly pack: (records: Buffer) => Buffer;
}

/**
 * Publishes records as one batch that is packed as the caller says: well, badly, or into something else altogether.
 * @returns offset of the first record
 * @throws an error of the client when the broker does not take the batch
 */
export async function publishPacked(
  kafka: Kafka,
  topic: string,
  partition: number,
  { compression, pack }: BatchPacking,
  messages: readonly Message[],
): Promise<bigint> {
  const before = CompressionCodecs[compression] as unknown as () => { decompress(packed: Buffer): Promise<Buffer> };
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: 0 },
  });
  await producer.connect();
  try {
    (CompressionCodecs as Record<number, unknown>)[compression] = () => ({
      compress: async ({ buffer }: { readonly buffer: Buffer }) => pack(buffer),
      decompress: (packed: Buffer) => before().decompress(packed),
    });
    const [sent] = await producer.send({
      topic,
      acks: -1,
      compression,
      messages: messages.map((message) => ({ ...message, partition })),
    });
    return BigInt(sent?.baseOffset ?? -1);
  } finally {
    (CompressionCodecs as Record<number, unknown>)[compression] = before;
    await producer.disconnect();
  }
}

/** A record so large that its batch unpacks to more than the platform allows, while any compression makes little of it. */
export const hugeRecord = (): Message => ({ key: null, value: Buffer.alloc(17 * 1024 * 1024) });

/** The four compressions, each as it packs {@link hugeRecord}. */
export const BOMBS: Readonly<Record<'gzip' | 'snappy' | 'lz4' | 'zstd', BatchPacking>> = {
  gzip: { compression: CompressionTypes.GZIP, pack: (records) => gzipSync(records) },
  snappy: { compression: CompressionTypes.Snappy, pack: packZerosAsSnappy },
  lz4: { compression: CompressionTypes.LZ4, pack: (records) => packZerosAsLz4(records, '04224d18607073') },
  zstd: { compression: CompressionTypes.ZSTD, pack: (records) => zstdCompressSync(records) },
};

/** An lz4 frame that says it holds 2 GiB and holds the records. */
export const LYING_LZ4: BatchPacking = {
  compression: CompressionTypes.LZ4,
  pack: (records) => packZerosAsLz4(records, '04224d18687000000080000000003a'),
};

const HEAD = 64;
const TAIL = 16;

/** One frame in blocks of 4 MiB: each is its first bytes as they are, a run of zeros, and its last bytes as they are. */
function packZerosAsLz4(records: Buffer, head: string): Buffer {
  const parts: Buffer[] = [Buffer.from(head, 'hex')];
  for (let at = 0; at < records.length; at += 4 * 1024 * 1024) {
    const plain = records.subarray(at, at + 4 * 1024 * 1024);
    const run = plain.length - HEAD - TAIL;
    const isStored = run < HEAD;
    const block: Buffer = isStored
      ? plain
      : Buffer.concat([
          ...[Buffer.from([0xff, HEAD - 15]), plain.subarray(0, HEAD), Buffer.from([1, 0]), lengthBytes(run - 4 - 15)],
          ...[Buffer.from([0xf0, TAIL - 15]), plain.subarray(-TAIL)],
        ]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(block.length + (isStored ? 0x8000_0000 : 0));
    parts.push(size, block);
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}

function lengthBytes(length: number): Buffer {
  return Buffer.concat([Buffer.alloc(Math.floor(length / 255), 0xff), Buffer.from([length % 255])]);
}

/** One block: its first bytes as they are, then copies of the zero before them, 64 at a time. */
function packZerosAsSnappy(records: Buffer): Buffer {
  const size: number[] = [];
  let rest = records.length;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) size.push((rest % 0x80) | 0x80);
  size.push(rest);
  const copies: Buffer[] = [];
  for (let left = records.length - HEAD; left > 0; left -= 64) {
    copies.push(Buffer.from([((Math.min(left, 64) - 1) << 2) | 2, 1, 0]));
  }
  return Buffer.concat([Buffer.from([...size, 60 << 2, HEAD - 1]), records.subarray(0, HEAD), ...copies]);
}
