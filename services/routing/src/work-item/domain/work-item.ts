import {
  STATE,
  STATES,
  type ChannelCode,
  type ComplainantType,
  type ComplaintKind,
  type ComplaintState,
  type ComplexityCode,
  type EscalationReason,
  type FaultLevelCode,
  type FlagCode,
  type HandlingCode,
  type machines,
  type PriorityCode,
  type PromiseKind,
  type SeverityCode,
  type StateOf,
  type UrgencyCode,
} from '@redress/contracts';
import type { CompiledPack, Overrun } from '@redress/policy';
import { levelOf, type EscalationCause } from './escalation-causes';

export interface Classification {
  readonly kind: ComplaintKind;
  readonly category: string;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly priority: PriorityCode;
  readonly flags: readonly FlagCode[];
  readonly complexity?: ComplexityCode | undefined;
  readonly faultLevel?: FaultLevelCode | undefined;
}

/** What is known of a complaint from its registration; none of it changes. */
export interface RegisteredFacts {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  readonly channel: ChannelCode;
  readonly complainantType: ComplainantType;
  readonly receivingUnit: string;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly handling: HandlingCode;
  /** Member of staff complained about, by whom it is not handled. */
  readonly subjectStaffId: string | null;
  /** Unit complained about, by whose people it is not handled. */
  readonly subjectUnitId: string | null;
  /** Who took the first contact, and answers for the whole handling to its end (IN-19). */
  readonly firstContactId: string | null;
}

/** A unit and a person that are to work on a complaint. */
export interface NewAssignment {
  readonly assignmentId: string;
  readonly unitId: string;
  readonly handlerId: string | null;
  /** Who answers for the unit (RT-03). */
  readonly ownerId: string | null;
  /** Who chose them; null when the rules did. */
  readonly assignedBy: string | null;
  /** Decided after a dispute: the unit cannot return it (T11). */
  readonly isFinal: boolean;
}

/** The clock of a complaint that is due first. */
export interface NearestClock {
  readonly clockId: string;
  readonly dueAt: Date;
  readonly dueSoonAt: Date;
}

/** A rise of the level that waits for the person who is responsible there to act or to pass it on (ES-03). */
export interface OpenEscalation {
  readonly escalationId: string;
  readonly level: number;
  /** Who is responsible at that level; null when no one was found. */
  readonly targetId: string | null;
  readonly reason: EscalationReason;
}

/** A demand from above that the complaint be dealt with by a day; what was lifted or has ended is not kept. */
export interface OpenSupervision {
  readonly supervisionId: string;
  readonly state: StateOf<typeof machines.supervision>;
  readonly orderedBy: string;
  /** ISO 8601 */
  readonly dueAt: string;
}

/** What was promised to the complainant and is still to be kept (RM-12); what was kept is on the story and among the notes. */
export interface OpenPromise {
  readonly promiseId: string;
  readonly kind: PromiseKind;
  readonly state: StateOf<typeof machines.promise>;
  readonly madeBy: string;
  /** ISO 8601 */
  readonly madeAt: string;
  /** The day that was promised first, ISO 8601; what was agreed later stands on its clock. */
  readonly dueAt: string;
}

/** The report of a critical complaint to leadership (ES-01). */
export interface MajorReport {
  readonly reportId: string;
  readonly state: StateOf<typeof machines.majorReport>;
  /** Who of leadership is told; null when no one was found. */
  readonly targetId: string | null;
}

export interface WorkItemState extends RegisteredFacts {
  /** What the rules make of the complaint; a proposal until `assessedBy` is set. */
  classification: Classification;
  assessedBy: 'RULES' | 'PERSON' | null;
  unitId: string | null;
  handlerId: string | null;
  assignmentId: string | null;
  /** The manager of the unit, or their delegate (RT-03, RT-04). */
  ownerId: string | null;
  assignedBy: string | null;
  isFinal: boolean;
  /** How often units returned it in this handling (T11). */
  returns: number;
  /** Those who handled it in earlier cycles. */
  earlierHandlers: readonly string[];
  /** In whose load it counts. */
  loadOf: string | null;
  state: ComplaintState;
  stateSeq: number;
  /** 0 for the first handling, +1 for every reopening. */
  cycle: number;
  level: number;
  escalationCauses: readonly EscalationCause[];
  openEscalation: OpenEscalation | null;
  supervision: OpenSupervision | null;
  majorReport: MajorReport | null;
  promises: readonly OpenPromise[];
  nearest: NearestClock | null;
  /** +1 whenever something changes that a reader decides on; a moved due time alone is none of it. */
  version: number;
}

/** Ended states in which a promise is still owed. */
const OWES_PROMISES: readonly ComplaintState[] = [STATE.CLOSED, STATE.MERGED];

/** States in which the complaint no longer counts in its handler's load. */
function isOffTheDesk(state: ComplaintState): boolean {
  return state === STATE.RESOLVED || STATES[state].ended;
}

const NOT_ASSIGNED = {
  unitId: null,
  handlerId: null,
  assignmentId: null,
  ownerId: null,
  assignedBy: null,
  isFinal: false,
  loadOf: null,
} as const;

/** A complaint as work: what it is, where it lies, who has it, how high it has risen. */
export class WorkItem {
  private readonly loadBefore: string | null;
  private readonly versionBefore: number;
  private touched = false;

  private constructor(
    private readonly own: WorkItemState,
    readonly isNew: boolean,
  ) {
    this.loadBefore = isNew ? null : own.loadOf;
    this.versionBefore = own.version;
  }

  static register(facts: RegisteredFacts, proposal: Classification): WorkItem {
    return new WorkItem(
      {
        ...facts,
        classification: proposal,
        assessedBy: null,
        unitId: null,
        handlerId: null,
        assignmentId: null,
        ownerId: null,
        assignedBy: null,
        isFinal: false,
        returns: 0,
        earlierHandlers: [],
        loadOf: null,
        state: STATE.REGISTERED,
        stateSeq: 1,
        cycle: 0,
        level: 0,
        escalationCauses: [],
        openEscalation: null,
        supervision: null,
        majorReport: null,
        promises: [],
        nearest: null,
        version: 1,
      },
      true,
    );
  }

  static restore(state: WorkItemState): WorkItem {
    return new WorkItem({ ...state }, false);
  }

  get now(): Readonly<WorkItemState> {
    return this.own;
  }

  get isOpen(): boolean {
    return !STATES[this.own.state].ended;
  }

  /** Whether there is anything to write down. */
  get isChanged(): boolean {
    return this.isNew || this.touched;
  }

  /** The unit in whose queue it lies: the responsible one, or the receiving one while there is none. */
  get queueUnit(): string {
    return this.own.unitId ?? this.own.receivingUnit;
  }

  /** How the loads of people change by what was done to the item. */
  get loadChange(): { readonly from: string | null; readonly to: string | null } | undefined {
    return this.loadBefore === this.own.loadOf ? undefined : { from: this.loadBefore, to: this.own.loadOf };
  }

  assess(classification: Classification, by: 'RULES' | 'PERSON'): void {
    this.change({ classification, assessedBy: by });
  }

  reclassify(classification: Classification): void {
    this.change({ classification });
  }

  assign(assignment: NewAssignment, stateSeq: number): void {
    this.change({ ...assignment, loadOf: assignment.handlerId, state: STATE.ASSIGNED, stateSeq });
  }

  /**
   * The assignment ends before the unit accepted it (T11).
   * @param returns how often units have returned it by now
   */
  endAssignment(returns: number, stateSeq: number): void {
    this.change({ ...NOT_ASSIGNED, returns, state: STATE.UNDER_ASSESSMENT, stateSeq });
  }

  /** Who is responsible for the accepted complaint changes (contracts, section 2). */
  changeAssignment(responsible: Pick<WorkItemState, 'unitId' | 'ownerId'> & { readonly handlerId: string }): void {
    const { handlerId } = responsible;
    this.change({ ...responsible, loadOf: isOffTheDesk(this.own.state) ? null : handlerId });
  }

  accept(handlerId: string, stateSeq: number): void {
    this.change({ handlerId, loadOf: handlerId, state: STATE.UNDER_INVESTIGATION, stateSeq });
  }

  /** It is resolved or answered at once, by this person of this unit (T8). */
  settle(
    responsible: { readonly unitId: string; readonly handlerId: string },
    { state, stateSeq }: Pick<WorkItemState, 'state' | 'stateSeq'>,
  ): void {
    this.change({ ...responsible, assignmentId: null, loadOf: null, state, stateSeq });
  }

  /** Takes over a state from the story; an older one changes nothing. */
  follow(state: ComplaintState, stateSeq: number): void {
    if (stateSeq <= this.own.stateSeq) return;
    this.change({
      state,
      stateSeq,
      loadOf: isOffTheDesk(state) ? null : this.own.loadOf,
      ...(STATES[state].ended ? { openEscalation: null, supervision: null } : {}),
      ...(STATES[state].ended && !OWES_PROMISES.includes(state) ? { promises: [] } : {}),
    });
  }

  /**
   * Back to assessment after a dissatisfied follow-up or on request: it has no handler, and who handled it last is not
   * proposed again (T29, T30).
   */
  reopen(stateSeq: number, handledBy: string | undefined): void {
    if (stateSeq <= this.own.stateSeq) return;
    this.change({
      state: STATE.UNDER_ASSESSMENT,
      stateSeq,
      cycle: this.own.cycle + 1,
      earlierHandlers: [...new Set([...this.own.earlierHandlers, ...(handledBy ? [handledBy] : [])])],
      assessedBy: null,
      returns: 0,
      ...NOT_ASSIGNED,
    });
  }

  /** The person who is responsible at the level now is asked to act or to pass it on (ES-03). */
  openEscalation(escalation: OpenEscalation): void {
    this.change({ openEscalation: escalation });
  }

  /** No answer to the escalation is waited for any longer. */
  closeEscalation(): void {
    this.change({ openEscalation: null });
  }

  /** How the supervision stands; null once it is lifted. */
  supervise(supervision: OpenSupervision | null): void {
    this.change({ supervision });
  }

  /** Something is promised to the complainant. */
  promise(made: OpenPromise): void {
    this.change({ promises: [...this.own.promises, made] });
  }

  /** A promise waits for nothing any longer. */
  endPromise(promiseId: string): void {
    this.change({ promises: this.own.promises.filter((one) => one.promiseId !== promiseId) });
  }

  /** How the report to leadership stands; null once there is no need of it. */
  report(majorReport: MajorReport | null): void {
    this.change({ majorReport });
  }

  /** Adds a cause of escalation. @returns whether the level changed by it */
  raise(cause: EscalationCause, pack: CompiledPack): boolean {
    if (this.own.escalationCauses.some((known) => known.key === cause.key)) return false;
    return this.setCauses([...this.own.escalationCauses, cause], pack);
  }

  /** How far the limit that raised the level is overrun, as far as it counts. */
  overrunOf(key: string): Overrun {
    const cause = this.own.escalationCauses.find((known) => known.key === key);
    return (cause?.kind === 'BREACH' && cause.overrun) || 100;
  }

  /** A missed limit is overrun by as much. @returns whether the level changed by it */
  overrun(key: string, overrun: Overrun, pack: CompiledPack): boolean {
    if (!this.own.escalationCauses.some((known) => known.key === key)) return false;
    return this.setCauses(
      this.own.escalationCauses.map((known) =>
        known.key === key && known.kind === 'BREACH' ? { ...known, overrun } : known,
      ),
      pack,
    );
  }

  /** Takes a cause back. @returns whether the level changed by it */
  lower(key: string, pack: CompiledPack): boolean {
    if (!this.own.escalationCauses.some((known) => known.key === key)) return false;
    return this.setCauses(
      this.own.escalationCauses.filter((known) => known.key !== key),
      pack,
    );
  }

  /** Something that readers decide on changed beside the item. */
  touch(): void {
    this.change({});
  }

  /** Notes which clock is due first; says nothing to readers, so the version stays. */
  schedule(nearest: NearestClock | null): void {
    const { nearest: before } = this.own;
    const same =
      before?.clockId === nearest?.clockId &&
      before?.dueAt.getTime() === nearest?.dueAt.getTime() &&
      before?.dueSoonAt.getTime() === nearest?.dueSoonAt.getTime();
    if (same) return;
    this.own.nearest = nearest;
    this.touched = true;
  }

  private setCauses(escalationCauses: readonly EscalationCause[], pack: CompiledPack): boolean {
    const level = levelOf(escalationCauses, pack);
    const isOther = level !== this.own.level;
    this.change({ escalationCauses, level });
    return isOther;
  }

  private change(part: Partial<WorkItemState>): void {
    Object.assign(this.own, part);
    this.touched = true;
    // One transaction is one version, however many verbs it takes.
    if (!this.isNew) this.own.version = this.versionBefore + 1;
  }
}
