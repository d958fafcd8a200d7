import { Partitioners } from 'kafkajs';
import { murmur2, partitionOf } from './murmur2';

describe('the pinned partitioner', () => {
  // From the tests of Kafka's Java client (UtilsTest.testMurmur2).
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('hashes %s as the Java client does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('agrees with the client library for keys of every length, also beyond ASCII', () => {
    const theirs = Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 12 }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    let key = '';
    for (let length = 1; length < 200; length += 1) {
      key += length % 7 === 0 ? '投' : String.fromCharCode(33 + ((length * 31) % 90));
      const expected = theirs({ topic: 't', partitionMetadata, message: { key, value: null } });
      expect(partitionOf(key, 12)).toBe(expected);
    }
  });
});
