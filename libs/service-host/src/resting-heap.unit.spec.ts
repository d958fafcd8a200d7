import { spawnSync } from 'node:child_process';
import type { HeapOfProcess } from './heap-of-process';
import { RestingHeap } from './resting-heap';

const MB = 1_000_000;
const LOOK_MS = 5_000;

class HeapUnderTest implements HeapOfProcess {
  bytes = 120 * MB;
  busy = 0.02;
  given = 0;

  total(): number {
    return this.bytes;
  }

  utilization(): number {
    return this.busy;
  }

  giveBack(): void {
    this.given++;
    this.bytes = 50 * MB;
  }
}

describe('a heap at rest', () => {
  let heap: HeapUnderTest;
  let resting: RestingHeap;

  beforeEach(() => {
    jest.useFakeTimers();
    heap = new HeapUnderTest();
    resting = new RestingHeap(heap);
    resting.start();
  });

  afterEach(() => {
    resting.stop();
    jest.useRealTimers();
  });

  const looks = (count: number) => jest.advanceTimersByTime(count * LOOK_MS);

  it('gives back what the start has left, once', () => {
    looks(1);
    expect(heap.given).toBe(0);
    looks(1);
    expect(heap.given).toBe(1);
    looks(20);
    expect(heap.given).toBe(1);
  });

  it('keeps what it has while there is work', () => {
    heap.busy = 0.3;
    looks(20);
    expect(heap.given).toBe(0);
    heap.busy = 0.02;
    looks(1);
    heap.busy = 0.3;
    looks(1);
    heap.busy = 0.02;
    looks(1);
    expect(heap.given).toBe(0);
  });

  it('gives back again after a rush that made it grow, and not for a little', () => {
    looks(2);
    heap.bytes = 70 * MB;
    looks(5);
    expect(heap.given).toBe(1);
    heap.bytes = 110 * MB;
    looks(1);
    expect(heap.given).toBe(2);
  });

  it('stops', () => {
    resting.stop();
    looks(5);
    expect(heap.given).toBe(0);
  });
});

it('shrinks a heap that was large', () => {
  const program = `
    const { heapOfThisProcess } = require(${JSON.stringify(require.resolve('./heap-of-process'))});
    let kept = Array.from({ length: 300_000 }, (_, at) => ({ at, text: 'x' + at }));
    const heap = heapOfThisProcess();
    const before = heap.total();
    kept = undefined;
    heap.giveBack();
    console.log(JSON.stringify({ before, after: heap.total() }));`;
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', '-e', program], { encoding: 'utf8' });
  const { before, after } = JSON.parse(stdout) as { before: number; after: number };
  expect(after).toBeLessThan(before / 2);
});
