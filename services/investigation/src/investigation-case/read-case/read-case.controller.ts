import { Controller, Get } from '@nestjs/common';
import { commandView } from '@redress/commands';
import { ACCESS, DISCLOSES, machines } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, Command, CommandContext, Disclosing, Endpoint } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { CaseDesk } from '../case-desk';
import { obstaclesToAddEvidence, obstaclesToDetermine, readsWords } from '../domain/case-commands';
import type { InvestigationRound } from '../domain/investigation-case';
import type { EvidenceItem } from '../evidence-item';
import { InvestigationCases, type StoredDetermination } from '../investigation-cases';
import { CaseWords } from './case-words';
import { caseViewSchema, type CaseView, type RoundView } from './read-case.dto';

@Controller()
export class ReadCaseController {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly vault: Vault,
  ) {}

  @Get('v1/complaints/:id/investigation')
  @Endpoint({
    summary: 'Read the investigation of a complaint',
    tag: 'Investigation',
    access: ACCESS.investigation.readCase,
    discloses: DISCLOSES.investigation.readCase,
    params: complaintPathSchema,
    response: caseViewSchema,
    etag: true,
  })
  async readCase(@Command() { complaintId, actor }: CommandContext, @Disclosing() disclosure: Disclosure) {
    const situation = await this.desk.situationOf(this.database, complaintId);
    const { evidenceIds, investigation, standing } = situation;
    const worker = this.desk.worker(actor);
    const words = readsWords(investigation, worker)
      ? new CaseWords(this.vault, this.database, complaintId, disclosure)
      : undefined;
    const isFirstRound = investigation.cycle === 0;
    const [, ...earlier] = isFirstRound ? [] : await this.cases.roundsOf(this.database, complaintId);
    const isUndetermined = isFirstRound && investigation.status === machines.investigation.state.OPEN;
    const determinations = isUndetermined ? [] : await this.cases.determinationsOf(this.database, complaintId);
    const evidence = evidenceIds.length > 0 ? await this.cases.evidenceOf(this.database, complaintId) : [];
    const roundView = (round: InvestigationRound): Promise<RoundView> =>
      this.roundView(
        round,
        determinations.find(({ cycle }) => cycle === round.cycle),
        words,
      );
    const view: CaseView = {
      ...(await roundView(investigation)),
      complaintId,
      complaintNo: investigation.complaintNo,
      state: standing.state,
      stateSeq: standing.stateSeq,
      version: investigation.version,
      classification: {
        category: investigation.category,
        severity: investigation.severity,
        urgency: investigation.urgency,
        priority: investigation.priority,
        flags: [...investigation.flags],
      },
      evidence: await inTurn(evidence, (item) => this.evidenceView(item, words)),
      earlierRounds: await inTurn(earlier, roundView),
      commands: [
        commandView('addEvidence', ...obstaclesToAddEvidence(situation, worker)),
        commandView('determine', ...obstaclesToDetermine(situation, worker)),
      ],
    };
    return answer(view, { version: investigation.version });
  }

  private async evidenceView(item: EvidenceItem, words: CaseWords | undefined): Promise<CaseView['evidence'][number]> {
    const said = await words?.ofItem(item);
    return {
      evidenceId: item.evidenceId,
      cycle: item.cycle,
      sha256: item.sha256,
      byteSize: item.byteSize,
      mediaType: item.mediaType,
      provenance: item.provenance,
      description: said?.description ?? null,
      fileName: said?.fileName ?? null,
      receivedAt: item.receivedAt.toISOString(),
      addedAt: item.addedAt.toISOString(),
      addedBy: item.addedBy,
      custody: item.custody.map(({ at, ...link }) => ({ ...link, at: at.toISOString() })),
    };
  }

  private async roundView(
    round: InvestigationRound,
    determination: StoredDetermination | undefined,
    words: CaseWords | undefined,
  ): Promise<RoundView> {
    return {
      cycle: round.cycle,
      status: round.status,
      unitId: round.unitId,
      handlerId: round.handlerId,
      openedAt: round.openedAt.toISOString(),
      closedAt: round.closedAt?.toISOString() ?? null,
      determination: determination ? await this.determinationView(determination, words) : null,
    };
  }

  private async determinationView(
    stored: StoredDetermination,
    words: CaseWords | undefined,
  ): Promise<NonNullable<RoundView['determination']>> {
    const said = await words?.ofDetermination(stored);
    return {
      determinationId: stored.determinationId,
      verdict: stored.verdict,
      reasonableness: stored.reasonableness,
      responsibility: [...stored.responsibility],
      rootCause: stored.rootCause,
      findingCount: stored.findingCount,
      investigatorId: stored.investigatorId,
      determinedAt: stored.determinedAt.toISOString(),
      findings: said?.findings ?? null,
      scope: said?.scope ?? null,
      recommendation: said?.recommendation ?? null,
      noInvestigationReason: said?.noInvestigationReason ?? null,
    };
  }
}

/** One after the other: a page of words is no reason to take every connection of the pool. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
