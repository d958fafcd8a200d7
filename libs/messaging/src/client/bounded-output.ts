/** More would be unpacked than one batch may hold. */
export class UnpacksToTooMuch extends Error {
  /** @param doneBytes unpacked before it was noticed */
  constructor(readonly doneBytes: number) {
    super('it unpacks to more than a batch may hold');
    this.name = 'UnpacksToTooMuch';
  }
}

/** What was to be unpacked is not what it says it is. */
export class MalformedPacking extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedPacking';
  }
}

const FIRST_BYTES = 64 * 1024;
/** Up to this length a loop is faster than a call into the runtime. */
const SHORT_MATCH = 24;

/** Bytes that are unpacked piece by piece: grows as needed and never beyond its limit, whatever the packed bytes ask for. */
export class BoundedOutput {
  private bytes = Buffer.alloc(0);
  private at = 0;

  constructor(private readonly limit: number) {}

  get length(): number {
    return this.at;
  }

  /** What was unpacked so far. */
  toBuffer(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /**
   * Takes bytes over as they are.
   * @throws MalformedPacking when there are not as many
   * @throws UnpacksToTooMuch
   */
  literal(from: Buffer, start: number, length: number): void {
    if (start + length > from.length) throw new MalformedPacking('a literal ends too early');
    this.reserve(length);
    this.at += from.copy(this.bytes, this.at, start, start + length);
  }

  /**
   * Repeats what stands `distance` bytes before the end; it may overlap with what it becomes.
   * @throws MalformedPacking when nothing stands there
   * @throws UnpacksToTooMuch
   */
  repeat(distance: number, length: number): void {
    if (distance < 1 || distance > this.at) throw new MalformedPacking('a repetition of what is not there');
    this.reserve(length);
    const { bytes } = this;
    const from = this.at - distance;
    const end = this.at + length;
    if (length <= SHORT_MATCH) {
      for (; this.at < end; this.at += 1) bytes[this.at] = bytes[this.at - distance] as number;
      return;
    }
    // All from `from` on repeats itself every `distance` bytes, so that each copy may take twice as much as the one before.
    while (this.at < end) {
      const size = Math.min(this.at - from, end - this.at);
      bytes.copyWithin(this.at, from, from + size);
      this.at += size;
    }
  }

  private reserve(length: number): void {
    const needed = this.at + length;
    if (needed > this.limit) throw new UnpacksToTooMuch(this.at);
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.min(this.limit, Math.max(needed, this.bytes.length * 2, FIRST_BYTES)));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}
