import { crc32c } from '@node-rs/crc32';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { type BatchContext, decodeRecord, encodeRecord, type RecordToWrite } from './kafkajs-records';

const load = createRequire(__filename);
const Decoder = load('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => { readVarIntBytes(): Buffer };
/** The library's own: jest gives every test modules of its own, in which nothing has been replaced. */
const theirEncoding = load('kafkajs/src/protocol/recordBatch/record/v0') as (record: RecordToWrite) => {
  buffer: Buffer;
};
const theirDecoding = load('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
  decoder: object,
  context: BatchContext,
) => ReturnType<typeof decodeRecord>;
const theirChecksum = load('kafkajs/src/protocol/recordBatch/crc32C') as (batch: Buffer) => number;

const bytesOrText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const records = fc.record({
  offsetDelta: fc.nat({ max: 100_000 }),
  timestampDelta: fc.oneof(fc.nat({ max: 1_000 }), fc.integer({ min: -86_400_000, max: 86_400_000 })),
  key: fc.option(bytesOrText),
  value: fc.option(bytesOrText),
  headers: fc.dictionary(
    // The library takes what every object inherits for an earlier header of that name.
    fc.oneof(fc.constantFrom('ce_id', 'content-type'), fc.string({ unit: 'grapheme' })).filter((name) => !(name in {})),
    fc.oneof(bytesOrText, fc.array(bytesOrText, { maxLength: 3 })),
  ),
});
const contexts = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  firstTimestamp: fc.nat({ max: 4_102_444_800_000 }).map(String),
  maxTimestamp: fc.constant('4102444800000'),
  timestampType: fc.constantFrom(0, 1),
  magicByte: fc.constant(2),
  isControlBatch: fc.boolean(),
});
const bodyOf = (bytes: Buffer): Buffer => new Decoder(bytes).readVarIntBytes();
const plain = (record: ReturnType<typeof decodeRecord>) => ({ ...record, headers: Object.entries(record.headers) });

it('writes the bytes that the library writes', () => {
  fc.assert(
    fc.property(records, (record) => {
      const { buf, offset } = encodeRecord(record);
      expect(offset).toBe(buf.length);
      expect(buf.equals(theirEncoding(record).buffer)).toBe(true);
    }),
  );
});

it('takes the checksum that the library takes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }).map(Buffer.from), (batch) => {
      expect(crc32c(batch)).toBe(theirChecksum(batch));
    }),
  );
});

it('reads what the library reads', () => {
  fc.assert(
    fc.property(records, contexts, (record, context) => {
      const body = bodyOf(encodeRecord(record).buf);
      expect(plain(decodeRecord(body, context))).toEqual(plain(theirDecoding(new Decoder(body), context)));
    }),
  );
});

it.each([0n, -1n, 2n ** 49n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 62n])('adds a delta of %s exactly', (delta) => {
  let rest = BigInt.asUintN(64, (delta << 1n) ^ (delta >> 63n));
  const bytes: number[] = [];
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  const body = Buffer.from([0, ...bytes, 0, 1, 1, 0]);

  const { key, offset, timestamp } = decodeRecord(body, { firstOffset: '7', firstTimestamp: '1000' });

  expect({ key, offset, timestamp }).toEqual({ key: null, offset: '7', timestamp: String(1000n + delta) });
});

it('throws where a record ends too early', () => {
  const body = bodyOf(encodeRecord({ key: 'k', value: 'value', headers: { ce_id: 'x' } }).buf);
  for (let length = 1; length < body.length; length += 1) {
    expect(() => decodeRecord(body.subarray(0, length), {})).toThrow(RangeError);
  }
});

it('gives no header name the way to a prototype', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const body = bodyOf(encodeRecord({ headers: Object.fromEntries(names.map((name) => [name, 'x'])) }).buf);

  const { headers } = decodeRecord(body, {});
  expect(Object.entries(headers).map(([name, value]) => [name, String(value)])).toEqual(
    names.map((name) => [name, 'x']),
  );
});

it('stands in for the library in every process that loads this one', () => {
  const script = `require('@redress/messaging');
    const written = require('kafkajs/src/protocol/recordBatch/record/v0')({ key: 'k', headers: { a: 'b' } });
    const checksum = require('kafkajs/src/protocol/recordBatch/crc32C');
    const isReplaced = checksum === require('@node-rs/crc32').crc32c;
    const Queue = require('kafkajs/src/network/requestQueue');
    const queue = new Queue({ maxInFlightRequests: 1, logger: { warn() {} } });
    queue.fulfillRequest({ correlationId: 1 });
    console.log(written.size(), written.buffer.length, written.buf.length, isReplaced, queue.throttleCheckTimeoutId);`;
  const told = execFileSync(process.execPath, ['-e', script], { cwd: __dirname, encoding: 'utf8' });

  // The library's own takes 512 bytes, whatever it needs, and sets a timer after every answer.
  expect(told.trim()).toBe('12 12 12 true null');
});
