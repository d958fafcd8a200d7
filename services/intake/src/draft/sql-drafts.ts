import { Injectable } from '@nestjs/common';
import { machines } from '@redress/contracts';
import { mustChange, type Transaction } from '@redress/persistence';
import { KeyRing } from '@redress/security';
import type { Queryable } from '@redress/vault';
import { RegistrationDraftEntity } from '../database/entities';
import { Drafts, type DraftsOf, type SealedDraft } from './drafts';

const { OPEN, REGISTERED } = machines.draft.state;

const COLUMNS = `draft_id as "draftId", state, version, organisation_id as "organisationId", unit_id as "unitId",
  captured_by_kind as "capturedByKind", captured_by as "capturedBy", captured_at as "capturedAt",
  register_at as "registerAt", complaint_id as "complaintId", content`;

/** Drafts in PostgreSQL. */
@Injectable()
export class SqlDrafts extends Drafts {
  constructor(private readonly keyRing: KeyRing) {
    super();
  }

  override async add(tx: Transaction, draft: SealedDraft): Promise<void> {
    await tx.manager.insert(RegistrationDraftEntity, { ...draft });
  }

  /** Makes the data key of a draft, which no other service ever gets. */
  async issueKey(tx: Transaction, draftId: string): Promise<void> {
    const { keyRingId, wrappedKey } = this.keyRing.issue(draftId).wrapped;
    await tx.query(
      `insert into data_key (complaint_id, key_ring_id, wrapped) values ($1, $2, decode($3, 'base64'))`,
      [draftId, keyRingId, wrappedKey],
      'draft-key',
    );
  }

  override async lock(
    tx: Transaction,
    draftId: string,
    held: 'wait' | 'skip' = 'wait',
  ): Promise<SealedDraft | undefined> {
    const { rows } = await tx.query<SealedDraft>(
      `select ${COLUMNS} from registration_draft where draft_id = $1 for update${held === 'skip' ? ' skip locked' : ''}`,
      [draftId],
      `draft-lock-${held}`,
    );
    return rows[0];
  }

  override async find(from: Queryable, draftId: string): Promise<SealedDraft | undefined> {
    const { rows } = await from.query<SealedDraft>(
      `select ${COLUMNS} from registration_draft where draft_id = $1`,
      [draftId],
      'draft-find',
    );
    return rows[0];
  }

  override async open(
    from: Queryable,
    { organisationId, capturedBy }: DraftsOf,
    limit: number,
  ): Promise<SealedDraft[]> {
    const { rows } = await from.query<SealedDraft>(
      `select ${COLUMNS} from registration_draft
       where state = '${OPEN}' and organisation_id = $1 and ($2::text is null or captured_by = $2)
       order by draft_id limit $3`,
      [organisationId, capturedBy ?? null, limit],
      'drafts-open',
    );
    return rows;
  }

  override async due(from: Queryable, now: Date, limit: number): Promise<string[]> {
    const { rows } = await from.query<{ draft_id: string }>(
      `select draft_id from registration_draft where state = '${OPEN}' and register_at <= $1
       order by register_at limit $2`,
      [now, limit],
      'drafts-due',
    );
    return rows.map((row) => row.draft_id);
  }

  override async rewrite(tx: Transaction, { draftId, version }: SealedDraft, content: Buffer): Promise<void> {
    await mustChange(
      'draft-rewrite',
      1,
      tx.query(
        `update registration_draft set content = $3, version = version + 1
         where draft_id = $1 and version = $2 and state = '${OPEN}'`,
        [draftId, version, content],
        'draft-rewrite',
      ),
    );
  }

  override async registered(tx: Transaction, { draftId, state }: SealedDraft, complaintId: string): Promise<void> {
    machines.draft.move(state, REGISTERED);
    await mustChange(
      'draft-registered',
      1,
      tx.query(
        `update registration_draft set state = '${REGISTERED}', complaint_id = $2, content = null, version = version + 1
         where draft_id = $1 and state = '${OPEN}'`,
        [draftId, complaintId],
        'draft-registered',
      ),
    );
    await tx.query('delete from data_key where complaint_id = $1', [draftId], 'draft-key-gone');
  }
}
