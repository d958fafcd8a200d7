import type {
  NoInvestigationReason,
  ReasonablenessCode,
  ResponsibilityParty,
  RootCauseCode,
  ValidityVerdict,
} from '@redress/contracts';

export interface Finding {
  readonly text: string;
  readonly evidenceIds: readonly string[];
}

export interface ResponsibilityShare {
  readonly party: ResponsibilityParty;
  readonly unitId?: string | undefined;
  readonly percent: number;
}

/** What the investigation concludes (T15). */
export interface Determination {
  readonly verdict: ValidityVerdict;
  readonly reasonableness: ReasonablenessCode;
  readonly responsibility: readonly ResponsibilityShare[];
  readonly rootCause: RootCauseCode;
  readonly findings: readonly Finding[];
  readonly scope: string;
  readonly recommendation?: string | undefined;
  /** Given when the pack's amount of evidence was not collected; the person who determines answers for it by name. */
  readonly noInvestigation?: NoInvestigation | undefined;
}

/** Why a verdict rests on less evidence than the pack asks for, or on none. */
export interface NoInvestigation {
  readonly reasonCode: NoInvestigationReason;
  readonly words: string;
}
