import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { mustBeValid } from '@redress/commands';
import { PackRegistry } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import type { Door } from '../domain/door';
import { judgeSubmission } from '../domain/judge-submission';
import type { Candidate } from '../domain/registration-entry';
import type { SubmissionFault } from '../domain/submission-fault';

/** A submission as a door hands it in. */
export interface HandedIn {
  readonly door: Door;
  /** Second half of its identity: what the submitter calls it; null when that may not be repeated. */
  readonly id: string | null;
  readonly submitted: unknown;
  /** What the form requires may be missing. */
  readonly takesIncomplete?: boolean | undefined;
}

/** Judges submissions for every door: schema, registration form of the pack, receipt, unit (IN-01 to IN-17). */
@Injectable()
export class SubmissionJudge {
  constructor(
    private readonly clock: BusinessClock,
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
  ) {}

  /** Whether packs and directory have been read; before that every submission would look faulty. */
  isReady(): boolean {
    return this.directory.isReady() && this.packs.all().length > 0;
  }

  /** The complaint that is to be registered, or every fault of the submission; neither when it has no identity. */
  judge({ door, id, submitted, takesIncomplete }: HandedIn): {
    readonly candidate?: Candidate | undefined;
    readonly faults: readonly SubmissionFault[];
  } {
    const { source, actor, submitterUnit, organisationId, channels, units, rights, isInternal } = door;
    const { acceptable, faults = [] } = judgeSubmission(submitted, {
      now: this.clock.now(),
      packs: this.packs,
      organisationOf: (unit) => this.directory.unit(unit)?.organisationId,
      organisationOfStaff: (staffId) => this.directory.person(staffId)?.organisationId,
      submitterUnit,
      organisationId,
      channels,
      units,
      rights,
      isInternal,
      takesIncomplete,
    });
    if (!acceptable || source === null || id === null) return { faults };
    return { candidate: { identity: { source, id }, content: acceptable, actor }, faults };
  }

  /**
   * {@link judge} for doors that have proven the identity.
   * @throws WrongFields naming every faulty field
   */
  accept(handedIn: HandedIn): Candidate {
    const { candidate, faults } = this.judge(handedIn);
    mustBeValid(faults);
    if (!candidate) throw new Error('This door hands in submissions with an identity');
    return candidate;
  }

  /** Whether the organisation of a unit has opened it to visitors of the portal. */
  isOpenToPortal(unit: string): boolean {
    return this.directory.unit(unit)?.openToPortal === true;
  }
}
