import type { Database } from '@redress/persistence';
import { DrivenClock } from '@redress/time';

/** A driven clock that remembers where it stands, so that a restarted service does not go back in business time. */
export class StoredDrivenClock extends DrivenClock {
  private saved: Promise<unknown> = Promise.resolve();

  private constructor(
    startsAt: Date,
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
  ) {
    super(startsAt);
  }

  /** Opens the clock at the later of `startsAt` and where it stood before. */
  static async open(database: Database, startsAt: Date, onError: (error: unknown) => void): Promise<StoredDrivenClock> {
    const { rows } = await database.query<{ stands_at: Date }>('select stands_at from driven_clock');
    const stood = rows[0]?.stands_at;
    return new StoredDrivenClock(stood && stood > startsAt ? stood : startsAt, database, onError);
  }

  override advanceTo(at: Date): void {
    super.advanceTo(at);
    this.saved = this.database
      .query(
        `insert into driven_clock (stands_at) values ($1)
         on conflict (is_only) do update set stands_at = greatest(driven_clock.stands_at, excluded.stands_at)`,
        [this.now()],
      )
      .catch(this.onError);
  }

  /** Waits until the last step is stored. */
  async settled(): Promise<void> {
    await this.saved;
  }
}
