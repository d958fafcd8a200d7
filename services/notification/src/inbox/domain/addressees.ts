import type { Directory } from '@redress/access';
import type { ParticipantPart, RoleCode } from '@redress/contracts';

/** A complaint as far as it decides who is told. */
export interface CaseOfItem {
  readonly complaintId: string;
  readonly organisationId: string;
  readonly unitId: string;
  readonly receivingUnit: string;
  readonly handlerId?: string | undefined;
  /** Members of staff and what they did with it. */
  readonly participants: readonly { readonly personId: string; readonly part: ParticipantPart }[];
}

/** Finds the people of a case in the directory. Whether they may read the case is judged afterwards, for each of them. */
export class Addressees {
  constructor(
    private readonly directory: Directory,
    readonly complaint: CaseOfItem,
  ) {}

  /** Who handles it; the head of the unit where no one does. */
  handler(named?: string, unitId = this.complaint.unitId): string[] {
    const handlerId = named ?? this.complaint.handlerId;
    return handlerId ? [handlerId] : this.head(unitId);
  }

  /** The head of a unit, or of the nearest one above it that has one. */
  head(unitId = this.complaint.unitId): string[] {
    for (const unit of this.directory.lineOf(unitId)) {
      const headId = this.directory.unit(unit)?.headId;
      if (headId && this.directory.person(headId)?.active) return [headId];
    }
    return [];
  }

  /**
   * Everybody with one of the roles in a unit or above it, in the nearest unit that has any.
   * @param but who may not do it, so that a unit where all of these are is passed over
   */
  onLine(
    roles: readonly RoleCode[],
    {
      from = this.complaint.unitId,
      but = new Set(),
    }: { readonly from?: string; readonly but?: ReadonlySet<string> } = {},
  ): string[] {
    for (const unit of this.directory.lineOf(from)) {
      const holders = this.directory
        .membersOf(unit)
        .filter(
          ({ id, active, kind, roles: held }) =>
            active && kind === 'STAFF' && !but.has(id) && held.some((role) => roles.includes(role)),
        );
      if (holders.length > 0) return holders.map(({ id }) => id);
    }
    return [];
  }

  /** Who may review what the unit did: with one of the roles, of the nearest unit above it that has any but these (T31). */
  above(roles: readonly RoleCode[], but: ReadonlySet<string>): string[] {
    const { unitId } = this.complaint;
    const [, above] = this.directory.lineOf(unitId);
    return this.onLine(roles, { from: above ?? unitId, but });
  }

  /** Those who took any part in it. */
  involved(): ReadonlySet<string> {
    return new Set(this.complaint.participants.map(({ personId }) => personId));
  }

  /** Those who took a part in it. */
  whoDid(part: ParticipantPart): string[] {
    return this.complaint.participants.filter((one) => one.part === part).map(({ personId }) => personId);
  }

  /** Who took the first contact (IN-19); where no member of staff did, the head of the unit that received it. */
  firstContact(): string[] {
    const registrars = this.whoDid('REGISTRAR').filter((id) => this.directory.person(id)?.active);
    return registrars.length > 0 ? registrars : this.head(this.complaint.receivingUnit);
  }
}
