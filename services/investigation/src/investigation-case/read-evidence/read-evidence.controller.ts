import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { AttachmentStore, DOWNLOAD_HEADERS, downloadHeaders } from '@redress/attachments';
import { ACCESS, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, Command, CommandContext, Disclosing, Endpoint, Problem } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { evidencePathSchema } from '../add-evidence/add-evidence.dto';
import { CaseDesk } from '../case-desk';
import { readsWords } from '../domain/case-commands';
import { EVIDENCE_CONTENT, isFile, SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';

@Controller()
export class ReadEvidenceController {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly store: AttachmentStore,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  @Get('v1/complaints/:id/investigation/evidence/:evidenceId/content')
  @Endpoint({
    summary: 'Read the content of an evidence item',
    description: 'Every reading becomes a link of the chain of custody.',
    tag: 'Investigation',
    access: ACCESS.investigation.readEvidence,
    discloses: DISCLOSES.investigation.readEvidence,
    params: evidencePathSchema,
    // The type that was found in the bytes.
    produces: '*/*',
    headers: DOWNLOAD_HEADERS,
    problems: { 404: 'There is no such evidence, or the person was erased' },
  })
  async readEvidence(
    @Command() command: CommandContext,
    @Param('evidenceId') evidenceId: string,
    @Disclosing() disclosure: Disclosure,
  ) {
    const { complaintId, actor } = command;
    const { investigation } = await this.desk.situationOf(this.database, complaintId);
    if (!readsWords(investigation, this.desk.worker(actor))) throw Problem.notFound('evidence');
    const item = (await this.cases.evidenceOf(this.database, complaintId)).find((one) => one.evidenceId === evidenceId);
    if (!item || !isFile(item)) throw Problem.notFound('evidence');
    const name = SEALED.fileName(evidenceId);
    const fileName = await this.vault.unseal(this.database, complaintId, name, item.fileName, disclosure);
    const dataKey = await this.vault.dataKey(this.database, complaintId, EVIDENCE_CONTENT, disclosure);
    const content = await this.store.open(evidenceId, { dataKey, complaintId, column: EVIDENCE_CONTENT }, item);
    await this.cases.recordReading(this.database, evidenceId, actor.sub, this.clock.now());
    return answer(new StreamableFile(content), { headers: downloadHeaders({ ...item, fileName }) });
  }
}
