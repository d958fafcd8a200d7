import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process uses and how it gives memory back; replaced in tests. */
export interface HeapOfProcess {
  /** Bytes that the heap has set aside, used or not. */
  total(): number;
  /** Share of the time since the last call in which the event loop was busy, 0 to 1. */
  utilization(): number;
  /** Gives all that is unused back to the operating system; the process pauses for a tenth of a second or more. */
  giveBack(): void;
}

/** The heap that this code runs in. */
export function heapOfThisProcess(): HeapOfProcess {
  let last = performance.eventLoopUtilization();
  let collect: ((options: object) => void) | undefined;
  return {
    total: () => process.memoryUsage().heapTotal,
    utilization: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
    giveBack: () => {
      collect ??= exposedCollector();
      // Others leave the young generation and emptied pages as they are.
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    },
  };
}

/** Node offers the collector only to programs started with a flag; a context made while the flag is set has it, too. */
function exposedCollector(): (options: object) => void {
  setFlagsFromString('--expose-gc');
  try {
    return runInNewContext('gc') as (options: object) => void;
  } finally {
    setFlagsFromString('--no-expose-gc');
  }
}
