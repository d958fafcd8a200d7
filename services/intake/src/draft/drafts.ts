import { machines, type Actor, type StateOf } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { sealedVersionedColumn, type Queryable } from '@redress/vault';

export type DraftState = StateOf<typeof machines.draft>;

/** A complaint that was captured, as it lies in the table; the words are sealed until it is registered, then they are gone. */
export interface SealedDraft {
  readonly draftId: string;
  readonly state: DraftState;
  readonly version: number;
  readonly organisationId: string;
  readonly unitId: string | null;
  readonly capturedByKind: Actor['kind'];
  readonly capturedBy: string;
  /** Business time. */
  readonly capturedAt: Date;
  /** When it is registered at the latest, as it then is. */
  readonly registerAt: Date;
  readonly complaintId: string | null;
  readonly content: Buffer | null;
}

export const draftContent = sealedVersionedColumn('registration_draft.content');

/** Whose drafts are listed; of the whole organisation where no person is named. */
export interface DraftsOf {
  readonly organisationId: string;
  readonly capturedBy: string | undefined;
}

/** Complaints that were captured and are not registered yet (T1). Each has a data key of its own, under its own id. */
export abstract class Drafts {
  abstract add(tx: Transaction, draft: SealedDraft): Promise<void>;

  /** The draft, locked until the transaction ends; undefined when there is none, or when another has it and `skip` is set. */
  abstract lock(tx: Transaction, draftId: string, held?: 'wait' | 'skip'): Promise<SealedDraft | undefined>;

  abstract find(from: Queryable, draftId: string): Promise<SealedDraft | undefined>;

  /** Open drafts, oldest first. */
  abstract open(from: Queryable, whose: DraftsOf, limit: number): Promise<SealedDraft[]>;

  /** Ids of open drafts whose time has come, the longest overdue first. */
  abstract due(from: Queryable, now: Date, limit: number): Promise<string[]>;

  abstract rewrite(tx: Transaction, draft: SealedDraft, content: Buffer): Promise<void>;

  /** Notes what became of the draft, and forgets its words, which the dossier has now. */
  abstract registered(tx: Transaction, draft: SealedDraft, complaintId: string): Promise<void>;
}
