import { createHash } from 'node:crypto';
import { seal, SealBroken, unseal } from '@redress/security';
import type { StoredAttachment } from './attachment-store';

/** With what chunks are sealed. */
export interface ChunkSeal {
  /** 32 bytes. */
  readonly dataKey: Buffer;
  /** Which file of which complaint it is. */
  readonly context: string;
}

const MAGIC = Buffer.from('RDA1');
const CHUNK_BYTES = 64 * 1024;
const LENGTH_BYTES = 4;
/** A sealed chunk is a little longer than its content; anything much longer is not ours. */
const MAX_SEALED_BYTES = CHUNK_BYTES + 1024;

/**
 * Seals a stream chunk by chunk. Layout: four bytes `RDA1`, then per chunk its sealed length (32 bits, big endian) and
 * the sealed chunk. Number and place of each chunk are part of its context, so none can be dropped, doubled or moved.
 */
export async function* sealChunks(
  plain: AsyncIterable<Buffer>,
  { dataKey, context }: ChunkSeal,
): AsyncGenerator<Buffer> {
  yield MAGIC;
  let index = 0;
  let held: Buffer | undefined;
  for await (const chunk of inPieces(plain)) {
    if (held) yield record(seal(dataKey, held, chunkContext(context, index++, false)));
    held = chunk;
  }
  yield record(seal(dataKey, held ?? Buffer.alloc(0), chunkContext(context, index, true)));
}

/**
 * Opens what {@link sealChunks} made.
 * @throws SealBroken at the first chunk that does not open at its place
 */
export async function* openChunks(
  sealed: AsyncIterable<Buffer>,
  { dataKey, context }: ChunkSeal,
): AsyncGenerator<Buffer> {
  let index = 0;
  let held: Buffer | undefined;
  for await (const next of records(sealed)) {
    if (held) yield unseal(dataKey, held, chunkContext(context, index++, false));
    held = next;
  }
  if (!held) throw new SealBroken('The sealed file has no content');
  yield unseal(dataKey, held, chunkContext(context, index, true));
}

/**
 * Hands chunks on while they agree with what was recorded. The last one is held back until size and hash are proven, so that
 * a reader who was told the size sees that the end is missing.
 * @throws SealBroken
 */
export async function* provenChunks(
  chunks: AsyncIterable<Buffer>,
  { sha256, byteSize }: Pick<StoredAttachment, 'sha256' | 'byteSize'>,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let size = 0;
  let held: Buffer | undefined;
  for await (const chunk of chunks) {
    if (held) yield held;
    held = chunk;
    hash.update(chunk);
    size += chunk.length;
    if (size > byteSize) throw new SealBroken('The sealed file is longer than was recorded');
  }
  if (size !== byteSize) throw new SealBroken('The sealed file is shorter than was recorded');
  if (hash.digest('hex') !== sha256) throw new SealBroken('The sealed file has another SHA-256 than was recorded');
  if (held) yield held;
}

function chunkContext(context: string, index: number, isLast: boolean): string {
  return `${context}#${index}${isLast ? '.' : ''}`;
}

function record(sealed: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const part of source) {
    rest = rest.length === 0 ? Buffer.from(part) : Buffer.concat([rest, part]);
    while (rest.length >= CHUNK_BYTES) {
      yield rest.subarray(0, CHUNK_BYTES);
      rest = rest.subarray(CHUNK_BYTES);
    }
  }
  if (rest.length > 0) yield rest;
}

async function* records(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let isPastMagic = false;
  for await (const part of source) {
    rest = Buffer.concat([rest, part]);
    if (!isPastMagic) {
      if (rest.length < MAGIC.length) continue;
      if (!rest.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealBroken('This is not a sealed file');
      rest = rest.subarray(MAGIC.length);
      isPastMagic = true;
    }
    for (;;) {
      if (rest.length < LENGTH_BYTES) break;
      const length = rest.readUInt32BE();
      if (length > MAX_SEALED_BYTES) throw new SealBroken('A chunk of the sealed file is too long');
      if (rest.length < LENGTH_BYTES + length) break;
      yield rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
      rest = rest.subarray(LENGTH_BYTES + length);
    }
  }
  if (rest.length > 0) throw new SealBroken('The sealed file ends inside a chunk');
}
