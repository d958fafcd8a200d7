import {
  clockBreached,
  clockBreachWithdrawn,
  clockCancelled,
  clockMet,
  clockRecomputed,
  clockStarted,
  clockWarned,
  type Actor,
  type EventContract,
  type PayloadOf,
} from '@redress/contracts';
import type { NewEvent, StoryOf } from '@redress/outbox';
import type { ClockNews } from './domain/clock-news';

/** Who has the complaint when a clock is missed. */
export interface ClockOwner {
  readonly unitId: string | null;
  readonly handlerId: string | null;
}

/** What this service does by itself. */
export const SYSTEM_ACTOR: Actor = { kind: 'SYSTEM', id: 'routing' };

/** Translates what is to be published about a clock into the event that other services read. */
export function clockEvent(news: ClockNews, complaint: StoryOf, owner: ClockOwner): NewEvent {
  const { clock, at } = news;
  const identity = { clockId: clock.clockId, clock: clock.policy.code, cycle: clock.cycle };
  const event = <C extends EventContract>(contract: C, payload: PayloadOf<C>): NewEvent =>
    ({ contract, complaint, at, actor: SYSTEM_ACTOR, payload }) as unknown as NewEvent;
  const dueAt = (clock.dueAt ?? at).toISOString();
  switch (news.what) {
    case 'STARTED':
      return event(clockStarted, {
        ...identity,
        startedAt: clock.startedAt.toISOString(),
        dueAt: news.dueAt.toISOString(),
        clockClass: clock.policy.class,
        provisional: clock.provisional,
      });
    case 'RECOMPUTED':
      return event(clockRecomputed, {
        ...identity,
        ...(clock.dueAt ? { dueAt } : {}),
        state: clock.state === 'PAUSED' ? 'PAUSED' : 'RUNNING',
        cause: news.cause,
      });
    case 'WARNED':
      return event(clockWarned, { ...identity, percent: news.percent, dueAt });
    case 'BREACHED':
      return event(clockBreached, {
        ...identity,
        dueAt,
        ...(owner.handlerId ? { ownerId: owner.handlerId } : {}),
        ...(owner.unitId ? { unitId: owner.unitId } : {}),
      });
    case 'BREACH_WITHDRAWN':
      return event(clockBreachWithdrawn, {
        ...identity,
        ...(news.stoppedAt ? { stoppedAt: news.stoppedAt.toISOString() } : {}),
      });
    case 'MET':
      return event(clockMet, { ...identity, stoppedAt: at.toISOString(), dueAt, breached: news.breached });
    case 'CANCELLED':
      return event(clockCancelled, { ...identity, cancelledAt: at.toISOString() });
  }
}
