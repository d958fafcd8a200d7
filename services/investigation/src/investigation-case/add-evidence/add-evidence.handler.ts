import { Injectable } from '@nestjs/common';
import { AttachmentStore, keepAttachment, type UploadedContent } from '@redress/attachments';
import { evidenceAdded } from '@redress/contracts';
import { Commands, Problem, type Answer, type CommandContext, type UploadedFile } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { z } from 'zod';
import { CaseDesk } from '../case-desk';
import { obstaclesToAddEvidence } from '../domain/case-commands';
import { SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';
import { mustBeAllowed, mustBeTheRightPerson } from '../refusal';
import type { evidenceAddedSchema, EvidenceFields } from './add-evidence.dto';

export const MAX_EVIDENCE_BYTES = 25 * 1024 * 1024;

type EvidenceAnswer = z.infer<typeof evidenceAddedSchema>;

/** Takes a piece of evidence into the case: content sealed in the store, a first link of custody, a fact on the story. */
@Injectable()
export class AddEvidenceHandler {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly store: AttachmentStore,
    private readonly vault: Vault,
    private readonly commands: Commands,
    private readonly custody: Custody<'investigation'>,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async handle(
    command: CommandContext,
    upload: UploadedFile,
    fields: EvidenceFields,
  ): Promise<EvidenceAnswer | Answer<EvidenceAnswer>> {
    const dataKey = await this.admit(command, fields).catch((refusal: unknown) => {
      upload.stream.resume();
      throw refusal;
    });
    const { complaintId } = command;
    return keepAttachment(
      this.store,
      this.commands,
      command,
      upload,
      { dataKey, context: `${complaintId}/${SEALED.content}`, maxBytes: MAX_EVIDENCE_BYTES },
      (tx, content) => this.record(tx, command, fields, upload.filename, content),
    );
  }

  /** What can be refused before the content is read. @returns the data key under which it is sealed */
  private async admit(command: CommandContext, { receivedAt }: EvidenceFields): Promise<Buffer> {
    if (receivedAt && new Date(receivedAt) > this.clock.now()) {
      throw Problem.fields({ pointer: '/receivedAt', detail: 'must not be in the future' });
    }
    const situation = await this.desk.situationOf(this.database, command.complaintId);
    mustBeTheRightPerson(obstaclesToAddEvidence(situation, this.desk.worker(command.actor)));
    return this.vault.dataKey(this.database, command.complaintId);
  }

  private async record(
    tx: Transaction,
    { complaintId, actor }: CommandContext,
    { description, provenance, receivedAt }: EvidenceFields,
    fileName: string,
    { attachmentId, ...content }: UploadedContent,
  ): Promise<EvidenceAnswer> {
    const complaint = await this.custody.hold(tx, complaintId);
    const situation = await this.desk.situationOf(tx, complaintId);
    mustBeAllowed(obstaclesToAddEvidence(situation, this.desk.worker(actor)));
    const now = this.clock.now();
    const item = {
      ...content,
      evidenceId: attachmentId,
      complaintId,
      cycle: situation.investigation.cycle,
      provenance,
      description: await this.vault.seal(tx, complaintId, SEALED.description, description),
      fileName: await this.vault.seal(tx, complaintId, SEALED.fileName, fileName || attachmentId),
      receivedAt: receivedAt ? new Date(receivedAt) : now,
      addedAt: now,
      addedBy: actor.sub,
    };
    const version = await this.cases.addEvidence(tx, item);
    await this.outbox.append(tx, [
      {
        contract: evidenceAdded,
        complaint,
        at: now,
        actor: actor.onStory,
        payload: { evidenceId: attachmentId, ...content, provenance },
      },
    ]);
    return {
      complaintId,
      state: complaint.state,
      stateSeq: complaint.stateSeq,
      evidenceId: attachmentId,
      ...content,
      receivedAt: item.receivedAt.toISOString(),
      version,
    };
  }
}
