/**
 * Background work of a service. What repeats a step is a `PeriodicWork`. The host finds it among
 * the providers of all modules, starts it once the consumers run, and stops it before anything else.
 */
export abstract class Worker {
  /** Whether it also runs when a test steps the rest by hand. */
  readonly runsAlways: boolean = false;

  /** Begins to work; returns at once. */
  abstract start(): void;

  /** Finishes what is being done and ends. */
  abstract stop(): Promise<void>;
}
