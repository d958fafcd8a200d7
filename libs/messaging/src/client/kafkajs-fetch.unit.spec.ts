import { createRequire } from 'node:module';
import zlib, { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { compress as packLz4 } from 'lz4js';
import { compress as packSnappy } from 'snappyjs';
import { aBatch, anAnswer, type BatchToBuild } from './a-batch.spec';
import { decodeFetch, replaceFetchDecoder } from './kafkajs-fetch';
import type { ReadRecord, RecordToWrite } from './kafkajs-records';
import { unreadableBatchOf, type UnreadableRecord } from './unreadable-batch';

interface Answer {
  readonly responses: readonly {
    readonly partitions: readonly { readonly messages: readonly (ReadRecord | UnreadableRecord)[] }[];
  }[];
}

const load = createRequire(__filename);
const VERSION_11 = 'kafkajs/src/protocol/requests/fetch/v11/response';
const MIB = 1024 * 1024;
const zstd = { number: 4, pack: (plain: Buffer) => zstdCompressSync(plain) };
const PACKINGS = [
  ['gzip', { number: 1, pack: (plain: Buffer) => gzipSync(plain) }],
  ['snappy', { number: 2, pack: (plain: Buffer) => Buffer.from(packSnappy(plain)) }],
  ['lz4', { number: 3, pack: (plain: Buffer) => Buffer.from(packLz4(plain)) }],
  ['zstd', zstd],
] as const;

const read = (...partitions: Buffer[][]) => {
  const { responses } = decodeFetch(11, anAnswer(partitions)) as Answer;
  return responses[0]?.partitions.map(({ messages }) => messages) ?? [];
};
/** Offsets of the records, and of batches that cannot be read what is told of them. */
const told = (messages: readonly (ReadRecord | UnreadableRecord)[] | undefined) =>
  messages?.map((message) => {
    const batch = unreadableBatchOf(message as KafkaMessage);
    return batch ? `${batch.firstOffset}-${batch.lastOffset} ${batch.reason}: ${batch.detail}` : message.offset;
  });
const three = (firstOffset: bigint, wish: BatchToBuild = {}): Buffer =>
  aBatch({ firstOffset, records: [{ value: 'a' }, { value: 'b' }, { value: 'c' }], ...wish });
/** Between two good batches, of which the one before ends at 9 and the one after begins at 13. */
const between = (batch: Buffer) => told(read([three(7n), batch, three(13n)])[0]);
const SURROUNDED = (what: string) => ['7', '8', '9', what, '13', '14', '15'];

const records = fc.array(
  fc.record({
    timestampDelta: fc.nat(100_000),
    key: fc.option(fc.string({ maxLength: 20 })),
    value: fc.option(fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))),
    headers: fc.dictionary(fc.constantFrom('ce_id', 'ce_type', 'a'), fc.string({ maxLength: 40 })),
  }) as fc.Arbitrary<RecordToWrite>,
  { minLength: 1, maxLength: 20 },
);

// What unpacks to 16 MiB takes its time on a busy machine.
describe('reading a fetch', () => {
  it('gives what the library gives', async () => {
    const { decode } = load(VERSION_11) as { decode: (answer: Buffer) => Promise<Answer> };
    const plain = (answer: object): unknown =>
      JSON.parse(JSON.stringify(answer), (name, value: unknown) => (name === 'batchContext' ? undefined : value));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(records, fc.constantFrom(undefined, PACKINGS[0][1]), fc.constantFrom(0, 0x10)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(60),
        async (batches, cut) => {
          let firstOffset = 100n;
          const built = batches.map(([each, packing, flags]) => {
            const attributes = (packing?.number ?? 0) | flags;
            const batch = aBatch({ firstOffset, records: each, attributes, ...(packing ? { packing } : {}) });
            firstOffset += BigInt(each.length) + 3n;
            return batch;
          });
          const cutOff = [aBatch().subarray(0, cut)];
          const answer = anAnswer([built, [], [...built, ...cutOff]]);
          expect(plain(decodeFetch(11, answer))).toEqual(plain(await decode(answer)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(PACKINGS)('reads batches that are packed with %s', (_, packing) => {
    expect(told(read([three(0n, { packing }), three(3n)])[0])).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it.each(PACKINGS)('puts a marker in the place of a batch that %s unpacks to too much', (name, packing) => {
    const batch = three(10n, { packing, records: [{ value: Buffer.alloc(17 * MIB) }], lastOffsetDelta: 2 });

    expect(between(batch)).toEqual(
      SURROUNDED(`10-12 batch-too-large: it unpacks to more than a batch may hold (${name})`),
    );
  });

  it.each(PACKINGS)('puts a marker in the place of a batch that is no %s', (name, { number }) => {
    const batch = three(10n, { attributes: number, body: Buffer.from('not packed at all') });

    expect(between(batch)).toEqual(
      SURROUNDED(expect.stringMatching(`^10-12 malformed-batch: .* \\(${name}\\)$`) as unknown as string),
    );
  });

  it.each<[string, BatchToBuild, string]>([
    ['has a wrong checksum', { hasWrongChecksum: true }, 'the checksum of the batch is wrong'],
    ['is of another format', { magic: 1 }, 'a batch of an unknown format'],
    ['has fewer records than it says', { count: 4 }, 'A record ends too early'],
    ['has more records than it says', { count: 2 }, 'more records than the batch says'],
    ['says that it has less than none', { count: -1 }, 'a negative number of records'],
    ['says that it has billions', { count: 2 ** 31 - 1 }, 'A record ends too early'],
    ['ends within a record', { body: Buffer.from([20, 0, 0, 0]) }, 'A record ends too early'],
    ['has a record of a negative length', { body: Buffer.from([1, 0, 0]), count: 1 }, 'a record of a negative length'],
    ['has an empty record', { body: Buffer.from([0]), count: 1 }, 'A record ends too early'],
    ['is packed in a way that nobody knows', { attributes: 6 }, 'an unknown compression 6'],
  ])('puts a marker in the place of a batch that %s', (_, wish, detail) => {
    expect(between(three(10n, wish))).toEqual(SURROUNDED(`10-12 malformed-batch: ${detail}`));
  });

  it('believes what a batch says of its last offset only up to what comes after it', () => {
    const lying = (lastOffsetDelta: number) => three(10n, { lastOffsetDelta, hasWrongChecksum: true });

    expect(between(lying(2 ** 31 - 1))?.[3]).toMatch(/^10-12 /);
    expect(between(lying(-5))?.[3]).toMatch(/^10-10 /);
    expect(told(read([lying(2 ** 31 - 1)])[0])).toEqual([expect.stringMatching(/^10-999 /)]);
  });

  it('gives no content of a batch that cannot be read: whoever asks for it fails', () => {
    const [[marker] = []] = read([three(10n, { hasWrongChecksum: true })]);

    expect(marker).toMatchObject({ offset: '12', key: null, isControlRecord: false });
    expect(() => marker?.value).toThrow('offsets 10 to 12 cannot be read: the checksum of the batch is wrong');
    expect(() => marker?.headers).toThrow('cannot be read');
  });

  it('bounds the number of records and headers, of which each takes more memory than its bytes', () => {
    const record = (headers: RecordToWrite['headers']) =>
      aBatch({ firstOffset: 10n, packing: zstd, records: [{ headers }] });
    const allowed = Array.from({ length: 200_000 }, () => '');

    const [messages] = read([record({ a: allowed }), record({ a: [...allowed, ...allowed] })]);

    expect((messages?.[0] as ReadRecord).headers['a']).toHaveLength(200_000);
    expect(told(messages)?.[1]).toMatch(/^10-10 batch-too-large/);
  });

  it('leaves what is too much at once for the next fetch, but always gives something', () => {
    const large = (firstOffset: bigint) =>
      aBatch({ firstOffset, packing: zstd, records: [{ value: Buffer.alloc(15 * MIB) }] });
    const bomb = (firstOffset: bigint) =>
      aBatch({ firstOffset, packing: zstd, records: [{ value: Buffer.alloc(17 * MIB) }] });

    const [first, second, third] = read([large(0n), large(1n)], [bomb(0n), bomb(1n), three(2n)], [three(0n)]);

    expect(told(first)).toEqual(['0', '1']);
    expect(told(second)).toEqual([expect.stringMatching(/^0-0 batch-too-large/)]);
    expect(told(third)).toEqual([]);
  });

  it('takes a want of memory for no fault of the batch: the fetch fails and comes again', () => {
    const failure = Object.assign(new Error('no memory'), { code: 'Z_MEM_ERROR' });
    jest.spyOn(zlib, 'zstdDecompressSync').mockImplementationOnce(() => {
      throw failure;
    });

    expect(() => read([three(0n, { packing: zstd })])).toThrow(failure);
  });

  it('stands in for the library, in every version that has batches', () => {
    replaceFetchDecoder();

    for (const version of [4, 5, 6, 7, 8, 9, 10, 11]) {
      const { decode } = load(VERSION_11.replace('v11', `v${version}`)) as { decode: unknown };
      expect(String(decode)).toContain('decodeFetch');
    }
  });
});
