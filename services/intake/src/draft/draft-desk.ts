import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { mustBeFree, mustBeValid, NotFound, type Caller, type Obstacle } from '@redress/commands';
import { holdsOneOf, machines, RULES, type LocaleCode } from '@redress/contracts';
import { FOR_WORK, type Reading } from '@redress/disclosure';
import { newId, StaleVersion, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault, type Queryable } from '@redress/vault';
import type { Door } from '../complaint/domain/door';
import type { Candidate } from '../complaint/domain/registration-entry';
import { RegisterComplaints, type Registration } from '../complaint/register-complaint/register-complaints.handler';
import { SubmissionJudge } from '../complaint/register-complaint/submission-judge';
import {
  doorOfDraft,
  lacking,
  missingOf,
  REGISTERED_AFTER_MS,
  submissionOf,
  withoutFaulty,
  type Captured,
} from './domain/captured';
import { draftContent, type DraftsOf, type SealedDraft } from './drafts';
import { SqlDrafts } from './sql-drafts';

const { OPEN } = machines.draft.state;
const USUAL_LOCALE: LocaleCode = 'zh-CN';

/** Captures complaints that are not ready to be registered, and registers them (T1, T2). None is ever thrown away. */
@Injectable()
export class DraftDesk {
  constructor(
    private readonly directory: Directory,
    private readonly drafts: SqlDrafts,
    private readonly judge: SubmissionJudge,
    private readonly registrations: RegisterComplaints,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws WrongFields for what could never be registered, as a receipt in the future or a unit that does not exist */
  async capture(tx: Transaction, door: Door, actor: Caller, captured: Captured) {
    const locale = this.localeOf(actor.sub);
    mustBeValid(
      this.judge.judge({ door, id: null, submitted: submissionOf(captured, locale), takesIncomplete: true }).faults,
    );
    const draftId = newId();
    const now = this.clock.now();
    await this.drafts.issueKey(tx, draftId);
    const registerAt = new Date(now.getTime() + REGISTERED_AFTER_MS);
    await this.drafts.add(tx, {
      draftId,
      state: OPEN,
      version: 1,
      organisationId: actor.organisationId as string,
      unitId: door.submitterUnit ?? null,
      capturedByKind: actor.onStory.kind,
      capturedBy: actor.sub,
      capturedAt: now,
      registerAt,
      complaintId: null,
      content: await this.vault.seal(tx, draftId, draftContent(draftId, 1), JSON.stringify(captured)),
    });
    return { draftId, version: 1, registerAt: registerAt.toISOString() };
  }

  /**
   * Replaces what was captured; the time from which it is counted stays the one that is given.
   * @throws NotFound, StaleVersion, Blocked, WrongFields
   */
  async edit(
    tx: Transaction,
    { draftId, version, door, actor, captured }: EditDraft,
  ): Promise<{ readonly draftId: string; readonly version: number; readonly registerAt: string }> {
    const draft = await this.open(tx, draftId, actor, version);
    const submitted = submissionOf(captured, this.localeOf(draft.capturedBy));
    mustBeValid(this.judge.judge({ door, id: null, submitted, takesIncomplete: true }).faults);
    const next = draft.version + 1;
    await this.drafts.rewrite(
      tx,
      draft,
      await this.vault.seal(tx, draftId, draftContent(draftId, next), JSON.stringify(captured)),
    );
    return { draftId, version: next, registerAt: draft.registerAt.toISOString() };
  }

  /**
   * Registers a draft by the rules of every registration.
   * @throws NotFound, StaleVersion, Blocked; WrongFields for what the form requires and the draft lacks
   */
  async register(tx: Transaction, { draftId, version, actor }: RegisterDraft): Promise<Registration> {
    const draft = await this.open(tx, draftId, actor, version);
    const captured = await this.captured(tx, draft, FOR_WORK);
    const submitted = submissionOf(captured, this.localeOf(draft.capturedBy));
    const door: Door = { ...doorOfDraft(draft), actor: actor.onStory };
    const candidate = this.judge.accept({ door, id: identityOf(draft), submitted });
    return this.complete(tx, draft, lacking(candidate, missingOf(captured)));
  }

  /**
   * Registers a draft whose time has come as it is: what the form requires and it lacks is listed as missing, and what no
   * rule takes any more is left out before the complaint is lost.
   * @returns undefined when it is registered already, or being registered
   */
  async registerDue(tx: Transaction, draftId: string): Promise<Registration | undefined> {
    const draft = await this.drafts.lock(tx, draftId, 'skip');
    if (draft?.state !== OPEN) return undefined;
    const captured = await this.captured(tx, draft, FOR_WORK);
    const missing = missingOf(captured);
    const handedIn = { door: doorOfDraft(draft), id: identityOf(draft), takesIncomplete: true };
    let submitted = submissionOf(captured, this.localeOf(draft.capturedBy));
    const { faults } = this.judge.judge({ ...handedIn, submitted });
    if (faults.length > 0) {
      submitted = withoutFaulty(
        submitted,
        faults.map(({ pointer }) => pointer),
      );
      missing.push('UNREADABLE_FIELD');
    }
    return this.complete(tx, draft, lacking(this.judge.accept({ ...handedIn, submitted }), missing));
  }

  /** What a draft holds; undefined once it is registered. */
  async contentOf(from: Queryable, draft: SealedDraft, reading: Reading): Promise<Captured | undefined> {
    return draft.content === null ? undefined : this.captured(from, draft, reading);
  }

  /** @throws NotFound when there is none that the reader may see: their own, or of their organisation as intake officers */
  async find(from: Queryable, draftId: string, reader: Caller): Promise<SealedDraft> {
    return mayHave(await this.drafts.find(from, draftId), reader);
  }

  /** Open drafts that the reader may see. */
  list(from: Queryable, reader: Caller, limit: number): Promise<SealedDraft[]> {
    const whose: DraftsOf = {
      organisationId: reader.organisationId ?? '',
      capturedBy: holdsOneOf(reader.roles, RULES.keepsRegister) ? undefined : reader.sub,
    };
    return this.drafts.open(from, whose, limit);
  }

  private async open(tx: Transaction, draftId: string, actor: Caller, version: number): Promise<SealedDraft> {
    const draft = mayHave(await this.drafts.lock(tx, draftId), actor);
    if (draft.version !== version) throw new StaleVersion('draft', draft.version);
    mustBeFree(draftObstacles(draft));
    return draft;
  }

  private async captured(from: Queryable, draft: SealedDraft, reading: Reading): Promise<Captured> {
    const { draftId, version, content } = draft;
    const place = draftContent(draftId, version);
    return JSON.parse(await this.vault.unseal(from, draftId, place, content as Buffer, reading)) as Captured;
  }

  private async complete(tx: Transaction, draft: SealedDraft, candidate: Candidate): Promise<Registration> {
    const registration = await this.registrations.registerIn(tx, candidate);
    // The draft is locked and open, so that its identity cannot have been used.
    if (!registration) throw new Error(`Draft ${draft.draftId} is registered already`);
    await this.drafts.registered(tx, draft, registration.complaintId);
    return registration;
  }

  private localeOf(sub: string): LocaleCode {
    return this.directory.person(sub)?.locale ?? USUAL_LOCALE;
  }
}

interface RegisterDraft {
  readonly draftId: string;
  readonly version: number;
  readonly actor: Caller;
}

interface EditDraft extends RegisterDraft {
  readonly door: Door;
  readonly captured: Captured;
}

/** Why a draft can neither be changed nor registered. */
export function draftObstacles({ state }: Pick<SealedDraft, 'state'>): Obstacle[] {
  return state === OPEN ? [] : [{ code: 'DRAFT_REGISTERED' }];
}

function mayHave(draft: SealedDraft | undefined, { sub, roles, organisationId }: Caller): SealedDraft {
  const isTheirs =
    draft &&
    draft.organisationId === organisationId &&
    (draft.capturedBy === sub || holdsOneOf(roles, RULES.keepsRegister));
  if (!isTheirs) throw new NotFound('draft');
  return draft;
}

/** The identity of the submission that a draft becomes: it can be registered once. */
function identityOf({ draftId }: SealedDraft): string {
  return `draft.${draftId}`;
}
