import { crc32c } from '@node-rs/crc32';
import { createRequire } from 'node:module';
import { MalformedPacking, UnpacksToTooMuch } from './bounded-output';
import { Cursor, decodeRecord, MalformedRecord, type BatchContext, type ReadRecord } from './kafkajs-records';
import { MAX_UNPACKED_BYTES, packingName, unpack } from './unpack';
import { UnreadableRecord } from './unreadable-batch';

/*
 * When kafkajs 2.2.4 cannot read one batch, the whole fetch fails and is asked for again: one record that a publisher packed
 * badly, or too well, stops every partition of its reader for ever (docs/adr/0017). The function below stands in for the
 * library's own reading of a fetch: a batch that cannot be read becomes a marker in its place, and everything else is read.
 * It also bounds what one batch and one answer may become in memory.
 */

/** The part of the library's decoder that is used here. */
interface Decoder {
  readInt16(): number;
  readInt32(): number;
  readInt64(): bigint;
  readString(): string;
  readBytes(length?: number): Buffer | null;
  readArray<T>(read: (decoder: Decoder) => T): T[];
}

/** A batch as it lies on the topic: only its length is known to be right. */
interface RawBatch {
  readonly bytes: Buffer;
  readonly firstOffset: bigint;
}

type FetchedMessage = ReadRecord | UnreadableRecord;

const load = createRequire(__filename);
const ResponseDecoder = load('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => Decoder;
const FETCH = 'kafkajs/src/protocol/requests/fetch';
/** Those in which batches come, as every broker since 0.11 sends them. */
const VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11];

/** Where the fields of a batch stand. */
const AT = {
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  checksum: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  firstSequence: 53,
  count: 57,
  records: 61,
} as const;
const MAGIC = 2;
const PACKING = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/** Records and headers of one batch. Ours have some 10,000 at most, and a batch of 16 MiB with usual records 200,000. */
const MAX_PARTS = 300_000;
/** What a record or a header takes in memory besides its bytes, about. */
const PART_BYTES = 100;
/** From here on the rest of an answer is left for the next fetch: this much, or more when the answer itself is large. */
const ENOUGH_BYTES = 32 * 1024 * 1024;
const ENOUGH_TIMES = 20;

/**
 * Has the library read fetched records by {@link decodeFetch}; works on connections made before and after.
 * @throws when the library has no such function, as another version may
 */
export function replaceFetchDecoder(): void {
  for (const version of VERSIONS) {
    const response = load(`${FETCH}/v${version}/response`) as { decode: unknown };
    if (typeof response.decode !== 'function')
      throw new Error('kafkajs reads answers otherwise than this was written for');
    response.decode = async (answer: Buffer) => decodeFetch(version, answer);
  }
}

/** Reads the answer to a fetch, whatever lies on the topics. */
export function decodeFetch(version: number, answer: Buffer): object {
  const decoder = new ResponseDecoder(answer);
  const throttleMs = decoder.readInt32();
  // From version 8 on the broker leaves it to the client to keep to it.
  const throttle =
    version >= 8 ? { throttleTime: 0, clientSideThrottleTime: throttleMs } : { throttleTime: throttleMs };
  const session = version >= 7 ? { errorCode: decoder.readInt16(), sessionId: decoder.readInt32() } : {};
  const room = new Room(Math.max(ENOUGH_BYTES, answer.length * ENOUGH_TIMES));
  const responses = decoder.readArray((topic) => ({
    topicName: topic.readString(),
    partitions: topic.readArray((partition) => readPartition(version, partition, room)),
  }));
  return { ...throttle, ...session, responses };
}

function readPartition(version: number, decoder: Decoder, room: Room): object {
  const head = {
    partition: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    highWatermark: decoder.readInt64().toString(),
    lastStableOffset: decoder.readInt64().toString(),
    ...(version >= 5 ? { lastStartOffset: decoder.readInt64().toString() } : {}),
    abortedTransactions: decoder.readArray((transaction) => ({
      producerId: transaction.readInt64().toString(),
      firstOffset: transaction.readInt64().toString(),
    })),
    ...(version >= 11 ? { preferredReadReplica: decoder.readInt32() } : {}),
  };
  const batches = decoder.readBytes() ?? Buffer.alloc(0);
  return { ...head, messages: readBatches(batches, BigInt(head.highWatermark), room) };
}

/** What an answer may still become in memory. */
class Room {
  constructor(private left: number) {}

  get isUsedUp(): boolean {
    return this.left <= 0;
  }

  take(bytes: number): void {
    this.left -= bytes;
  }
}

function readBatches(bytes: Buffer, end: bigint, room: Room): FetchedMessage[] {
  const messages: FetchedMessage[] = [];
  for (const [batch, next] of withNext(batchesIn(bytes))) {
    if (room.isUsedUp) break;
    try {
      for (const record of readBatch(batch.bytes, room)) messages.push(record);
    } catch (error) {
      // An error of the machine is no fault of the batch: the fetch fails and may succeed later.
      if (!isFaulty(error)) throw error;
      if (error instanceof UnpacksToTooMuch) room.take(error.doneBytes);
      messages.push(markerOf(batch, (next?.firstOffset ?? end) - 1n, error));
    }
  }
  return messages;
}

/** The batches in an answer. The last one may have been cut off, because the answer was to be no larger; it comes again. */
function* batchesIn(bytes: Buffer): Generator<RawBatch> {
  for (let at = 0; at + AT.records <= bytes.length;) {
    const end = at + AT.leaderEpoch + Math.max(bytes.readInt32BE(at + AT.length), AT.records - AT.leaderEpoch);
    if (end > bytes.length) return;
    yield { bytes: bytes.subarray(at, end), firstOffset: bytes.readBigInt64BE(at) };
    at = end;
  }
}

function* withNext<T>(items: Iterable<T>): Generator<[item: T, next: T | undefined]> {
  let earlier: { readonly item: T } | undefined;
  for (const item of items) {
    if (earlier) yield [earlier.item, item];
    earlier = { item };
  }
  if (earlier) yield [earlier.item, undefined];
}

function readBatch(batch: Buffer, room: Room): readonly ReadRecord[] {
  if (batch.readInt8(AT.magic) !== MAGIC) throw new MalformedPacking('a batch of an unknown format');
  if (crc32c(batch.subarray(AT.attributes)) !== batch.readUInt32BE(AT.checksum)) {
    throw new MalformedPacking('the checksum of the batch is wrong');
  }
  const count = batch.readInt32BE(AT.count);
  if (count < 0) throw new MalformedPacking('a negative number of records');
  // Nothing but the head is left of a batch whose records were all compacted away.
  if (count === 0) return [];
  const packing = batch.readInt16BE(AT.attributes) & PACKING;
  const packed = batch.subarray(AT.records);
  const bytes = packing === 0 ? packed : unpack(packing, packed);
  const parts = { left: MAX_PARTS };
  try {
    return recordsIn(bytes, count, contextOf(batch), parts);
  } finally {
    room.take(bytes.length + (MAX_PARTS - parts.left) * PART_BYTES);
  }
}

function recordsIn(bytes: Buffer, count: number, context: BatchContext, parts: { left: number }): ReadRecord[] {
  if (bytes.length > MAX_UNPACKED_BYTES) throw new UnpacksToTooMuch(0);
  const cursor = new Cursor(bytes);
  const records: ReadRecord[] = [];
  for (let left = count; left > 0; left -= 1) {
    const record = cursor.bytes();
    if (record === null) throw new MalformedPacking('a record of a negative length');
    records.push(decodeRecord(record, context, parts));
  }
  if (cursor.at !== bytes.length) throw new MalformedPacking('more records than the batch says');
  return records;
}

function contextOf(batch: Buffer): BatchContext {
  const attributes = batch.readInt16BE(AT.attributes);
  return {
    firstOffset: batch.readBigInt64BE(0).toString(),
    firstTimestamp: batch.readBigInt64BE(AT.firstTimestamp).toString(),
    maxTimestamp: batch.readBigInt64BE(AT.maxTimestamp).toString(),
    timestampType: attributes & LOG_APPEND_TIME ? 1 : 0,
    magicByte: MAGIC,
    isControlBatch: (attributes & CONTROL) !== 0,
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    producerId: batch.readBigInt64BE(AT.producerId).toString(),
  };
}

type Fault = UnpacksToTooMuch | MalformedPacking | MalformedRecord;

function isFaulty(error: unknown): error is Fault {
  return [UnpacksToTooMuch, MalformedPacking, MalformedRecord].some((fault) => error instanceof fault);
}

/** The batch may lie about its last offset, so that it is believed only up to what comes after it. */
function markerOf({ bytes, firstOffset }: RawBatch, lastPossible: bigint, fault: Fault): UnreadableRecord {
  const named = firstOffset + BigInt(bytes.readInt32BE(AT.lastOffsetDelta));
  const last = named > lastPossible ? lastPossible : named;
  const attributes = bytes.readInt16BE(AT.attributes);
  const packing = packingName(attributes & PACKING);
  return new UnreadableRecord(
    {
      reason: fault instanceof UnpacksToTooMuch ? 'batch-too-large' : 'malformed-batch',
      detail: packing ? `${fault.message} (${packing})` : fault.message,
      firstOffset,
      lastOffset: last > firstOffset ? last : firstOffset,
    },
    bytes.readBigInt64BE(AT.maxTimestamp).toString(),
    {
      producerId: bytes.readBigInt64BE(AT.producerId).toString(),
      inTransaction: (attributes & TRANSACTIONAL) !== 0,
    },
  );
}
