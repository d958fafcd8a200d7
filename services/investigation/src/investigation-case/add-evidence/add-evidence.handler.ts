import { Injectable } from '@nestjs/common';
import type { UploadedContent } from '@redress/attachments';
import { mustBeTheRightPerson, type ComplaintCommand } from '@redress/commands';
import { evidenceAdded } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { movedTo, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToAddEvidence } from '../domain/case-commands';
import { evidenceIsNotFromTheFuture } from '../domain/investigation-case';
import { EVIDENCE_CONTENT, ONLY_FILE, SEALED, type Provenance } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';

export interface AddEvidence extends ComplaintCommand {
  readonly provenance: Provenance;
  /** What it shows; kept sealed. */
  readonly description: string;
  /** RFC 3339: when the enterprise got it; now if absent. */
  readonly receivedAt?: string | undefined;
}

export interface EvidenceAdded extends Moved, Omit<UploadedContent, 'attachmentId'> {
  readonly evidenceId: string;
  readonly receivedAt: string;
  /** Of the case after it. */
  readonly version: number;
}

/**
 * Takes a piece of evidence into the case: content sealed in the store, a first link of custody, a fact on the story. A
 * door asks {@link admit} before it takes the content, stores it, and then has it recorded.
 */
@Injectable()
export class AddEvidenceHandler {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** What can be refused before the content is read. @returns the data key under which it is sealed */
  async admit({ complaintId, actor, receivedAt }: AddEvidence): Promise<Buffer> {
    evidenceIsNotFromTheFuture(instantOf(receivedAt), this.clock.now());
    const situation = await this.desk.situationOf(this.database, complaintId);
    mustBeTheRightPerson(obstaclesToAddEvidence(situation, this.desk.worker(actor)));
    return this.vault.dataKey(this.database, complaintId, EVIDENCE_CONTENT, FOR_WORK);
  }

  /** @param content as it was stored, with the name that the sender gave it */
  async record(
    tx: Transaction,
    command: AddEvidence,
    { attachmentId, fileName, ...content }: UploadedContent & { readonly fileName: string },
  ): Promise<EvidenceAdded> {
    const { complaintId, actor, description, provenance } = command;
    const { complaint, investigation, worker } = await this.desk.open(tx, command, obstaclesToAddEvidence);
    const now = this.clock.now();
    const received = investigation.addEvidence(
      { evidenceId: attachmentId, receivedAt: instantOf(command.receivedAt) },
      { by: worker, at: now },
    );
    const version = await this.cases.addEvidence(tx, {
      ...ONLY_FILE,
      ...content,
      ...received,
      provenance,
      description: await this.vault.seal(tx, complaintId, SEALED.description(attachmentId), description),
      fileName: await this.vault.seal(tx, complaintId, SEALED.fileName(attachmentId), fileName || attachmentId),
    });
    await this.outbox.append(tx, [
      {
        contract: evidenceAdded,
        complaint,
        at: now,
        actor: actor.onStory,
        payload: { evidenceId: attachmentId, kind: 'FILE', ...content, provenance },
      },
    ]);
    return {
      ...movedTo(complaint),
      evidenceId: attachmentId,
      ...content,
      receivedAt: received.receivedAt.toISOString(),
      version,
    };
  }
}

function instantOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
