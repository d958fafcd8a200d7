import type { ComplaintState } from '@redress/contracts';

/** A line of a work list. */
export interface WorkItem {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly unitId: string | null;
  readonly handlerId: string | null;
}

export interface CommandView {
  readonly operationId: string;
  readonly allowed: boolean;
  readonly blockedBy: readonly { readonly code: string }[];
}

/** What every resource of a complaint says to its reader. */
export interface CaseView {
  readonly stateSeq: number;
  readonly version: number;
  readonly commands: readonly CommandView[];
}

export interface ClockView {
  readonly clock: string;
  readonly state: string;
  readonly dueAt: string | null;
}

export interface AssignmentView extends CaseView {
  readonly unitId: string | null;
  readonly handlerId: string | null;
  readonly classification: {
    readonly category: string;
    readonly severity: string;
    readonly urgency: string;
    readonly flags: readonly string[];
  };
}

export interface RemedyView {
  readonly remedyId: string;
  readonly ownerUnitId: string;
  readonly state: string;
  readonly dueOn: string;
  readonly commands: readonly CommandView[];
}

export interface ResolutionView extends CaseView {
  readonly plan: {
    readonly remedies: readonly RemedyView[];
  } | null;
}

/** What a command answers. */
export interface Moved {
  readonly complaintId: string;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly version: number;
}

/** The screen does not offer what a person wants to do. */
export class NotOffered extends Error {
  constructor(who: string, command: string, view: CommandView | undefined) {
    const reasons = view?.blockedBy.map(({ code }) => code).join(', ');
    super(`${who} is not offered "${command}"${reasons ? `: ${reasons}` : ''}`);
  }
}

/** Throws {@link NotOffered} unless the reader may run the command now. */
export function mustOffer(who: string, command: string, commands: readonly CommandView[]): void {
  const view = commands.find(({ operationId }) => operationId === command);
  if (!view?.allowed) throw new NotOffered(who, command, view);
}
