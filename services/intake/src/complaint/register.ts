import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import type { ComplainantType, MissingItem, ComplaintKind, ComplaintState, Holder, LinkCode } from '@redress/contracts';

/** A complaint on the register, with its custody as intake knows it. */
export interface RegisteredComplaint {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  /** `ID:version`, separated by commas. */
  readonly packs: string;
  readonly source: string;
  readonly sourceId: string;
  readonly kind: ComplaintKind;
  readonly channel: string;
  readonly receivingUnit: string;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly receivedLate: boolean;
  readonly complainantType: ComplainantType;
  /** What the form asked for and the registration lacked. */
  readonly missing: readonly MissingItem[];
  readonly registeredByKind: string;
  readonly registeredById: string;
  /** The complaint that it was registered from; null for most. */
  readonly linkedTo: string | null;
  readonly link: LinkCode | null;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly holder: Holder;
}

/** The register of complaints. */
export abstract class Register {
  /** The complaint of this id within the organisation, or undefined. */
  abstract find(complaintId: string, organisationId: string): Promise<RegisteredComplaint | undefined>;

  /** As {@link find}, in the transaction of a command. @throws NotFound when there is none */
  abstract get(tx: Transaction, complaintId: string, organisationId: string): Promise<RegisteredComplaint>;

  /** Complaints with the same contact and reference as this one, newest first. */
  abstract alike(complaintId: string, limit: number): Promise<RegisteredComplaint[]>;

  /** The complaint that a submitter registered under this identity, or undefined. */
  abstract findBySubmission(from: Queryable, source: string, id: string): Promise<string | undefined>;

  /** Complaints that were registered from this one, oldest first. */
  abstract linkedFrom(from: Queryable, complaintId: string): Promise<RegisteredComplaint[]>;

  /** The complaint with exactly this number, in any organisation, or undefined. */
  abstract findByNumber(complaintNo: string): Promise<RegisteredComplaint | undefined>;
}
