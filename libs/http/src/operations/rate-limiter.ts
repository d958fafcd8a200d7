import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@redress/persistence';
import { networkOf } from '@redress/security';
import { KnownUntil } from '@redress/time';
import type { RateLimit } from '../contract/endpoint';
import { Problem } from '../problems/problem';

// The end of the window is computed once, in the row that is proposed: the end minus the window is "now".
const TAKE = `
  insert into rate_limit as held (bucket, used, ends_at)
  values ($1, 1, clock_timestamp() + make_interval(secs => $2))
  on conflict (bucket) do update set
    used = case when held.ends_at <= excluded.ends_at - make_interval(secs => $2) then 1 else held.used + 1 end,
    ends_at = case when held.ends_at <= excluded.ends_at - make_interval(secs => $2) then excluded.ends_at else held.ends_at end
  returning used, greatest(1, ceil(extract(epoch from ends_at - clock_timestamp())))::int as seconds_left`;

/** Counts calls in fixed windows in the service's database, so that a limit holds across replicas. */
@Injectable()
export class RateLimiter {
  // A bucket known to be empty is refused without asking the database, so that a flood does not reach it.
  private readonly empty = new KnownUntil();

  constructor(private readonly database: Database) {}

  /**
   * Takes one point of `subject` for a route; what is counted is stored as a hash.
   * @param subject an address when `by` is `ip`, of which its network is counted (`networkOf`), else a principal
   * @throws Problem 429 with `Retry-After` when there is none left
   */
  async take(route: string, subject: string, { points, perSeconds, by }: RateLimit): Promise<void> {
    const counted = by === 'ip' ? networkOf(subject) : subject;
    const bucket = createHash('sha256').update(`${route}\n${counted}`).digest('base64url');
    this.refuseWhileEmpty(bucket);
    const { rows } = await this.database.query<{ used: number; seconds_left: number }>(
      TAKE,
      [bucket, perSeconds],
      'rate-limit-take',
    );
    const [state] = rows;
    if (state && state.used > points) {
      this.empty.remember(bucket, performance.now() + state.seconds_left * 1_000);
      throw tooMany(state.seconds_left);
    }
  }

  /** Deletes counters whose window is over. */
  async sweep(): Promise<void> {
    await this.database.query('delete from rate_limit where ends_at < clock_timestamp()');
  }

  private refuseWhileEmpty(bucket: string): void {
    const leftMs = this.empty.leftMs(bucket, performance.now());
    if (leftMs > 0) throw tooMany(Math.ceil(leftMs / 1_000));
  }
}

function tooMany(retryAfterSeconds: number): Problem {
  return new Problem(429, 'too-many-requests', 'Too many requests', { retryAfterSeconds });
}
