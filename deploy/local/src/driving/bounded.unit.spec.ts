import { bounded } from './bounded';

describe('bounded', () => {
  it('runs all tasks and never more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    const task = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      done++;
    };

    await bounded(
      3,
      Array.from({ length: 10 }, () => task),
    );

    expect(done).toBe(10);
    expect(most).toBe(3);
  });

  it('runs the rest when one fails, then tells of the failure', async () => {
    const done: number[] = [];
    const tasks = [1, 2, 3].map((number) => async () => {
      await Promise.resolve();
      if (number === 2) throw new Error('two');
      done.push(number);
    });

    await expect(bounded(1, tasks)).rejects.toThrow('two');

    expect(done).toEqual([1, 3]);
  });
});
