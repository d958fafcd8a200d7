/** Says in this process that complaints have changed, so that their snapshots are published once they rest. */
export class SnapshotSignal {
  private listener: () => void = () => {};

  /** Only one listens: what publishes the snapshots. */
  listen(listener: () => void): void {
    this.listener = listener;
  }

  /** Costs nothing; call it after every commit that noted a change. */
  wake(): void {
    this.listener();
  }
}
