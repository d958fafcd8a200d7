import { GroupCommit, type GroupCommitOptions } from './group-commit';

/** Runs groups by hand: each waits until the test lets it go. */
class Runs {
  readonly groups: { items: readonly string[]; succeed(): void; fail(error: Error): void }[] = [];

  readonly run = (items: readonly string[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      this.groups.push({ items, succeed: () => resolve(items.map((item) => item.toUpperCase())), fail: reject });
    });

  get items(): (readonly string[])[] {
    return this.groups.map((group) => group.items);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('group commit', () => {
  let runs: Runs;
  const groupsOf = (
    lanes: number,
    maxSize = 10,
    more: Partial<GroupCommitOptions<string, string>> = {},
  ): GroupCommit<string, string> =>
    new GroupCommit({
      lanes,
      maxSize,
      run: runs.run,
      ...more,
    });

  beforeEach(() => {
    runs = new Runs();
  });

  it('runs what comes together in one group and answers each its own', async () => {
    const group = groupsOf(1);
    const answers = Promise.all(['a', 'b', 'c'].map((item) => group.do(item)));
    await turn();

    expect(runs.items).toEqual([['a', 'b', 'c']]);
    runs.groups[0]!.succeed();
    await expect(answers).resolves.toEqual(['A', 'B', 'C']);
  });

  it('gathers what comes while all lanes are busy, up to its size', async () => {
    const group = groupsOf(1, 2);
    const first = group.do('a');
    await turn();
    const others = ['b', 'c', 'd'].map((item) => group.do(item));
    await turn();
    expect(runs.items).toEqual([['a']]);

    runs.groups[0]!.succeed();
    await first;
    await turn();
    expect(runs.items).toEqual([['a'], ['b', 'c']]);

    runs.groups[1]!.succeed();
    await turn();
    expect(runs.items).toEqual([['a'], ['b', 'c'], ['d']]);
    runs.groups[2]!.succeed();
    await expect(Promise.all(others)).resolves.toEqual(['B', 'C', 'D']);
  });

  it('keeps as many groups under way as it has lanes', async () => {
    const group = groupsOf(2);
    void group.do('a');
    await turn();
    void group.do('b');
    await turn();
    void group.do('c');
    await turn();

    expect(runs.items).toEqual([['a'], ['b']]);
  });

  it('fills a group up to its size and lets an item that is larger go alone', async () => {
    const group = groupsOf(1, 4, { sizeOf: (item) => item.length });
    const answers = Promise.all(['aaaaa', 'bb', 'cc', 'd'].map((item) => group.do(item)));
    for (const at of [0, 1, 2]) {
      await turn();
      runs.groups[at]!.succeed();
    }
    await answers;

    expect(runs.items).toEqual([['aaaaa'], ['bb', 'cc'], ['d']]);
  });

  it('waits for company as long as it is told to, and another lane does not begin meanwhile', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    try {
      const group = groupsOf(2, 10, { gatherMs: (waiting) => (waiting === 1 ? 50 : 0) });
      void group.do('a');
      await turn();
      jest.advanceTimersByTime(49);
      void group.do('b');
      await turn();
      expect(runs.items).toEqual([]);

      jest.advanceTimersByTime(1);
      await turn();
      expect(runs.items).toEqual([['a', 'b']]);

      void group.do('c');
      jest.advanceTimersByTime(50);
      await turn();
      expect(runs.items).toEqual([['a', 'b'], ['c']]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('runs each alone when one of them may be to blame, so that only the guilty fails', async () => {
    const group = groupsOf(1);
    const answers = Promise.allSettled(['a', 'b'].map((item) => group.do(item)));
    await turn();
    runs.groups[0]!.fail(new Error('one'));
    await turn();
    runs.groups[1]!.fail(new Error('one'));
    await turn();
    runs.groups[2]!.succeed();

    expect(runs.items).toEqual([['a', 'b'], ['a'], ['b']]);
    await expect(answers).resolves.toEqual([
      { status: 'rejected', reason: new Error('one') },
      { status: 'fulfilled', value: 'B' },
    ]);
  });

  it('fails all when none is to blame, and goes on with the next', async () => {
    const group = groupsOf(1);
    const lost = Promise.allSettled(['a', 'b'].map((item) => group.do(item)));
    await turn();
    runs.groups[0]!.fail(new Error('Connection terminated unexpectedly'));
    await expect(lost).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);

    const next = group.do('c');
    await turn();
    runs.groups[1]!.succeed();
    await expect(next).resolves.toBe('C');
    expect(runs.items).toEqual([['a', 'b'], ['c']]);
  });
});
