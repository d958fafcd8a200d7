import type { Directory } from '@redress/access';
import {
  BREACH_REASONS,
  clocksChanged,
  complaintEscalated,
  escalationAnswered,
  STATE,
  type Actor,
  type EscalationAnswer,
  type EscalationReason,
  type StateEvent,
} from '@redress/contracts';
import type { LockedComplaint, Move, Responsible } from '@redress/lifecycle';
import type { NewEvent } from '@redress/outbox';
import { newId } from '@redress/persistence';
import type { CompiledPack } from '@redress/policy';
import { ClockList, isUpdate, markEvent, SYSTEM_ACTOR } from '../sla-clock/clock-events';
import type { ClockChanges } from '../sla-clock/domain/clock-news';
import { dueFirst, isToldBreach, overrunOf, type SlaClock } from '../sla-clock/domain/sla-clock';
import type { LoggedFact } from '../sla-clock/domain/story-log';
import type { EscalationCause } from '../work-item/domain/escalation-causes';
import { escalationTarget } from '../work-item/domain/escalation-target';
import type { WorkItem } from '../work-item/domain/work-item';

/** Who or what changed a level, for the event. */
export interface EscalationNote {
  readonly at: Date;
  readonly actor: Actor;
  readonly reason: EscalationReason;
}

/** A move that routing makes. */
export type RoutingMove = Move<StateEvent<'routing'>>;

/** What a file appends to the story when it is saved: moves first. */
export interface Outgoing {
  /** One after the other. */
  readonly moves: readonly RoutingMove[];
  readonly events: readonly NewEvent[];
}

/**
 * All that routing keeps of one complaint, as one transaction works on it: the work item, the facts of the story that
 * clocks hang on, the clocks, and the move and the events that are appended when it is saved.
 */
export class ComplaintFile {
  private readonly moves: RoutingMove[] = [];
  private readonly facts: NewEvent[] = [];
  private responsible: Responsible | undefined;
  /** Marks of clocks, between the facts in the order in which they happened. */
  private readonly marks = new Set<NewEvent>();
  private readonly clockList = new ClockList();
  readonly toldFacts: LoggedFact[] = [];
  readonly changedClocks = new Map<string, SlaClock>();

  constructor(
    private locked: LockedComplaint,
    readonly item: WorkItem,
    /** Packs of the complaint; the first one's ladder counts. */
    readonly packs: readonly CompiledPack[],
    /** Null in a file that was opened without its story. */
    private readonly storyFacts: LoggedFact[] | null,
    private readonly clocksByKey: Map<string, SlaClock>,
    private readonly directory: Directory,
  ) {}

  /** The complaint as it stands after the planned move, if there is one. */
  get complaint(): LockedComplaint {
    return this.locked;
  }

  /** Whether saving the file appends anything. */
  get hasNews(): boolean {
    return this.moves.length > 0 || this.facts.length > 0 || !this.clockList.isEmpty;
  }

  get pack(): CompiledPack {
    return this.packs[0] as CompiledPack;
  }

  /** @throws Error when the file was opened without it */
  get story(): readonly LoggedFact[] {
    return this.knownFacts;
  }

  get clocks(): SlaClock[] {
    return [...this.clocksByKey.values()];
  }

  /** Adds a fact to the story as routing keeps it. @throws Error when the file was opened without its story */
  tell(fact: LoggedFact): void {
    if (this.knownFacts.some((known) => known.key === fact.key)) return;
    this.knownFacts.push(fact);
    this.toldFacts.push(fact);
  }

  /** Plans a move, which is made when the file is saved: only then are the clocks known that the last event carries. */
  plan(move: RoutingMove, after: LockedComplaint): void {
    this.moves.push(move);
    this.locked = after;
  }

  /** The complaint as it stands after a change of who is responsible, which {@link say} tells. */
  changeResponsible(responsible: Responsible): void {
    this.locked = { ...this.locked, ...responsible };
    this.responsible = responsible;
  }

  /** Who becomes responsible when the file is saved; undefined when that stays. */
  get newResponsible(): Responsible | undefined {
    return this.responsible;
  }

  /** Appends a fact when the file is saved. */
  say(fact: NewEvent): void {
    this.facts.push(fact);
  }

  /** Takes changes of clocks in: their events, and the level that breaches raise, and lower when they are taken back. */
  absorb({ changed, news }: ClockChanges): void {
    for (const clock of changed) {
      this.clocksByKey.set(clock.key, clock);
      this.changedClocks.set(clock.key, clock);
    }
    for (const clock of changed) {
      // Evidence that came late may leave a breach, but not how far the limit was overrun.
      if (isToldBreach(clock) && this.item.overrunOf(clock.clockId) > overrunOf(clock)) {
        const { endedAt, dueAt } = clock;
        const takenBack = {
          at: endedAt ?? (dueAt as Date),
          actor: SYSTEM_ACTOR,
          reason: BREACH_REASONS.takenBack,
        };
        this.changeLevel(takenBack, () => this.item.overrun(clock.clockId, overrunOf(clock), this.pack));
      }
    }
    for (const one of news) {
      if (isUpdate(one)) {
        this.clockList.add(one);
        continue;
      }
      const mark = markEvent(one, this.complaint, this.item.now);
      this.marks.add(mark);
      this.say(mark);
      const { clockId, policy } = one.clock;
      const counted = { at: one.at, actor: SYSTEM_ACTOR, reason: BREACH_REASONS.counted };
      if (one.what === 'BREACHED') this.raise({ key: clockId, kind: 'BREACH', profile: policy.profile }, counted);
      if (one.what === 'WARNED' && one.percent > 100) {
        this.changeLevel(counted, () => this.item.overrun(clockId, overrunOf(one.clock), this.pack));
      }
      if (one.what === 'BREACH_TAKEN_BACK') {
        const takenBack = { at: one.at, actor: SYSTEM_ACTOR, reason: BREACH_REASONS.takenBack };
        this.changeLevel(takenBack, () => this.item.lower(clockId, this.pack));
      }
    }
    const first = dueFirst(this.clocks);
    this.item.schedule(
      first && this.item.isOpen
        ? { clockId: first.clockId, dueAt: first.dueAt, dueSoonAt: first.warn80At ?? first.dueAt }
        : null,
    );
  }

  /** Raises the level and tells who answers for the complaint now. @returns whether the level changed */
  raise(cause: EscalationCause, note: EscalationNote): boolean {
    // What is owed to a party of another case is escalated there (T37).
    if (this.item.now.state === STATE.MERGED) return false;
    return this.changeLevel(note, () => this.item.raise(cause, this.pack));
  }

  /** The event that an open escalation was answered or has ended; no answer to it is waited for any longer (ES-03). */
  answerEscalation(
    answer: EscalationAnswer,
    { at, actor }: Pick<EscalationNote, 'at' | 'actor'>,
  ): Omit<NewEvent, 'id'> {
    const { openEscalation } = this.item.now;
    if (!openEscalation) throw new Error(`No escalation of ${this.complaint.complaintId} waits for an answer`);
    const { escalationId, level } = openEscalation;
    this.item.closeEscalation();
    return {
      contract: escalationAnswered,
      complaint: this.complaint,
      at,
      actor,
      payload: { escalationId, level, answer },
    } as unknown as NewEvent;
  }

  /**
   * What is to be appended. The clocks that changed ride on the move, else on the last fact, else on an event of their own;
   * marks of clocks follow the event that carries the clocks (contracts, section 1).
   */
  outgoing(): Outgoing {
    const lastMove = this.moves.at(-1);
    const moves = lastMove ? [...this.moves.slice(0, -1), this.withClocks(lastMove)] : [];
    if (this.clockList.isEmpty || lastMove) return { moves, events: this.facts };
    const facts = this.facts.filter((fact) => !this.marks.has(fact));
    const last = facts.pop();
    const carrier = last ? this.withClocks(last) : this.clocksChanged();
    return { moves, events: [...facts, carrier, ...this.marks] };
  }

  private withClocks<E extends { readonly payload: unknown }>(event: E): E {
    if (this.clockList.isEmpty) return event;
    return { ...event, payload: { ...(event.payload as object), clocks: this.clockList.toPayload() } };
  }

  private clocksChanged(): NewEvent {
    return {
      contract: clocksChanged,
      complaint: this.complaint,
      at: this.clockList.at,
      actor: SYSTEM_ACTOR,
      payload: { clocks: this.clockList.toPayload() },
    } as unknown as NewEvent;
  }

  private get knownFacts(): LoggedFact[] {
    if (!this.storyFacts) throw new Error(`The file of ${this.complaint.complaintId} was opened without its story`);
    return this.storyFacts;
  }

  /** Changes the level, and tells so where it became another one. @returns whether it did */
  private changeLevel(note: EscalationNote, change: () => boolean): boolean {
    const { level: before } = this.item.now;
    const isOther = change();
    if (isOther) this.tellLevel(note, before);
    return isOther;
  }

  /** Who is responsible at the new level is told; of a higher one they are to act or to pass it on. */
  private tellLevel({ at, actor, reason }: EscalationNote, before: number): void {
    const { handlerId, level, openEscalation } = this.item.now;
    const isHigher = level > before;
    if (openEscalation) {
      // After the moment at which its limit ran out: what ends it then is no answer in time.
      const afterwards = new Date(at.getTime() + 1);
      this.say(this.answerEscalation(isHigher ? 'OVERTAKEN' : 'TAKEN_BACK', { at: afterwards, actor }));
    }
    const targetId = escalationTarget(this.pack, level, this.item.queueUnit, this.directory);
    const responsible = targetId ?? (level === 0 ? handlerId : null);
    const escalationId = newId();
    if (isHigher) this.item.openEscalation({ escalationId, level, targetId: targetId ?? null, reason });
    this.say({
      contract: complaintEscalated,
      complaint: this.complaint,
      at,
      actor,
      payload: {
        level,
        reason,
        ...(responsible ? { targetId: responsible } : {}),
        ...(isHigher ? { escalationId } : {}),
      },
    } as unknown as NewEvent);
  }
}
