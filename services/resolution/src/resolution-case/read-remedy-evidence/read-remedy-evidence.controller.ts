import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { AttachmentStore, DOWNLOAD_HEADERS, downloadHeaders } from '@redress/attachments';
import { ACCESS, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, Command, CommandContext, Disclosing, Endpoint, Problem } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { CaseDesk } from '../case-desk';
import { readsWords } from '../domain/case-commands';
import { remedyPathSchema } from '../execute-remedy/execute-remedy.dto';
import { ResolutionCases } from '../resolution-cases';
import { REMEDY_EVIDENCE, SEALED } from '../sealed';

@Controller()
export class ReadRemedyEvidenceController {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly store: AttachmentStore,
    private readonly vault: Vault,
  ) {}

  @Get('v1/complaints/:id/resolution/remedies/:remedyId/evidence')
  @Endpoint({
    summary: 'Read the evidence of an executed remedy',
    tag: 'Resolution',
    access: ACCESS.resolution.readRemedyEvidence,
    discloses: DISCLOSES.resolution.readRemedyEvidence,
    params: remedyPathSchema,
    // The type that was found in the bytes.
    produces: '*/*',
    headers: DOWNLOAD_HEADERS,
    problems: { 404: 'The remedy was not executed' },
  })
  async readRemedyEvidence(
    @Command() { complaintId, actor }: CommandContext,
    @Param('remedyId') remedyId: string,
    @Disclosing() disclosure: Disclosure,
  ) {
    const situation = await this.desk.situationOf(this.database, complaintId);
    const execution = await this.cases.executionOf(this.database, complaintId, remedyId);
    // Who reads the words of this round reads those of earlier ones, as `readCase` shows them.
    if (!execution || !readsWords(situation, this.desk.worker(actor))) throw Problem.notFound('evidence');
    const place = SEALED.evidenceName(remedyId);
    const fileName = await this.vault.unseal(this.database, complaintId, place, execution.evidenceName, disclosure);
    const dataKey = await this.vault.dataKey(this.database, complaintId, REMEDY_EVIDENCE, disclosure);
    const seal = { dataKey, complaintId, column: REMEDY_EVIDENCE };
    const content = await this.store.open(execution.evidenceId, seal, execution);
    return answer(new StreamableFile(content), { headers: downloadHeaders({ ...execution, fileName }) });
  }
}
