/**
 * Work that is still to be done before business time may move on. The driver of the clock waits until all of it is zero
 * (contracts, section 8).
 */
export class IdleRegistry {
  private readonly sources = new Map<string, () => Promise<number>>();
  private readonly costly = new Map<string, () => Promise<number>>();
  private readonly accounts = new Map<string, () => Promise<readonly string[]>>();

  /**
   * Adds a count of pending work; 0 means idle.
   * @param options `costly` counts are measured only when all others are zero; `explain` names what is pending, a line for
   * each of the first few, by ids, codes, states and times only
   */
  register(
    name: string,
    count: () => Promise<number>,
    options: { readonly costly?: boolean; readonly explain?: () => Promise<readonly string[]> } = {},
  ): void {
    if (this.sources.has(name) || this.costly.has(name)) throw new Error(`There is a count named "${name}" already`);
    (options.costly ? this.costly : this.sources).set(name, count);
    if (options.explain) this.accounts.set(name, options.explain);
  }

  /** Names what is pending, as far as it can be named. */
  async explain(): Promise<string[]> {
    const lines: string[] = [];
    for (const account of this.accounts.values()) lines.push(...(await account()));
    return lines;
  }

  /** The counts, measured now; costly ones are missing while others are not zero. */
  async pending(): Promise<Record<string, number>> {
    const cheap = await this.pendingBesidesCostly();
    if (Object.values(cheap).some((count) => count > 0)) return cheap;
    return { ...cheap, ...(await measure(this.costly)) };
  }

  /** The counts that cost little, measured now, one after the other in the order in which they were registered. */
  pendingBesidesCostly(): Promise<Record<string, number>> {
    return measure(this.sources);
  }
}

async function measure(sources: ReadonlyMap<string, () => Promise<number>>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, count] of sources) counts[name] = await count();
  return counts;
}
