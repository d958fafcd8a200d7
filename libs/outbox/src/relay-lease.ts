import { newId, type Database } from '@redress/persistence';

/** How much of a lease may pass before it is renewed. */
const RENEW_AFTER = 1 / 3;

/**
 * The right to publish, held by one relay of a service at a time. Every change of owner raises the epoch; a relay that
 * acts under the lease names owner and epoch in the statement that acts, so that a relay which slept through its lease
 * changes nothing.
 */
export class RelayLease {
  readonly owner = newId();
  private held: { readonly epoch: string; readonly expiresAtMs: number } | undefined;

  constructor(
    private readonly database: Database,
    readonly name: string,
    private readonly leaseMs: number,
  ) {}

  /** Epoch under which this relay holds the lease; undefined when it does not. */
  get epoch(): string | undefined {
    return this.held?.epoch;
  }

  /**
   * Takes, keeps or renews the lease.
   * @returns whether this relay holds it for at least two thirds of its length
   */
  async hold(): Promise<boolean> {
    if (this.held && this.held.expiresAtMs - performance.now() > this.leaseMs * (1 - RENEW_AFTER)) return true;
    // Measured before the statement: the server's lease ends later than we believe, never earlier.
    const askedAtMs = performance.now();
    const { rows } = await this.database.query<{ epoch: string }>(
      `insert into relay_lease as l (name, owner, epoch, expires_at)
       values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
       on conflict (name) do update set
         owner = excluded.owner,
         epoch = l.epoch + case when l.owner = excluded.owner then 0 else 1 end,
         expires_at = excluded.expires_at
       where l.owner = excluded.owner or l.expires_at < clock_timestamp()
       returning epoch`,
      [this.name, this.owner, this.leaseMs / 1_000],
      'relay-lease-hold',
    );
    const row = rows[0];
    this.held = row ? { epoch: row.epoch, expiresAtMs: askedAtMs + this.leaseMs } : undefined;
    return this.held !== undefined;
  }

  /** Forgets the lease without giving it up, because another relay has it. */
  lose(): void {
    this.held = undefined;
  }

  /** Gives the lease up, so that another relay need not wait for its end. @returns whether it was held */
  async release(): Promise<boolean> {
    const epoch = this.held?.epoch;
    this.held = undefined;
    if (epoch === undefined) return false;
    await this.database.query(
      'update relay_lease set expires_at = clock_timestamp() where name = $1 and owner = $2 and epoch = $3',
      [this.name, this.owner, epoch],
    );
    return true;
  }
}
