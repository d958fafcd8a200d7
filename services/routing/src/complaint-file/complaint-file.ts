import { complaintEscalated, type Actor, type EscalationReason } from '@redress/contracts';
import type { LockedComplaint } from '@redress/lifecycle';
import type { NewEvent } from '@redress/outbox';
import type { CompiledPack } from '@redress/policy';
import type { Directory } from '@redress/security';
import { clockEvent, SYSTEM_ACTOR } from '../sla-clock/clock-events';
import type { ClockChanges } from '../sla-clock/domain/clock-news';
import { dueFirst, type SlaClock } from '../sla-clock/domain/sla-clock';
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

/**
 * All that routing keeps of one complaint, as one transaction works on it: the work item, the facts of the story that
 * clocks hang on, the clocks, and the events that are to be appended when it is saved.
 */
export class ComplaintFile {
  readonly events: NewEvent[] = [];
  readonly toldFacts: LoggedFact[] = [];
  readonly changedClocks = new Map<string, SlaClock>();

  constructor(
    /** As the custody row stands; to be replaced after every move. */
    public complaint: LockedComplaint,
    readonly item: WorkItem,
    /** Packs of the complaint; the first one's ladder counts. */
    readonly packs: readonly CompiledPack[],
    /** Null in a file that was opened without its story. */
    private readonly facts: LoggedFact[] | null,
    private readonly clocksByKey: Map<string, SlaClock>,
    private readonly directory: Directory,
  ) {}

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

  /** Takes changes of clocks in: their events, and the level that breaches raise and their withdrawal lowers. */
  absorb({ changed, news }: ClockChanges): void {
    for (const clock of changed) {
      this.clocksByKey.set(clock.key, clock);
      this.changedClocks.set(clock.key, clock);
    }
    for (const one of news) {
      this.events.push(clockEvent(one, this.complaint, this.item.now));
      const { clockId, policy } = one.clock;
      if (one.what === 'BREACHED') {
        const cause: EscalationCause = { key: clockId, kind: 'BREACH', profile: policy.profile };
        this.raise(cause, { at: one.at, actor: SYSTEM_ACTOR, reason: 'SLA_BREACH' });
      }
      if (one.what === 'BREACH_WITHDRAWN' && this.item.lower(clockId, this.pack)) {
        this.tellLevel({ at: one.at, actor: SYSTEM_ACTOR, reason: 'BREACH_WITHDRAWN' });
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
    const isHigher = this.item.raise(cause, this.pack);
    if (isHigher) this.tellLevel(note);
    return isHigher;
  }

  private get knownFacts(): LoggedFact[] {
    if (!this.facts) throw new Error(`The file of ${this.complaint.complaintId} was opened without its story`);
    return this.facts;
  }

  private tellLevel({ at, actor, reason }: EscalationNote): void {
    const { level } = this.item.now;
    const targetId = escalationTarget(this.pack, level, this.item.queueUnit, this.directory);
    const { handlerId } = this.item.now;
    const responsible = targetId ?? (level === 0 ? handlerId : null);
    this.events.push({
      contract: complaintEscalated,
      complaint: this.complaint,
      at,
      actor,
      payload: { level, reason, ...(responsible ? { targetId: responsible } : {}) },
    } as unknown as NewEvent);
  }
}
