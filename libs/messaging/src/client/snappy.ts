import { BoundedOutput, MalformedPacking, UnpacksToTooMuch } from './bounded-output';

/*
 * Reads snappy blocks (github.com/google/snappy, format_description.txt), bare or in the frame that Java clients write.
 * The library that packs them here can be sent round in circles by a literal of a negative length.
 */

const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;
const SIZE_BYTES = 4;
const MAX_LENGTH_BYTES = 5;
/** Lengths of literals from here on stand in the bytes that follow. */
const LONG_LITERAL = 60;

/**
 * Unpacks one block, or all blocks of a frame.
 * @throws UnpacksToTooMuch when the sizes that the blocks name exceed the limit together
 * @throws MalformedPacking
 */
export function unpackSnappy(packed: Buffer, limit: number): Buffer {
  if (!packed.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return unpackBlock(packed, limit);
  const blocks: Buffer[] = [];
  let left = limit;
  for (let at = XERIAL_HEADER_BYTES; at < packed.length;) {
    if (at + SIZE_BYTES > packed.length) throw new MalformedPacking('a snappy frame ends too early');
    const end = at + SIZE_BYTES + packed.readUInt32BE(at);
    if (end > packed.length) throw new MalformedPacking('a snappy frame ends too early');
    const block = unpackBlock(packed.subarray(at + SIZE_BYTES, end), left);
    blocks.push(block);
    left -= block.length;
    at = end;
  }
  return Buffer.concat(blocks);
}

function unpackBlock(block: Buffer, limit: number): Buffer {
  let at = 0;
  const next = (bytes: number): number => {
    if (at + bytes > block.length) throw new MalformedPacking('a snappy block ends too early');
    at += bytes;
    return block.readUIntLE(at - bytes, bytes);
  };
  let size = 0;
  for (let digit = 0, byte = 0x80; byte & 0x80; digit += 1) {
    if (digit === MAX_LENGTH_BYTES) throw new MalformedPacking('a size of a snappy block that does not end');
    byte = next(1);
    size += (byte & 0x7f) * 0x80 ** digit;
  }
  if (size > limit) throw new UnpacksToTooMuch(0);
  const out = new BoundedOutput(limit);
  while (at < block.length) {
    const tag = next(1);
    const upper = tag >> 2;
    if ((tag & 3) === 0) {
      const length = 1 + (upper < LONG_LITERAL ? upper : next(upper - LONG_LITERAL + 1));
      out.literal(block, at, length);
      at += length;
    } else if ((tag & 3) === 1) out.repeat(((tag >> 5) << 8) | next(1), (upper & 7) + 4);
    else out.repeat(next((tag & 3) === 2 ? 2 : 4), upper + 1);
  }
  if (out.length !== size) throw new MalformedPacking('a snappy block of another size');
  return out.toBuffer();
}
