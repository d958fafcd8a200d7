import { BoundedOutput, MalformedPacking, UnpacksToTooMuch } from './bounded-output';

/*
 * Reads the frame format of LZ4 (github.com/lz4/lz4, doc/lz4_Frame_format.md). The one library for it that needs no
 * compiler allocates whatever size a frame names, and takes minutes for a block that says it is longer than it is.
 */

const MAGIC = 0x184d2204;
const VERSION = 0x40;
const VERSION_MASK = 0xc0;
const BLOCK_CHECKSUM = 0x10;
const CONTENT_SIZE = 0x08;
const DICTIONARY_ID = 0x01;
const BLOCK_SIZES = new Map([
  [4, 64 * 1024],
  [5, 256 * 1024],
  [6, 1024 * 1024],
  [7, 4 * 1024 * 1024],
]);
const STORED = 0x8000_0000;
const MIN_MATCH = 4;
const LONG = 15;

/**
 * Unpacks one frame. The checksums in it are not looked at: the checksum of the batch covers the whole frame.
 * @throws UnpacksToTooMuch when the frame names a size above the limit, or goes on beyond it
 * @throws MalformedPacking
 */
export function unpackLz4(packed: Buffer, limit: number): Buffer {
  const bytes = new Reader(packed);
  if (bytes.uint32() !== MAGIC) throw new MalformedPacking('no lz4 frame');
  const flags = bytes.uint8();
  if ((flags & VERSION_MASK) !== VERSION) throw new MalformedPacking('an unknown version of lz4 frames');
  if (flags & DICTIONARY_ID) throw new MalformedPacking('an lz4 frame that needs a dictionary');
  const maxBlockSize = BLOCK_SIZES.get((bytes.uint8() >> 4) & 7);
  if (maxBlockSize === undefined) throw new MalformedPacking('an unknown block size of an lz4 frame');
  if (flags & CONTENT_SIZE && bytes.uint64() > BigInt(limit)) throw new UnpacksToTooMuch(0);
  bytes.uint8();
  const out = new BoundedOutput(limit);
  for (let word = bytes.uint32(); word !== 0; word = bytes.uint32()) {
    const before = out.length;
    const block = bytes.take(word & ~STORED);
    if (word & STORED) out.literal(block, 0, block.length);
    else unpackBlock(block, out);
    if (out.length - before > maxBlockSize)
      throw new MalformedPacking('an lz4 block that is larger than its frame allows');
    if (flags & BLOCK_CHECKSUM) bytes.uint32();
  }
  return out.toBuffer();
}

function unpackBlock(block: Buffer, out: BoundedOutput): void {
  const bytes = new Reader(block);
  for (;;) {
    const token = bytes.uint8();
    const literals = bytes.length(token >> 4);
    out.literal(block, bytes.at, literals);
    bytes.at += literals;
    // The last sequence has no match.
    if (bytes.at === block.length) return;
    const distance = bytes.uint8() | (bytes.uint8() << 8);
    out.repeat(distance, bytes.length(token & LONG) + MIN_MATCH);
  }
}

class Reader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  uint8(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new MalformedPacking('an lz4 frame ends too early');
    this.at += 1;
    return byte;
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64LE();
  }

  take(length: number): Buffer {
    const taken = this.bytes.subarray(this.at, this.at + length);
    if (taken.length < length) throw new MalformedPacking('an lz4 frame ends too early');
    this.at += length;
    return taken;
  }

  /** A length of four bits, which goes on in the bytes that follow when all four are set. */
  length(start: number): number {
    let length = start;
    if (start === LONG) {
      let more;
      do {
        more = this.uint8();
        length += more;
      } while (more === 0xff);
    }
    return length;
  }
}
