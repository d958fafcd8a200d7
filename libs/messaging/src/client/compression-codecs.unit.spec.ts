import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { registerCompressionCodecs } from './compression-codecs';

const text = Buffer.from('投诉 complaint '.repeat(500));

interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(packed: Buffer): Promise<Buffer>;
}
const codec = (type: CompressionTypes) => CompressionCodecs[type as never] as unknown as () => Codec;

beforeAll(() => registerCompressionCodecs());

describe('records packed by publishers', () => {
  it.each([
    ['gzip', CompressionTypes.GZIP],
    ['snappy', CompressionTypes.Snappy],
    ['zstd', CompressionTypes.ZSTD],
  ])('are unpacked: %s', async (_, type) => {
    const { compress, decompress } = codec(type)();

    expect(await decompress(await compress({ buffer: text }))).toEqual(text);
  });

  it('are unpacked: snappy in the frame that Java clients write', async () => {
    const { compress, decompress } = codec(CompressionTypes.Snappy)();
    const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    const framed: Buffer[] = [header];
    for (const part of [text.subarray(0, 3_000), text.subarray(3_000)]) {
      const block = await compress({ buffer: part });
      const size = Buffer.alloc(4);
      size.writeInt32BE(block.length);
      framed.push(size, block);
    }

    expect(await decompress(Buffer.concat(framed))).toEqual(text);
  });

  it('are unpacked: an lz4 frame of another client', async () => {
    // "hello hello hello hello hello\n" by the lz4 command line tool.
    const frame = Buffer.from('BCJNGGRApxAAAABvaGVsbG8gBgAAUGVsbG8KAAAAAC2CAzk=', 'base64');

    const unpacked = await codec(CompressionTypes.LZ4)().decompress(frame);

    expect(unpacked.toString()).toBe('hello hello hello hello hello\n');
  });
});
