import type { Database } from '@redress/persistence';
import { DrivenClock } from '@redress/time';
import { LessThan } from 'typeorm';
import { DrivenClockEntity } from './driven-clock.entity';

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
    const stood = await database.transaction(async ({ manager }) => {
      const first = manager.createQueryBuilder().insert().into(DrivenClockEntity);
      await first.values({ isOnly: true, standsAt: startsAt }).orIgnore().execute();
      return (await manager.findOneByOrFail(DrivenClockEntity, { isOnly: true })).standsAt;
    });
    return new StoredDrivenClock(stood > startsAt ? stood : startsAt, database, onError);
  }

  override advanceTo(at: Date): void {
    super.advanceTo(at);
    const standsAt = this.now();
    this.saved = this.database
      .transaction(({ manager }) =>
        // Replicas are not told at the same moment.
        manager.update(DrivenClockEntity, { standsAt: LessThan(standsAt) }, { standsAt }),
      )
      .catch(this.onError);
  }

  /** Waits until the last step is stored. */
  async settled(): Promise<void> {
    await this.saved;
  }
}
