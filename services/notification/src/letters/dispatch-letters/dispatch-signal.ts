/** Tells the dispatcher of this process that there may be something to send. */
export class DispatchSignal {
  private listener: () => void = () => {};

  /** Only one listens: the dispatcher. */
  listen(listener: () => void): void {
    this.listener = listener;
  }

  /** Costs nothing; call it after every commit that may have made a letter ready. */
  wake(): void {
    this.listener();
  }
}
