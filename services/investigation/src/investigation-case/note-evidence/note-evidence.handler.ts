import { Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { evidenceAdded } from '@redress/contracts';
import { Contacts, movedTo, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { CaseDesk } from '../case-desk';
import { obstaclesToAddEvidence } from '../domain/case-commands';
import { NO_FILE, SEALED, type Provenance } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';

/** Evidence that is no file. */
export type EvidenceNote = {
  /** What it shows; kept sealed. */
  readonly description: string;
  /** RFC 3339: when the enterprise got it; now, or at the time of the contact, if absent. */
  readonly receivedAt?: string | undefined;
} & (
  | { readonly kind: 'CONTACT_NOTE'; readonly contactId: string }
  | {
      readonly kind: 'RECORD_REFERENCE';
      readonly system: string;
      readonly reference: string;
      readonly provenance: Provenance;
    }
  | { readonly kind: 'STATEMENT'; readonly statement: string; readonly provenance: Provenance }
);

export interface NoteEvidence extends ComplaintCommand {
  readonly note: EvidenceNote;
}

export interface EvidenceNoted extends Moved {
  readonly evidenceId: string;
  readonly receivedAt: string;
  readonly version: number;
}

/** Takes evidence into the case that is no file: a contact, a record of another system, a statement (IV-02, IV-09). */
@Injectable()
export class NoteEvidenceHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly contacts: Contacts,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws NotCaughtUp when a contact has not been heard of here */
  async handle(tx: Transaction, command: NoteEvidence): Promise<EvidenceNoted> {
    const { complaintId, actor, note } = command;
    const { complaint, investigation, worker } = await this.desk.open(tx, command, obstaclesToAddEvidence);
    const contact =
      note.kind === 'CONTACT_NOTE' ? await this.contacts.named(tx, complaintId, note.contactId) : undefined;
    const at = this.clock.now();
    const evidenceId = newId();
    const receivedAt = note.receivedAt === undefined ? contact?.at : new Date(note.receivedAt);
    const received = investigation.addEvidence({ evidenceId, receivedAt }, { by: worker, at });
    const provenance = note.kind === 'CONTACT_NOTE' ? 'COMPLAINANT' : note.provenance;
    const words = wordsOf(note);
    const version = await this.cases.addEvidence(tx, {
      ...NO_FILE,
      ...received,
      kind: note.kind,
      contactId: contact?.contactId ?? null,
      system: note.kind === 'RECORD_REFERENCE' ? note.system : null,
      text: words === undefined ? null : await this.vault.seal(tx, complaintId, SEALED.text(evidenceId), words),
      provenance,
      description: await this.vault.seal(tx, complaintId, SEALED.description(evidenceId), note.description),
    });
    await this.outbox.append(tx, [
      {
        contract: evidenceAdded,
        complaint,
        at,
        actor: actor.onStory,
        payload: {
          evidenceId,
          kind: note.kind,
          ...(contact ? { contactId: contact.contactId } : {}),
          provenance,
        },
      },
    ]);
    return { ...movedTo(complaint), evidenceId, receivedAt: received.receivedAt.toISOString(), version };
  }
}

function wordsOf(note: EvidenceNote): string | undefined {
  if (note.kind === 'CONTACT_NOTE') return undefined;
  return note.kind === 'STATEMENT' ? note.statement : note.reference;
}
