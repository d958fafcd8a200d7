import type { Gauge } from 'prom-client';

export interface MeasurementOptions {
  /** How long what was measured holds, so that nothing is measured more often; default 0. */
  readonly measuredHoldsMs?: number;
  /** How long those who ask wait for a run; what is not measured by then is left out. Default 4,000. */
  readonly measuringPatienceMs?: number;
  /** What a run happens in, for example limits for its statements. Default: nothing. */
  readonly measuredWithin?: (run: () => Promise<void>) => Promise<void>;
}

interface Run {
  readonly beganAtMs: number;
  readonly done: Promise<void>;
  isDone: boolean;
}

const PATIENCE_MS = 4_000;

/**
 * Gauges that cost something to measure. They are measured one after another, so that they take one connection of a
 * database at most, and in one run for everybody who asks at the time or while it holds.
 */
export class Measurements {
  private readonly all: { readonly gauge: Gauge; readonly measure: () => number | Promise<number> }[] = [];
  private last: Run | undefined;

  constructor(private readonly options: MeasurementOptions = {}) {}

  /** Measures this gauge in every later run. */
  add(gauge: Gauge, measure: () => number | Promise<number>): void {
    this.all.push({ gauge, measure });
  }

  /** Resolves when the gauges are measured, or as far as they are when patience ends. */
  async take(): Promise<void> {
    const { measuredHoldsMs = 0, measuringPatienceMs = PATIENCE_MS } = this.options;
    const isOver = !this.last || (this.last.isDone && performance.now() - this.last.beganAtMs >= measuredHoldsMs);
    if (isOver) this.last = this.begin();
    await inTime((this.last as Run).done, measuringPatienceMs);
  }

  private begin(): Run {
    const { measuredWithin = (work: () => Promise<void>) => work() } = this.options;
    for (const { gauge } of this.all) gauge.remove();
    const run = { beganAtMs: performance.now(), isDone: false, done: measuredWithin(() => this.measure()) };
    void run.done.finally(() => (run.isDone = true));
    return run;
  }

  private async measure(): Promise<void> {
    for (const { gauge, measure } of this.all) {
      try {
        gauge.set(await measure());
      } catch {
        // It stays out.
      }
    }
  }
}

async function inTime(work: Promise<void>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patienceEnds = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  try {
    await Promise.race([work, patienceEnds]);
  } finally {
    clearTimeout(timer);
  }
}
