import { heapOfThisProcess, type HeapOfProcess } from './heap-of-process';

const LOOK_EVERY_MS = 5_000;
/** Below this a process waits for work. Consumers, relay and sweeps of an idle service take a fiftieth. */
const AT_REST = 0.1;
/** Looks in a row at which the process must be at rest. */
const LOOKS_AT_REST = 2;
/** A heap that has grown by less since is left as it is. */
const WORTH_BYTES = 24_000_000;

/**
 * Gives back what the start and every busy time leave behind: V8 keeps a large young generation and emptied pages for the
 * next rush, some 60 MB a service that are not used. A smaller young generation instead (`--max-semi-space-size`) costs
 * a third of the registrations a second; at rest it costs nothing.
 */
export class RestingHeap {
  private timer: NodeJS.Timeout | undefined;
  private looksAtRest = 0;
  private left = 0;

  constructor(private readonly heap: HeapOfProcess = heapOfThisProcess()) {}

  start(): void {
    this.heap.utilization();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.looksAtRest = this.heap.utilization() < AT_REST ? this.looksAtRest + 1 : 0;
    if (this.looksAtRest < LOOKS_AT_REST || this.heap.total() < this.left + WORTH_BYTES) return;
    this.heap.giveBack();
    this.left = this.heap.total();
    // What it took itself is not work.
    this.heap.utilization();
  }
}
