/**
 * Business time, injected wherever a rule asks what time it is (architecture, decision 7). The class is its own injection
 * token. Leases, retries, tokens and SMTP use real time and do not ask it.
 */
export abstract class BusinessClock {
  /** The present moment of the business, as a date of the caller's own. */
  abstract now(): Date;
}

/** Business time is the computer's time. */
export class RealClock extends BusinessClock {
  now(): Date {
    return new Date();
  }
}

/** Business time is fixed at one instant. */
export class FixedClock extends BusinessClock {
  private readonly atMs: number;

  constructor(at: Date) {
    super();
    this.atMs = validMs(at);
  }

  now(): Date {
    return new Date(this.atMs);
  }
}

/** Business time is stepped by a driver (simulation) and never goes back. */
export class DrivenClock extends BusinessClock {
  private atMs: number;

  /** @param startAt what the clock shows until it is first stepped */
  constructor(startAt: Date) {
    super();
    this.atMs = validMs(startAt);
  }

  now(): Date {
    return new Date(this.atMs);
  }

  /** Steps to `at`; the same instant again changes nothing, an earlier one throws a RangeError. */
  advanceTo(at: Date): void {
    const target = validMs(at);
    if (target < this.atMs) {
      throw new RangeError(
        `the driven clock shows ${new Date(this.atMs).toISOString()} and cannot go back to ${at.toISOString()}`,
      );
    }
    this.atMs = target;
  }
}

function validMs(at: Date): number {
  const ms = at.getTime();
  if (Number.isNaN(ms)) throw new RangeError('a clock needs a valid date');
  return ms;
}
