import { isInfrastructureError } from './infrastructure-error';

export interface GroupCommitOptions<I, O> {
  /** Groups under way at once. While all are, what arrives waits and makes the next group. */
  readonly lanes: number;
  /** Size of a group at most; one item may be larger. */
  readonly maxSize: number;
  /** Size of an item; 1 if absent. */
  readonly sizeOf?: (item: I) => number;
  /**
   * How long a group waits for company before it goes, in ms; not at all if absent. Asked once a lane is free, for the
   * number of items that wait.
   */
  readonly gatherMs?: (waiting: number) => number;
  /** Does the work of a whole group in one transaction; the results stand in the order of the items. */
  readonly run: (items: readonly I[]) => Promise<readonly O[]>;
}

interface Waiting<I, O> {
  readonly item: I;
  resolve(result: O): void;
  reject(error: unknown): void;
}

/**
 * Lets callers that come at the same time share one transaction, as databases share one flush of their log among commits.
 * Unless `gatherMs` says so no item waits for others: one that finds a free lane goes at once, so a lone caller pays
 * nothing for it. When a group fails for another cause than the infrastructure each item is run alone, so that only the
 * guilty fail.
 */
export class GroupCommit<I, O> {
  private waiting: Waiting<I, O>[] = [];
  private underWay = 0;
  private isGathering = false;

  constructor(private readonly options: GroupCommitOptions<I, O>) {}

  /**
   * Resolves with the result of this item when the transaction that holds it has committed.
   * @throws what `run` threw for the group, or for this item alone
   */
  do(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    while (!this.isGathering && this.underWay < this.options.lanes && this.waiting.length > 0) {
      this.underWay += 1;
      const gatherMs = this.options.gatherMs?.(this.waiting.length) ?? 0;
      if (gatherMs > 0) this.gather(gatherMs);
      // Those that came with the same packets from the network still join.
      else setImmediate(() => void this.lane());
    }
  }

  /** Whatever comes meanwhile joins this group, so no other lane begins. */
  private gather(ms: number): void {
    this.isGathering = true;
    setTimeout(() => {
      this.isGathering = false;
      void this.lane();
      this.next();
    }, ms);
  }

  private async lane(): Promise<void> {
    try {
      const group = this.takeGroup();
      if (group.length > 0) await this.run(group);
    } finally {
      this.underWay -= 1;
      this.next();
    }
  }

  /** The oldest item and those that came after it, as far as they fit. */
  private takeGroup(): Waiting<I, O>[] {
    const { maxSize, sizeOf = () => 1 } = this.options;
    let size = 0;
    const end = this.waiting.findIndex(({ item }, index) => (size += sizeOf(item)) > maxSize && index > 0);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async run(group: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const results = await this.options.run(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as O));
    } catch (error) {
      if (group.length > 1 && !isInfrastructureError(error)) {
        for (const one of group) await this.run([one]);
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }
}
