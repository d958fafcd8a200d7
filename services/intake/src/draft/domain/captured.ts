import type { Actor, ComplaintSubmission, LocaleCode, MissingItem } from '@redress/contracts';
import type { Door } from '../../complaint/domain/door';
import type { Candidate } from '../../complaint/domain/registration-entry';
import type { SealedDraft } from '../drafts';

/** How long a draft waits for its registration by a person (contracts, section 2). */
export const REGISTERED_AFTER_MS = 3_600_000;

/** What is captured of a complaint: the words, the channel and the time of receipt; all else may follow. */
export type Captured = Omit<ComplaintSubmission, 'complainant' | 'receivedAt'> & {
  readonly receivedAt: string;
  readonly complainant?:
    { [N in keyof ComplaintSubmission['complainant']]?: ComplaintSubmission['complainant'][N] | undefined } | undefined;
};

/** The submission that a draft becomes. Who complains is the public while nothing else is known. */
export function submissionOf(captured: Captured, locale: LocaleCode): ComplaintSubmission {
  const { type = 'PUBLIC', ...known } = captured.complainant ?? {};
  return { ...captured, complainant: { locale, ...known, type } } as ComplaintSubmission;
}

/** What a draft lacks that no form asks for. */
export function missingOf({ complainant }: Captured): MissingItem[] {
  return complainant?.type === undefined ? ['COMPLAINANT'] : [];
}

/** Adds to what a registration lacks, each once. */
export function lacking(candidate: Candidate, missing: readonly MissingItem[]): Candidate {
  const { content } = candidate;
  return { ...candidate, content: { ...content, missing: [...new Set([...missing, ...content.missing])] } };
}

/** Fields without which nothing is left to register; the others are given up before a complaint is lost. */
const KEPT: ReadonlySet<string> = new Set(['channel', 'description', 'receivedAt', 'complainant']);

/** The submission without the fields that rules refuse now, though they did not when they were captured. */
export function withoutFaulty(submission: ComplaintSubmission, pointers: readonly string[]): ComplaintSubmission {
  const faulty = new Set(pointers.map((pointer) => pointer.split('/')[1] ?? '').filter((name) => !KEPT.has(name)));
  return Object.fromEntries(Object.entries(submission).filter(([name]) => !faulty.has(name))) as ComplaintSubmission;
}

/** The door through which a draft is registered: that of the person or program that captured it, as it was then. */
export function doorOfDraft({ capturedBy, capturedByKind, unitId, organisationId }: SealedDraft): Door {
  const actor: Actor = { kind: capturedByKind, id: capturedBy };
  return { source: capturedBy, actor, submitterUnit: unitId ?? undefined, organisationId };
}
