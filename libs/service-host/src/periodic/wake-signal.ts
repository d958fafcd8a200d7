/**
 * Tells a piece of work of this process that there may be something to do. Derive a class for each piece of work: its name is the
 * token by which those who wake it and the work itself get the same one.
 */
export abstract class WakeSignal {
  private listener: () => void = () => {};

  /** Only one listens: the work that is woken. */
  listen(listener: () => void): void {
    this.listener = listener;
  }

  /** Costs nothing; call it after every commit that may have made work. */
  wake(): void {
    this.listener();
  }
}
