import { setTimeout as wait } from 'node:timers/promises';

/** Waits until this service has caught up with what a caller has already seen elsewhere (architecture, decision 9). */
export abstract class SeenGate {
  /**
   * Answers true as soon as the service knows `stateSeq` (or a later one) of the complaint, false when it still does not
   * after `timeoutMs` of real time.
   */
  abstract waitFor(complaintId: string, stateSeq: number, timeoutMs: number): Promise<boolean>;
}

const POLL_MS = 25;

/** A gate that looks at the service's own custody table. */
export class PollingSeenGate extends SeenGate {
  /** @param known the highest `stateSeq` that the service has of a complaint, 0 when it has none */
  constructor(private readonly known: (complaintId: string) => Promise<number>) {
    super();
  }

  override async waitFor(complaintId: string, stateSeq: number, timeoutMs: number): Promise<boolean> {
    const givesUpAt = performance.now() + timeoutMs;
    for (;;) {
      if ((await this.known(complaintId)) >= stateSeq) return true;
      if (performance.now() + POLL_MS > givesUpAt) return false;
      await wait(POLL_MS);
    }
  }
}
