import { crc32c } from '@node-rs/crc32';
import { encodeRecord, type RecordToWrite } from './kafkajs-records';

/** What stands in a batch, right or wrong. */
export interface BatchToBuild {
  readonly firstOffset?: bigint;
  readonly records?: readonly RecordToWrite[];
  /** Number of the compression, with what the records become. */
  readonly packing?: { readonly number: number; readonly pack: (plain: Buffer) => Buffer };
  /** In place of the records, packed. */
  readonly body?: Buffer;
  readonly count?: number;
  readonly lastOffsetDelta?: number;
  readonly magic?: number;
  readonly attributes?: number;
  readonly hasWrongChecksum?: boolean;
}

/** A batch as it lies on a topic, its records numbered from 0. */
export function aBatch(wish: BatchToBuild = {}): Buffer {
  const { records = [{ value: 'x' }], packing, firstOffset = 0n } = wish;
  const plain = Buffer.concat(records.map((record, at) => encodeRecord({ offsetDelta: at, ...record }).buf));
  const body = wish.body ?? (packing ? packing.pack(plain) : plain);
  const head = Buffer.alloc(40);
  head.writeInt16BE(wish.attributes ?? packing?.number ?? 0, 0);
  head.writeInt32BE(wish.lastOffsetDelta ?? records.length - 1, 2);
  head.writeBigInt64BE(1_000n, 6);
  head.writeBigInt64BE(2_000n, 14);
  head.writeBigInt64BE(-1n, 22);
  head.writeInt32BE(wish.count ?? records.length, 36);
  const covered = Buffer.concat([head, body]);
  const start = Buffer.alloc(21);
  start.writeBigInt64BE(firstOffset, 0);
  start.writeInt32BE(covered.length + 9, 8);
  start.writeInt8(wish.magic ?? 2, 16);
  start.writeUInt32BE((crc32c(covered) ^ (wish.hasWrongChecksum ? 1 : 0)) >>> 0, 17);
  return Buffer.concat([start, covered]);
}

/** The answer of a broker to a fetch of one topic, in version 11: the batches of its partitions. */
export function anAnswer(partitions: readonly Buffer[][], highWatermark = 1_000n): Buffer {
  const int = (bits: 16 | 32 | 64, value: number): Buffer => {
    const bytes = Buffer.alloc(bits / 8);
    bytes.writeIntBE(value, Math.max(0, bits / 8 - 6), Math.min(6, bits / 8));
    if (bits === 64) bytes.fill(value < 0 ? 0xff : 0, 0, 2);
    return bytes;
  };
  const topic = Buffer.from('topic');
  return Buffer.concat([
    ...[int(32, 0), int(16, 0), int(32, 0), int(32, 1), int(16, topic.length), topic, int(32, partitions.length)],
    ...partitions.flatMap((batches, partition) => {
      const records = Buffer.concat(batches);
      const head = [
        int(32, partition),
        int(16, 0),
        int(64, Number(highWatermark)),
        int(64, Number(highWatermark)),
        int(64, 0),
      ];
      return [...head, int(32, 0), int(32, -1), int(32, records.length), records];
    }),
  ]);
}
