/** What is to be done when; earliest first, in order of entry at the same time. */
export class Agenda<T> {
  private entries: { readonly at: number; readonly order: number; readonly item: T }[] = [];
  private entered = 0;

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** The earliest time; undefined when there is nothing to do. */
  get next(): Date | undefined {
    const first = this.entries[0];
    return first && new Date(first.at);
  }

  add(at: Date, item: T): void {
    const entry = { at: at.getTime(), order: this.entered++, item };
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.entries.splice(low, 0, entry);
  }

  /** Takes out all that is due at `at`. */
  takeDue(at: Date): T[] {
    let count = 0;
    while (count < this.entries.length && this.entries[count]!.at <= at.getTime()) count++;
    return this.entries.splice(0, count).map(({ item }) => item);
  }

  /** The latest of the times from the first on that lie within `windowMs` of it and satisfy `belongs`, without a gap. */
  lastWithin(windowMs: number, belongs: (at: Date) => boolean): Date | undefined {
    const first = this.entries[0];
    if (!first) return undefined;
    let last = first.at;
    for (const { at } of this.entries) {
      if (at > first.at + windowMs || !belongs(new Date(at))) break;
      last = at;
    }
    return new Date(last);
  }
}
