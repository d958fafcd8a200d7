import type {
  ChannelCode,
  ClockState,
  ClosureCode,
  ComplainantType,
  ComplaintKind,
  ComplaintState,
  FlagCode,
  Holder,
  OutcomeCode,
  PackReference,
  PriorityCode,
  SeverityCode,
  UrgencyCode,
  ValidityVerdict,
} from '@redress/contracts';

/** Times that every complaint should reach, each counted from receipt. */
export const MILESTONES = [
  'acknowledged',
  'assigned',
  'accepted',
  'determined',
  'offered',
  'consented',
  'resolved',
  'ended',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** A value that is said anew now and then; the one with the highest `by` counts, in whatever order they are read. */
export interface Said<T> {
  readonly value: T;
  /** Id of the event. */
  readonly by: string;
}

/** A value that belongs to a step of the story; the one of the latest step counts. */
export interface AtStep<T> {
  readonly value: T;
  readonly stateSeq: number;
}

/** One run of one clock. */
export interface ClockFold {
  readonly clock: string;
  readonly cycle: number;
  readonly isStarted?: true;
  readonly state?: Said<ClockState>;
  /** Null while a pause leaves it open. */
  readonly dueAt?: Said<string | null>;
  /** Whether the promise counts as missed. */
  readonly isBreached?: Said<boolean>;
  /** A breach was told and taken back. */
  readonly wasTakenBack?: true;
}

export interface Registration {
  readonly kind: ComplaintKind;
  readonly channel: ChannelCode;
  readonly receivingUnit: string;
  readonly complainantType: ComplainantType;
  readonly receivedAt: string;
  /** Day of receipt in the zone of the procedure, `yyyy-MM-dd`. */
  readonly receivedOn: string;
  readonly registeredAt: string;
  readonly proposedCategory: string;
  readonly urgency: UrgencyCode;
  readonly flags: readonly FlagCode[];
  readonly packs: readonly PackReference[];
}

/** Who is responsible; null after the unit returned the complaint. */
export type Assignment = { readonly unitId: string; readonly handlerId?: string } | null;

export interface Classification {
  readonly kind: ComplaintKind;
  readonly category: string;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly priority: PriorityCode;
  readonly flags: readonly FlagCode[];
}

/**
 * All that analytics knows of one complaint, made from its events. Every part is the earliest, the latest or the highest of
 * what was said, so that events may be read twice and in any order and give the same.
 */
export interface ComplaintFold {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  /** Business time of the newest event. */
  readonly updatedAt: string;
  readonly registration?: Registration;
  readonly position?: AtStep<{ readonly state: ComplaintState; readonly holder: Holder }>;
  readonly classification?: Said<Classification>;
  /** Routing alone says it. */
  readonly assignment?: Said<Assignment>;
  readonly level?: Said<number>;
  readonly reopenCount: number;
  readonly verdict?: AtStep<ValidityVerdict>;
  readonly closure?: AtStep<{
    readonly code: ClosureCode;
    /** Absent where a question or suggestion was answered. */
    readonly outcome?: OutcomeCode;
  }>;
  /** What the complainant said when it was closed; null where no one was asked. A review or an award takes nothing of it back. */
  readonly satisfaction?: AtStep<number | null>;
  readonly milestones: Readonly<Partial<Record<Milestone, string>>>;
  readonly clocks: Readonly<Record<string, ClockFold>>;
}

/** What is known of a registered complaint in short; everything that is counted and searched is made from it. */
export interface Dimensions {
  /** Enquiries and suggestions are counted apart (IN-25). */
  readonly kind: ComplaintKind;
  readonly state: ComplaintState;
  readonly category: string;
  readonly channel: ChannelCode;
  readonly severity: SeverityCode | null;
  readonly priority: PriorityCode | null;
  readonly unitId: string | null;
  readonly breachedClocks: readonly string[];
}

/** The dimensions of a complaint; undefined until its registration and a step of its story have been read. */
export function dimensionsOf(fold: ComplaintFold): Dimensions | undefined {
  const { registration, position, classification } = fold;
  if (!registration || !position) return undefined;
  return {
    kind: classification?.value.kind ?? registration.kind,
    state: position.value.state,
    category: classification?.value.category ?? registration.proposedCategory,
    channel: registration.channel,
    severity: classification?.value.severity ?? null,
    priority: classification?.value.priority ?? null,
    unitId: fold.assignment?.value?.unitId ?? null,
    breachedClocks: [
      ...new Set(
        Object.values(fold.clocks)
          .filter((clock) => clock.isBreached?.value)
          .map((clock) => clock.clock),
      ),
    ].sort(),
  };
}
