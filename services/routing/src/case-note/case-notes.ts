import { Injectable } from '@nestjs/common';
import type { CaseNoteKind } from '@redress/contracts';
import { newId, type Database, type Transaction } from '@redress/persistence';
import { sealedColumn, Vault } from '@redress/vault';
import type { Reading } from '@redress/disclosure';

/** Where the words of a note lie. */
export const NOTE_TEXT = sealedColumn('case_note.text');

export interface NewNote {
  readonly complaintId: string;
  readonly kind: CaseNoteKind;
  readonly authorId: string;
  /** Business time. */
  readonly at: Date;
  readonly text: string;
}

export interface CaseNote {
  readonly noteId: string;
  readonly kind: CaseNoteKind;
  readonly authorId: string;
  readonly at: Date;
  readonly text: string;
}

interface NoteRow {
  note_id: string;
  kind: CaseNoteKind;
  author_id: string;
  at: Date;
  text: Buffer;
}

/** What staff write to each other about a case: only ever added, sealed, with its author, never told to complainants. */
@Injectable()
export class CaseNotes {
  constructor(private readonly vault: Vault) {}

  /**
   * Adds a note.
   * @returns its id
   * @throws KeyMissing when the data key of the complaint is not here
   */
  async add(tx: Transaction, { complaintId, kind, authorId, at, text }: NewNote): Promise<string> {
    const noteId = newId();
    const sealed = await this.vault.seal(tx, complaintId, NOTE_TEXT(noteId), text);
    tx.write(
      'insert into case_note (note_id, complaint_id, kind, author_id, at, text) values ($1, $2, $3, $4, $5, $6)',
      [noteId, complaintId, kind, authorId, at, sealed],
      'note-add',
    );
    return noteId;
  }

  /** Adds a note where there is something to note; see {@link add}. */
  async addIfGiven(
    tx: Transaction,
    note: Omit<NewNote, 'text'> & { readonly text?: string | undefined },
  ): Promise<void> {
    if (note.text !== undefined) await this.add(tx, { ...note, text: note.text });
  }

  /**
   * The notes of a complaint, the oldest first.
   * @throws KeyMissing when there are notes and the data key is not here
   */
  async of(from: Pick<Database, 'query'>, complaintId: string, reading: Reading): Promise<CaseNote[]> {
    const { rows } = await from.query<NoteRow>(
      'select note_id, kind, author_id, at, text from case_note where complaint_id = $1 order by note_id',
      [complaintId],
      'notes-of',
    );
    if (rows.length === 0) return [];
    const open = await this.vault.opener(from, complaintId, reading);
    return rows.map(({ note_id, kind, author_id, at, text }) => ({
      noteId: note_id,
      kind,
      authorId: author_id,
      at,
      text: open(NOTE_TEXT(note_id), text),
    }));
  }
}
