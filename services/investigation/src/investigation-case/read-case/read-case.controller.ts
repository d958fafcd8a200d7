import { Controller, Get } from '@nestjs/common';
import { answer, Command, CommandContext, commandView, Endpoint } from '@redress/http';
import { Database } from '@redress/persistence';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { CaseDesk } from '../case-desk';
import { READING_ROLES } from '../case-roles';
import { obstaclesToAddEvidence, obstaclesToDetermine, readsWords } from '../domain/case-commands';
import type { InvestigationCase } from '../domain/investigation-case';
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
    private readonly words: CaseWords,
  ) {}

  @Get('v1/complaints/:id/investigation')
  @Endpoint({
    summary: 'Read the investigation of a complaint',
    tag: 'Investigation',
    access: READING_ROLES,
    params: complaintPathSchema,
    response: caseViewSchema,
    etag: true,
  })
  async readCase(@Command() { complaintId, actor }: CommandContext) {
    const situation = await this.desk.situationOf(this.database, complaintId);
    const { investigation, standing } = situation;
    const worker = this.desk.worker(actor);
    const showsWords = readsWords(investigation, worker);
    const [, ...earlier] = await this.cases.roundsOf(this.database, complaintId);
    const determinations = await this.cases.determinationsOf(this.database, complaintId);
    const roundView = (round: InvestigationCase): Promise<RoundView> =>
      this.roundView(
        round,
        determinations.find(({ cycle }) => cycle === round.cycle),
        showsWords,
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
      evidence: await inTurn(await this.cases.evidenceOf(this.database, complaintId), (item) =>
        this.evidenceView(item, showsWords),
      ),
      earlierRounds: await inTurn(earlier, roundView),
      commands: [
        commandView('evidence', ...obstaclesToAddEvidence(situation, worker)),
        commandView('determination', ...obstaclesToDetermine(situation, worker)),
      ],
    };
    return answer(view, { version: investigation.version });
  }

  private async evidenceView(item: EvidenceItem, showsWords: boolean): Promise<CaseView['evidence'][number]> {
    const words = showsWords ? await this.words.ofItem(this.database, item) : undefined;
    return {
      evidenceId: item.evidenceId,
      cycle: item.cycle,
      sha256: item.sha256,
      byteSize: item.byteSize,
      mediaType: item.mediaType,
      provenance: item.provenance,
      description: words?.description ?? null,
      fileName: words?.fileName ?? null,
      receivedAt: item.receivedAt.toISOString(),
      addedAt: item.addedAt.toISOString(),
      addedBy: item.addedBy,
      custody: item.custody.map(({ at, ...link }) => ({ ...link, at: at.toISOString() })),
    };
  }

  private async roundView(
    round: InvestigationCase,
    determination: StoredDetermination | undefined,
    showsWords: boolean,
  ): Promise<RoundView> {
    return {
      cycle: round.cycle,
      status: round.status,
      unitId: round.unitId,
      handlerId: round.handlerId,
      openedAt: round.openedAt.toISOString(),
      closedAt: round.closedAt?.toISOString() ?? null,
      determination: determination ? await this.determinationView(round.complaintId, determination, showsWords) : null,
    };
  }

  private async determinationView(
    complaintId: string,
    stored: StoredDetermination,
    showsWords: boolean,
  ): Promise<NonNullable<RoundView['determination']>> {
    const words = showsWords ? await this.words.ofDetermination(this.database, complaintId, stored) : undefined;
    return {
      determinationId: stored.determinationId,
      verdict: stored.verdict,
      reasonableness: stored.reasonableness,
      responsibility: [...stored.responsibility],
      rootCause: stored.rootCause,
      findingCount: stored.findingCount,
      investigatorId: stored.investigatorId,
      determinedAt: stored.determinedAt.toISOString(),
      findings: words?.findings ?? null,
      scope: words?.scope ?? null,
      recommendation: words?.recommendation ?? null,
      noInvestigationReason: words?.noInvestigationReason ?? null,
    };
  }
}

/** One after the other: a page of words is no reason to take every connection of the pool. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
