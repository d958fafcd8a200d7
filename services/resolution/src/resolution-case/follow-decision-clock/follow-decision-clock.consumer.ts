import {
  assessmentStarted,
  CLOCK_CARRIERS,
  clocksOf,
  complaintAssessed,
  complaintAssigned,
  type EventContract,
  type Received,
  type StoryBase,
} from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { decisionClock, PackRegistry } from '@redress/policy';
import { Offers } from '../../offer/offers';

/** They are said while nothing can be on offer, and of every complaint: no need to read them all for a clock that does not run. */
const BEFORE_OFFERS: readonly string[] = [assessmentStarted, complaintAssessed, complaintAssigned].map(
  ({ type }) => type,
);

/** What may say when the time for a decision runs out. */
export const DECISION_CLOCK_CARRIERS = CLOCK_CARRIERS.filter(({ type }) => !BEFORE_OFFERS.includes(type));

/** The complainant can decide until the clock for it runs out, which starts when the offer was told (contracts, section 7). */
@EventConsumer()
export class FollowDecisionClock {
  constructor(
    private readonly offers: Offers,
    private readonly packs: PackRegistry,
  ) {}

  @Consumes(DECISION_CLOCK_CARRIERS as unknown as readonly EventContract<unknown>[], {
    consumer: 'resolution.follow-decision-clock',
  })
  async on(events: readonly Received<StoryBase>[], tx: Transaction): Promise<void> {
    const newest = new Map(
      events.flatMap((event) =>
        clocksOf(event)
          .filter(({ clock, endedAt }) => !endedAt && this.isOfDecision(event, clock))
          .map(({ clockId, startedAt, dueAt }) => [
            event.subject,
            {
              complaintId: event.subject,
              clockId,
              startedAt: new Date(startedAt),
              dueAt: dueAt === null ? null : new Date(dueAt),
            },
          ]),
      ),
    );
    await this.offers.noteClocks(tx, [...newest.values()]);
  }

  private isOfDecision({ data }: Received<StoryBase>, clock: string): boolean {
    return data.packs.some(({ id, version }) => decisionClock(this.packs.get(id, version))?.code === clock);
  }
}
