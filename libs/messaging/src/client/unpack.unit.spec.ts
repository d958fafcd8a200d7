import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { compress as packLz4 } from 'lz4js';
import { compress as packSnappy } from 'snappyjs';
import { BoundedOutput, MalformedPacking, UnpacksToTooMuch } from './bounded-output';
import { MAX_UNPACKED_BYTES, unpack } from './unpack';

// What unpacks to 16 MiB takes its time on a busy machine.
const CODECS = [
  ['gzip', 1, (plain: Buffer) => gzipSync(plain)],
  ['snappy', 2, (plain: Buffer) => Buffer.from(packSnappy(plain))],
  ['lz4', 3, (plain: Buffer) => Buffer.from(packLz4(plain))],
  ['zstd', 4, (plain: Buffer) => zstdCompressSync(plain)],
] as const;

/** What a call gives or throws. */
const outcomeOf = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error;
  }
};
const size = (bytes: number): Buffer => {
  const sized = Buffer.alloc(4);
  sized.writeInt32BE(bytes);
  return sized;
};
const xerial = (...blocks: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]),
    ...blocks.flatMap((block) => [size(block.length), block]),
  ]);
/** Repetitions of all lengths and distances, as texts have them, and what cannot be packed. */
const texts = fc
  .array(
    fc.oneof(
      fc
        .constantFrom('a', 'ab', 'complaint ', '投诉', 'x'.repeat(70))
        .chain((part) => fc.nat(400).map((times) => part.repeat(times))),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.from(parts.join(''), 'latin1'))
  .filter((plain) => plain.length > 0);

describe.each(CODECS)('unpacking %s', (_, number, pack) => {
  it('gives back what was packed', () => {
    fc.assert(
      fc.property(texts, (plain) => {
        expect(unpack(number, pack(plain)).equals(plain)).toBe(true);
      }),
    );
  });

  it('goes up to what a batch may hold, and no further', () => {
    const largest = Buffer.alloc(MAX_UNPACKED_BYTES);
    expect(unpack(number, pack(largest)).length).toBe(MAX_UNPACKED_BYTES);

    expect(() => unpack(number, pack(Buffer.alloc(MAX_UNPACKED_BYTES + 1)))).toThrow(UnpacksToTooMuch);
  });

  it('ends, whatever the bytes are, and finds that they are malformed', () => {
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (plain, changes, cut) => {
          const packed = pack(plain);
          for (const [at, byte] of changes) packed[at % packed.length] = byte;
          const bytes = cut % 3 === 0 ? packed.subarray(0, cut % packed.length) : packed;
          const outcome = outcomeOf(() => unpack(number, bytes));
          const isKnown = [Buffer, MalformedPacking, UnpacksToTooMuch].some((known) => outcome instanceof known);
          expect(isKnown ? undefined : outcome).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses what ends too early', () => {
    const packed = pack(Buffer.from('complaint '.repeat(40)));

    for (const length of [1, 4, 7, 12, packed.length - 9].filter((at) => at < packed.length - 8)) {
      expect(() => unpack(number, packed.subarray(0, length))).toThrow(MalformedPacking);
    }
  });
});

describe('an lz4 frame', () => {
  it('that names a size of gigabytes is refused by its head', () => {
    const frame = Buffer.from('04224d1848700000008000000000', 'hex');

    expect(() => unpack(3, frame)).toThrow(UnpacksToTooMuch);
  });

  it('whose block says it is two gigabytes long is refused at once', () => {
    const frame = Buffer.from('04224d186070 73 ffffff7f 00'.replaceAll(' ', ''), 'hex');

    expect(() => unpack(3, frame)).toThrow(MalformedPacking);
  });

  it('of blocks within the size of each, but too many, is refused', () => {
    const block = Buffer.concat([Buffer.from([0x1f, 0, 1, 0]), Buffer.alloc(16_400, 0xff), Buffer.from([0, 0x10, 0])]);
    const sized = Buffer.alloc(4);
    sized.writeUInt32LE(block.length);
    const frame = [Buffer.from('04224d18607073', 'hex'), ...Array.from({ length: 5 }, () => [sized, block]).flat()];

    expect(() => unpack(3, Buffer.concat(frame))).toThrow(UnpacksToTooMuch);
  });

  it('with checksums and a size is read', () => {
    const block = Buffer.from('complaint');
    const sized = Buffer.alloc(4);
    sized.writeUInt32LE(0x8000_0000 + block.length);
    const checksum = Buffer.alloc(4, 0xee);
    const head = Buffer.from('04224d187c40 0900000000000000 00'.replaceAll(' ', ''), 'hex');

    expect(String(unpack(3, Buffer.concat([head, sized, block, checksum, Buffer.alloc(4), checksum])))).toBe(
      'complaint',
    );
  });
});

describe('snappy', () => {
  it('in the frame of Java clients is bounded over all its blocks', () => {
    const block = Buffer.from(packSnappy(Buffer.alloc(MAX_UNPACKED_BYTES / 2)));

    expect(unpack(2, xerial(block, block)).length).toBe(MAX_UNPACKED_BYTES);
    const oneMore = Buffer.from(packSnappy(Buffer.from('x')));
    expect(() => unpack(2, xerial(block, block, oneMore))).toThrow(UnpacksToTooMuch);
  });

  it('that names a size of gigabytes is refused by its head', () => {
    expect(() => unpack(2, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0x61]))).toThrow(UnpacksToTooMuch);
    expect(() => unpack(2, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0]))).toThrow(MalformedPacking);
  });

  it('with a literal whose length leads back to itself ends', () => {
    expect(() => unpack(2, Buffer.from([5, 0xfc, 0xfa, 0xff, 0xff, 0xff, 0]))).toThrow(MalformedPacking);
  });

  it.each([
    ['block', Buffer.from([0, 0, 0, 0])],
    ['size', Buffer.from([0, 0])],
    ['negative size', Buffer.from([0xff, 0xff, 0xff, 0xff, 0])],
  ])('of a frame with a broken %s is refused', (_, rest) => {
    expect(() => unpack(2, Buffer.concat([xerial(), rest]))).toThrow(MalformedPacking);
  });
});

it('refuses a compression that nobody knows', () => {
  for (const number of [5, 6, 7]) expect(() => unpack(number, Buffer.from('x'))).toThrow(MalformedPacking);
});

it('repeats what overlaps with itself as byte by byte', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.integer({ min: 1, max: 5_000 }),
      (start, back, length) => {
        const distance = (back % start.length) + 1;
        const out = new BoundedOutput(10_000);
        out.literal(Buffer.from(start), 0, start.length);
        out.repeat(distance, length);

        const expected = [...start];
        for (let left = length; left > 0; left -= 1) expected.push(expected[expected.length - distance] as number);
        expect(out.toBuffer().equals(Buffer.from(expected))).toBe(true);
      },
    ),
  );
});
