/** A background loop of a service: a relay, a sweep, a dispatcher. */
export interface Worker {
  /** Begins to work; returns at once. */
  start(): void;
  /** Finishes what is being done and ends. */
  stop(): Promise<void>;
}
