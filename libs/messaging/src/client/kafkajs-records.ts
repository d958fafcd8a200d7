import { crc32c } from '@node-rs/crc32';
import Module, { createRequire } from 'node:module';
import { UnpacksToTooMuch } from './bounded-output';

/*
 * kafkajs 2.2.4 allocates 512 zeroed bytes for every header that it writes, and copies all headers read so far for every
 * header that it reads. The platform's records have up to 17 headers, so that this alone took a tenth to a sixth of the
 * processor time of every service (docs/adr/0009). The function that writes a record stands in for the library's own, which
 * has no newer release; the one that reads it serves `kafkajs-fetch.ts`. They give the same bytes and the same records, and
 * only the record format of Kafka is in them. The checksum of a batch, which the library takes byte by byte, comes from a
 * library that has the processor do it.
 */

/** What the library gives to be written: one record of a batch. */
export interface RecordToWrite {
  readonly offsetDelta?: number;
  /** Milliseconds after the first record of the batch. */
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value?: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string | null | (Buffer | string)[]>> | undefined;
}

/** What the library knows of the batch in which a record stands. */
export interface BatchContext {
  readonly firstOffset?: string;
  readonly firstTimestamp?: string;
  readonly maxTimestamp?: string;
  readonly timestampType?: number;
  readonly magicByte?: number;
  readonly isControlBatch?: boolean;
  readonly inTransaction?: boolean;
  readonly producerId?: string;
}

/** A record that breaks the format of records. */
export class MalformedRecord extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedRecord';
  }
}

/** Records and headers that may still be read: each costs far more memory than its bytes, of which two can be enough. */
export interface PartsLeft {
  left: number;
}

/** A record as the library hands it on. */
export interface ReadRecord {
  readonly magicByte: number | undefined;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | null | (Buffer | null)[]>;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchContext;
}

/** The part of the library's encoder that it asks of a written record. */
interface WrittenRecord {
  buf: Buffer;
  offset: number;
}

const load = createRequire(__filename);
const BATCH = 'kafkajs/src/protocol/recordBatch';
const RECORD = `${BATCH}/record/v0`;
const LOG_APPEND_TIME = 1;
const MORE = 0x80;
const SEVEN_BITS = 0x7f;
/** Up to this many bytes a variable-length number is below 2^49, which a double holds exactly. */
const EXACT_BYTES = 7;

/** Has the library use {@link encodeRecord} and a faster checksum; must run before it is loaded. */
export function replaceRecordEncoder(): void {
  const encoder = (load('kafkajs/src/protocol/encoder') as { prototype: object }).prototype;
  standIn(`${RECORD}/index`, (record: RecordToWrite) =>
    Object.assign(Object.create(encoder) as WrittenRecord, encodeRecord(record)),
  );
  standIn(`${BATCH}/crc32C/index`, crc32c);
}

function standIn(path: string, exports: unknown): void {
  const filename = load.resolve(path);
  const module = new Module(filename);
  Object.assign(module, { filename, exports, loaded: true });
  load.cache[filename] = module;
}

/** The bytes of one record, its length in front. */
export function encodeRecord(record: RecordToWrite): WrittenRecord {
  const { offsetDelta = 0, timestampDelta = 0, key = null, value = null, headers = {} } = record;
  const names = Object.keys(headers);
  let count = 0;
  let bodySize = 1 + sizeOfNumber(timestampDelta) + sizeOfNumber(offsetDelta) + sizeOfBytes(key) + sizeOfBytes(value);
  for (const name of names) {
    for (const content of all(headers[name])) {
      count += 1;
      bodySize += sizeOfBytes(name) + sizeOfBytes(content);
    }
  }
  bodySize += sizeOfNumber(count);
  const buf = Buffer.allocUnsafe(sizeOfNumber(bodySize) + bodySize);
  let at = writeNumber(buf, 0, bodySize);
  // No record has attributes yet.
  buf[at] = 0;
  at = writeNumber(buf, at + 1, timestampDelta);
  at = writeNumber(buf, at, offsetDelta);
  at = writeBytes(buf, at, key);
  at = writeBytes(buf, at, value);
  at = writeNumber(buf, at, count);
  for (const name of names) {
    for (const content of all(headers[name])) at = writeBytes(buf, writeBytes(buf, at, name), content);
  }
  return { buf, offset: at };
}

function all(content: Buffer | string | null | undefined | (Buffer | string)[]): readonly (Buffer | string | null)[] {
  return Array.isArray(content) ? content : [content ?? null];
}

/** Numbers are zigzag-coded, seven bits a byte; deltas may exceed 32 bits, so no bit operations on the whole. */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : value * -2 - 1;
}

function sizeOfNumber(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest > SEVEN_BITS; rest = Math.floor(rest / MORE)) size += 1;
  return size;
}

function sizeOfBytes(bytes: Buffer | string | null): number {
  if (bytes === null) return 1;
  const length = Buffer.byteLength(bytes);
  return sizeOfNumber(length) + length;
}

function writeNumber(buf: Buffer, start: number, value: number): number {
  let at = start;
  let rest = zigzag(value);
  for (; rest > SEVEN_BITS; rest = Math.floor(rest / MORE)) buf[at++] = (rest % MORE) | MORE;
  buf[at++] = rest;
  return at;
}

function writeBytes(buf: Buffer, start: number, bytes: Buffer | string | null): number {
  if (bytes === null) return writeNumber(buf, start, -1);
  if (typeof bytes !== 'string') {
    const at = writeNumber(buf, start, bytes.length);
    return at + bytes.copy(buf, at);
  }
  const at = writeNumber(buf, start, Buffer.byteLength(bytes));
  return at + buf.write(bytes, at, 'utf8');
}

/**
 * Reads one record, whose length has been read already. Of its headers none is lost: one that occurs more than once is an
 * array. No header name reaches the prototype of an object.
 * @param parts counted down; no limit if absent
 * @throws MalformedRecord when the bytes end too early
 * @throws UnpacksToTooMuch when it has more headers than may be read
 */
export function decodeRecord(buffer: Buffer, context: BatchContext, parts?: PartsLeft): ReadRecord {
  const bytes = new Cursor(buffer);
  const attributes = bytes.int8();
  const timestampDelta = bytes.number();
  const offsetDelta = bytes.number();
  const key = bytes.bytes();
  const value = bytes.bytes();
  const headers = Object.create(null) as ReadRecord['headers'];
  const count = Number(bytes.number());
  if (parts && (parts.left -= 1 + Math.max(count, 0)) < 0) throw new UnpacksToTooMuch(0);
  for (let left = count; left > 0; left -= 1) {
    const name = bytes.text();
    const content = bytes.bytes();
    const earlier = headers[name];
    if (earlier === undefined) headers[name] = content;
    else if (Array.isArray(earlier)) earlier.push(content);
    else headers[name] = [earlier, content];
  }
  return {
    magicByte: context.magicByte,
    attributes,
    timestamp:
      context.timestampType === LOG_APPEND_TIME && context.maxTimestamp
        ? context.maxTimestamp
        : sum(context.firstTimestamp, timestampDelta),
    offset: sum(context.firstOffset, offsetDelta),
    key,
    value,
    headers,
    isControlRecord: context.isControlBatch ?? false,
    batchContext: context,
  };
}

function sum(first: string | undefined, delta: number | bigint): string {
  const quick = Number(first ?? 0) + Number(delta);
  return Number.isSafeInteger(quick) && typeof delta === 'number'
    ? String(quick)
    : BigInt.asIntN(64, BigInt(first ?? 0) + BigInt(delta)).toString();
}

/** Reads numbers and bytes as a record holds them. */
export class Cursor {
  at = 0;

  constructor(private readonly buffer: Buffer) {}

  int8(): number {
    return (this.byte() << 24) >> 24;
  }

  /** A zigzag-coded number of variable length; a bigint where a number would not be exact. */
  number(): number | bigint {
    let value = 0;
    let weight = 1;
    const start = this.at;
    for (;;) {
      const byte = this.byte();
      value += (byte & SEVEN_BITS) * weight;
      if ((byte & MORE) === 0) break;
      weight *= MORE;
      if (this.at - start === EXACT_BYTES) return this.bigNumber(start);
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  bytes(): Buffer | null {
    const length = Number(this.number());
    if (length < 0) return null;
    const end = this.end(length);
    const bytes = this.buffer.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  text(): string {
    const length = Number(this.number());
    const end = this.end(Math.max(length, 0));
    const text = this.buffer.toString('utf8', this.at, end);
    this.at = end;
    return text;
  }

  private bigNumber(start: number): bigint {
    this.at = start;
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & SEVEN_BITS) << shift;
      if ((byte & MORE) === 0) break;
      if (shift >= 63n) throw new MalformedRecord('A number of a record has more than 64 bits');
    }
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  private byte(): number {
    const byte = this.buffer[this.at];
    if (byte === undefined) throw new MalformedRecord('A record ends too early');
    this.at += 1;
    return byte;
  }

  private end(length: number): number {
    const end = this.at + length;
    if (!(end <= this.buffer.length)) throw new MalformedRecord('A record ends too early');
    return end;
  }
}
