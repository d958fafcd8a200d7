import { faultAt, mustBeFree, mustBeValid, type CaseWorker } from '@redress/commands';
import {
  machines,
  type CategoryCode,
  type ComplaintState,
  type FlagCode,
  type PriorityCode,
  type SeverityCode,
  type StateOf,
  type UrgencyCode,
} from '@redress/contracts';
import { faultsOfDetermination, obstaclesToAddEvidence, obstaclesToDetermine } from './case-commands';
import type { Determination } from './determination';

/** The ends are final: a reopened complaint gets a new round. */
export type CaseStatus = StateOf<typeof machines.investigation>;

export interface Classification {
  readonly category: CategoryCode;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly priority: PriorityCode;
  readonly flags: readonly FlagCode[];
}

/** One round of investigation of a complaint, as it is kept. */
export interface InvestigationRound extends Classification {
  readonly complaintId: string;
  readonly complaintNo: string;
  /** 0 for the first handling, +1 for every reopening. */
  readonly cycle: number;
  readonly assignmentId: string;
  readonly unitId: string;
  readonly handlerId: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** Where the case stands at the moment at which a person wants to act on it. */
export interface CaseSituation {
  readonly investigation: InvestigationRound;
  readonly complaintState: ComplaintState;
  /** Evidence of all rounds: what an earlier round found stays usable. */
  readonly evidenceIds: readonly string[];
  /** Least number of evidence items that the complaint's packs ask for. */
  readonly minEvidenceItems: number;
}

/** When and by whom something is done to the case. */
export interface ActOnCase {
  readonly by: CaseWorker;
  /** Business time. */
  readonly at: Date;
}

/** A piece of evidence as the case takes it in. */
export interface EvidenceReceived {
  readonly evidenceId: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly receivedAt: Date;
  readonly addedAt: Date;
  readonly addedBy: string;
}

/** The conclusion of a round in codes: what is kept in the clear and published on the story. */
export interface DeterminedRound {
  readonly determinationId: string;
  readonly cycle: number;
  readonly verdict: Pick<Determination, 'verdict' | 'reasonableness' | 'responsibility' | 'rootCause'>;
  readonly findingCount: number;
  readonly investigatorId: string;
  readonly determinedAt: Date;
  readonly handlerId: string;
  readonly unitId: string;
}

/** The investigation of a complaint in its present round: what can be done to it, and by which rules. */
export class InvestigationCase<S extends CaseSituation = CaseSituation> {
  private constructor(private own: S) {}

  static restore<S extends CaseSituation>(situation: S): InvestigationCase<S> {
    return new InvestigationCase(situation);
  }

  get now(): S {
    return this.own;
  }

  /**
   * Takes a piece of evidence in.
   * @param evidence `receivedAt`: when the enterprise got it; now if absent
   * @throws Blocked
   * @throws WrongFields when it was received in the future
   */
  addEvidence(
    { evidenceId, receivedAt }: { readonly evidenceId: string; readonly receivedAt?: Date | undefined },
    { by, at }: ActOnCase,
  ): EvidenceReceived {
    mustBeFree(obstaclesToAddEvidence(this.own, by));
    evidenceIsNotFromTheFuture(receivedAt, at);
    const { complaintId, cycle } = this.own.investigation;
    this.change({}, { evidenceIds: [...this.own.evidenceIds, evidenceId] });
    return { evidenceId, complaintId, cycle, receivedAt: receivedAt ?? at, addedAt: at, addedBy: by.id };
  }

  /**
   * Concludes the round (T15).
   * @throws Blocked
   * @throws WrongFields when shares, units or citations do not hold
   */
  determine(
    determination: Determination,
    { determinationId, isUnit }: { readonly determinationId: string; readonly isUnit: (unitId: string) => boolean },
    { by, at }: ActOnCase,
  ): DeterminedRound {
    const hasReasonForNone = determination.noInvestigationReason !== undefined;
    mustBeFree(obstaclesToDetermine(this.own, by, { hasReasonForNone }));
    mustBeValid(faultsOfDetermination(determination, this.own, isUnit));
    const { cycle, handlerId, status, unitId } = this.own.investigation;
    const { verdict, reasonableness, responsibility, rootCause, findings } = determination;
    this.change({ status: machines.investigation.move(status, machines.investigation.state.DETERMINED), closedAt: at });
    return {
      determinationId,
      cycle,
      verdict: { verdict, reasonableness, responsibility, rootCause },
      findingCount: findings.length,
      investigatorId: by.id,
      determinedAt: at,
      handlerId,
      unitId,
    };
  }

  private change(round: Partial<InvestigationRound>, situation: Partial<CaseSituation> = {}): void {
    const { investigation } = this.own;
    this.own = {
      ...this.own,
      ...situation,
      investigation: { ...investigation, ...round, version: investigation.version + 1 },
    };
  }
}

/** @throws WrongFields when the enterprise would have got the evidence later than now */
export function evidenceIsNotFromTheFuture(receivedAt: Date | undefined, now: Date): void {
  if (receivedAt && receivedAt > now) mustBeValid([faultAt('/receivedAt', 'in-the-future')]);
}
