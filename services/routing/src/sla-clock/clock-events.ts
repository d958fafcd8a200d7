import {
  clockBreached,
  clockBreachTakenBack,
  clockWarned,
  expiryRequested,
  machines,
  type Actor,
  type ClockChange,
  type ClockEntry,
  type EventContract,
  type PayloadOf,
} from '@redress/contracts';
import type { NewEvent, StoryOf } from '@redress/outbox';
import { newId } from '@redress/persistence';
import type { ClockMark, ClockNews, ClockUpdate } from './domain/clock-news';
import { isToldBreach, type SlaClock } from './domain/sla-clock';

/** Who has the complaint when a clock is missed. */
export interface ClockOwner {
  readonly unitId: string | null;
  readonly handlerId: string | null;
}

/** What this service does by itself. */
export const SYSTEM_ACTOR: Actor = { kind: 'SYSTEM', id: 'routing' };

/** Translates a mark that was reached or taken back into the event that other services read. */
export function markEvent(news: ClockMark, complaint: StoryOf, owner: ClockOwner): NewEvent {
  const { clock, at } = news;
  const identity = identityOf(clock);
  const event = <C extends EventContract>(contract: C, payload: PayloadOf<C>): NewEvent =>
    ({ contract, complaint, at, actor: SYSTEM_ACTOR, payload }) as unknown as NewEvent;
  const dueAt = (clock.dueAt ?? at).toISOString();
  switch (news.what) {
    case 'WARNED':
      return event(clockWarned, { ...identity, percent: news.percent, dueAt });
    case 'BREACHED':
      return event(clockBreached, {
        ...identity,
        dueAt,
        ...(owner.handlerId ? { ownerId: owner.handlerId } : {}),
        ...(owner.unitId ? { unitId: owner.unitId } : {}),
      });
    case 'RAN_OUT': {
      const { clockId, policy, subject, run } = clock;
      return event(expiryRequested, {
        requestId: newId(),
        kind: 'EXPIRY',
        requestedAt: at.toISOString(),
        clockId,
        clock: policy.code,
        ...(subject ? { subject } : {}),
        run,
        dueAt,
      });
    }
    case 'BREACH_TAKEN_BACK':
      return event(clockBreachTakenBack, {
        ...identity,
        ...(news.stoppedAt ? { stoppedAt: news.stoppedAt.toISOString() } : {}),
      });
  }
}

/** Whether the news is a change of the clock itself, which is published in the list of clocks that an event carries. */
export function isUpdate(news: ClockNews): news is ClockUpdate {
  return news.what === 'STARTED' || news.what === 'RECOMPUTED' || news.what === 'MET' || news.what === 'CANCELLED';
}

/** The clocks of a complaint that changed in one transaction, one entry a clock (contracts, section 1). */
export class ClockList {
  private readonly entries = new Map<string, ClockEntry>();
  private latestMs = -Infinity;

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  /** Business time of the latest change; meaningless in an empty list. */
  get at(): Date {
    return new Date(this.latestMs);
  }

  add(news: ClockUpdate): void {
    const { clock } = news;
    const known = this.entries.get(clock.clockId);
    const startsPaused = news.what === 'STARTED' && clock.dueAt === null;
    const dueWithoutPause = startsPaused ? news.dueAt.toISOString() : known?.dueWithoutPause;
    this.entries.set(clock.clockId, {
      ...entryOf(clock),
      ...(dueWithoutPause === undefined ? {} : { dueWithoutPause }),
      changes: [...(known?.changes ?? []), changeOf(news)],
    });
    this.latestMs = Math.max(this.latestMs, news.at.getTime());
  }

  toPayload(): ClockEntry[] {
    return [...this.entries.values()];
  }
}

function changeOf(news: ClockUpdate): ClockChange {
  return news.what === 'RECOMPUTED' ? news.cause : news.what;
}

/** Which clock an event or an entry is about. */
function identityOf({ clockId, policy, subject, cycle }: SlaClock) {
  return { clockId, clock: policy.code, ...(subject ? { subject } : {}), cycle };
}

function entryOf(clock: SlaClock): Omit<ClockEntry, 'changes'> {
  const { policy, endedAt } = clock;
  const isPaused = clock.state === machines.clock.state.PAUSED;
  const pausedFor = isPaused ? clock.segments.findLast(({ kind }) => kind === 'PAUSE')?.reason : undefined;
  return {
    ...identityOf(clock),
    ...(policy.pack ? { pack: policy.pack } : {}),
    run: clock.run,
    class: policy.class,
    state: clock.state,
    startedAt: clock.startedAt.toISOString(),
    dueAt: clock.dueAt?.toISOString() ?? null,
    ...(endedAt ? { endedAt: endedAt.toISOString() } : {}),
    ...(pausedFor ? { pausedFor } : {}),
    breached: isToldBreach(clock),
    provisional: clock.provisional,
  };
}
