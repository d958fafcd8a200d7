import type {
  IntakeDossier,
  InvestigationDossier,
  LocaleCode,
  ResolutionDossier,
  RoutingDossier,
} from '@redress/contracts';
import type { Limit } from '@redress/time';
import type { LetterFacts } from '../domain/letter';

export type Offer = NonNullable<ResolutionDossier['offer']>;

export type Decision = NonNullable<ResolutionDossier['decision']>;

export type Imposition = NonNullable<ResolutionDossier['imposition']>;
export type Review = NonNullable<ResolutionDossier['review']>;

export type Dispute = NonNullable<ResolutionDossier['dispute']>;

export type OneTimeCode = NonNullable<ResolutionDossier['oneTimeCode']>;

export type Questions = NonNullable<InvestigationDossier['questions']>;

/** Everything that goes into one letter. */
export interface LetterMaterial {
  readonly facts: LetterFacts;
  readonly locale: LocaleCode;
  readonly complaintNo: string;
  /** IANA zone in which times are given. */
  readonly zone: string;
  readonly registeredAt: Date;
  readonly dossier: IntakeDossier;
  /** For the acceptance letter: when the complaint is expected to be settled. */
  readonly expectedAt?: Date | undefined;
  /** For letters that tell of the right to have the case reopened: calendar days for it. */
  readonly reopenDays?: number | undefined;
  /** For letters that tell of the right to have the case reviewed: calendar days for it. */
  readonly reviewDays?: number | undefined;
  /** By when a review is decided. */
  readonly reviewLimit?: Limit | undefined;
  /** For the offer. */
  readonly offer?: Offer | undefined;
  /** For a voided complaint: its acceptance letter left only after it was voided. */
  readonly crossed?: boolean | undefined;
  /** For a decision that is told and not asked. */
  readonly decision?: Decision | undefined;
  /** For a plan that is carried out without consent. */
  readonly imposition?: Imposition | undefined;
  /** For the decision of a review. */
  readonly review?: Review | undefined;
  /** For letters on a dispute. */
  readonly dispute?: Dispute | undefined;
  /** For the request for information. */
  readonly questions?: Questions | undefined;
  /** For the letter that carries one. */
  readonly oneTimeCode?: OneTimeCode | undefined;
  /** For answers and for complaints that are declined or referred. */
  readonly routing?: RoutingDossier | undefined;
}

/** A letter cannot be written because something it must say is not known. */
export class LetterCannotBeWritten extends Error {
  /** @param item what is missing; never personal data */
  constructor(item: string) {
    super(`The letter cannot be written without ${item}`);
    this.name = 'LetterCannotBeWritten';
  }
}
