/** Background work of a service with a loop of its own; what only repeats a step is a `PeriodicWork`. */
export interface Worker {
  /** Begins to work; returns at once. */
  start(): void;
  /** Finishes what is being done and ends. */
  stop(): Promise<void>;
}
