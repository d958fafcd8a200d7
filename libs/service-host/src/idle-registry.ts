/**
 * Work that is still to be done before business time may move on. Whoever drives the clock waits until all of it is zero
 * (contracts, section 8).
 */
export class IdleRegistry {
  private readonly sources = new Map<string, () => Promise<number>>();

  /** Adds a count of pending work; 0 means idle. */
  register(name: string, count: () => Promise<number>): void {
    if (this.sources.has(name)) throw new Error(`There is a count named "${name}" already`);
    this.sources.set(name, count);
  }

  /** All counts, measured now. */
  async pending(): Promise<Record<string, number>> {
    const names = [...this.sources.keys()];
    const counts = await Promise.all([...this.sources.values()].map((count) => count()));
    return Object.fromEntries(names.map((name, at) => [name, counts[at] as number]));
  }
}
