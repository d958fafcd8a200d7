import { inHalves } from './in-halves';

const databaseGone = () => Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });

describe('inHalves', () => {
  it('works on all together when nothing fails', async () => {
    const parts: (readonly number[])[] = [];

    const count = await inHalves([1, 2, 3], (part) => Promise.resolve(parts.push(part) && part.length), fail);

    expect(count).toBe(3);
    expect(parts).toEqual([[1, 2, 3]]);
  });

  it('does nothing with nothing', async () => {
    expect(await inHalves([], fail, fail)).toBe(0);
  });

  it('works on all others when some fail, and tells of those alone', async () => {
    const alone: number[] = [];
    const done: number[] = [];
    const items = Array.from({ length: 17 }, (_, at) => at);

    const count = await inHalves(
      items,
      (part) => {
        if (part.some((item) => item === 3 || item === 16)) return Promise.reject(new Error('broken'));
        done.push(...part);
        return Promise.resolve(part.length);
      },
      (item) => void alone.push(item),
    );

    expect(count).toBe(15);
    expect(done).toEqual(items.filter((item) => item !== 3 && item !== 16));
    expect(alone).toEqual([3, 16]);
  });

  it('gives up when the infrastructure fails', async () => {
    const attempts: number[] = [];
    const work = (part: readonly number[]) => {
      attempts.push(part.length);
      return Promise.reject(attempts.length < 3 ? new Error('broken') : databaseGone());
    };

    await expect(inHalves([1, 2, 3, 4], work, fail)).rejects.toThrow('connection refused');
    expect(attempts).toEqual([4, 2, 1]);
  });
});

function fail(): never {
  throw new Error('nobody should have asked');
}
