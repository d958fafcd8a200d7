import { Controller, Get } from '@nestjs/common';
import { commandView, commandViewWith } from '@redress/commands';
import { ACCESS, DISCLOSES, machines } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, Command, CommandContext, Disclosing, Endpoint } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { CaseDesk } from '../case-desk';
import {
  obstaclesToAddEvidence,
  obstaclesToDetermine,
  obstaclesToReceiveReply,
  obstaclesToRecordInfo,
  obstaclesToRequestInfo,
  obstaclesToRequestThirdParty,
  obstaclesToResume,
  readsWords,
} from '../domain/case-commands';
import type { CaseSituation, InvestigationRound } from '../domain/investigation-case';
import type { EvidenceItem } from '../evidence-item';
import {
  InvestigationCases,
  type InformationRequest,
  type StoredDetermination,
  type ThirdPartyRequest,
} from '../investigation-cases';
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
    const isUndetermined =
      isFirstRound && investigation.round === 1 && investigation.status === machines.investigation.state.OPEN;
    const determinations = isUndetermined ? [] : await this.cases.determinationsOf(this.database, complaintId);
    const evidence = evidenceIds.length > 0 ? await this.cases.evidenceOf(this.database, complaintId) : [];
    const [questions, thirdParties] = hasAsked(situation)
      ? await Promise.all([
          this.cases.questionsOf(this.database, complaintId),
          this.cases.thirdPartiesOf(this.database, complaintId),
        ])
      : [[], []];
    const roundView = (round: InvestigationRound): Promise<RoundView> =>
      this.roundView(
        round,
        determinations.filter(({ cycle }) => cycle === round.cycle),
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
      informationRequests: await inTurn(questions, (one) => this.questionsView(one, words)),
      thirdParties: await inTurn(thirdParties, (one) => this.thirdPartyView(one, words)),
      earlierRounds: await inTurn(earlier, roundView),
      commands: [
        commandView('addEvidence', ...obstaclesToAddEvidence(situation, worker)),
        commandView('noteEvidence', ...obstaclesToAddEvidence(situation, worker)),
        commandView('requestInfo', ...obstaclesToRequestInfo(situation, worker)),
        ...(situation.openQuestions
          ? [
              commandViewWith(
                'recordInfo',
                { informationRequestId: situation.openQuestions.informationRequestId },
                ...obstaclesToRecordInfo(situation, worker),
              ),
            ]
          : []),
        commandView('resumeInvestigation', ...obstaclesToResume(situation, worker)),
        commandView('requestThirdParty', ...obstaclesToRequestThirdParty(situation, worker)),
        ...situation.openThirdParties.map((thirdPartyId) =>
          commandViewWith('receiveThirdPartyReply', { thirdPartyId }, ...obstaclesToReceiveReply(situation, worker)),
        ),
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
      kind: item.kind,
      sha256: item.sha256,
      byteSize: item.byteSize,
      mediaType: item.mediaType,
      contactId: item.contactId,
      system: item.system,
      provenance: item.provenance,
      description: said?.description ?? null,
      fileName: said?.fileName ?? null,
      text: said?.text ?? null,
      receivedAt: item.receivedAt.toISOString(),
      addedAt: item.addedAt.toISOString(),
      addedBy: item.addedBy,
      custody: item.custody.map(({ at, ...link }) => ({ ...link, at: at.toISOString() })),
    };
  }

  private async questionsView(
    asked: InformationRequest,
    words: CaseWords | undefined,
  ): Promise<CaseView['informationRequests'][number]> {
    return {
      informationRequestId: asked.informationRequestId,
      cycle: asked.cycle,
      status: asked.status,
      questions: (await words?.ofQuestions(asked)) ?? null,
      askedAt: asked.askedAt.toISOString(),
      askedBy: asked.askedBy,
      dueAt: asked.dueAt.toISOString(),
      repliedAt: asked.repliedAt?.toISOString() ?? null,
      recordedBy: asked.recordedBy,
      contactId: asked.contactId,
      evidenceId: asked.evidenceId,
      pausedSeconds: asked.pausedSeconds,
    };
  }

  private async thirdPartyView(
    asked: ThirdPartyRequest,
    words: CaseWords | undefined,
  ): Promise<CaseView['thirdParties'][number]> {
    const said = await words?.ofThirdParty(asked);
    return {
      thirdPartyId: asked.thirdPartyId,
      cycle: asked.cycle,
      status: asked.status,
      partyKind: asked.partyKind,
      name: said?.name ?? null,
      request: said?.request ?? null,
      askedAt: asked.askedAt.toISOString(),
      askedBy: asked.askedBy,
      dueAt: asked.dueAt.toISOString(),
      repliedAt: asked.repliedAt?.toISOString() ?? null,
      recordedBy: asked.recordedBy,
      evidenceIds: [...asked.evidenceIds],
    };
  }

  private async roundView(
    round: InvestigationRound,
    determinations: readonly StoredDetermination[],
    words: CaseWords | undefined,
  ): Promise<RoundView> {
    const present = determinations.find((one) => one.round === round.round);
    const earlier = determinations.filter((one) => one !== present);
    return {
      cycle: round.cycle,
      round: round.round,
      status: round.status,
      unitId: round.unitId,
      handlerId: round.handlerId,
      openedAt: round.openedAt.toISOString(),
      closedAt: round.closedAt?.toISOString() ?? null,
      determination: present ? await this.determinationView(present, words) : null,
      earlierDeterminations: await inTurn(earlier, (one) => this.determinationView(one, words)),
    };
  }

  private async determinationView(
    stored: StoredDetermination,
    words: CaseWords | undefined,
  ): Promise<NonNullable<RoundView['determination']>> {
    const said = await words?.ofDetermination(stored);
    return {
      determinationId: stored.determinationId,
      round: stored.round,
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
      noInvestigation: stored.noInvestigation && {
        reasonCode: stored.noInvestigation,
        words: said?.noInvestigation ?? null,
        by: stored.investigatorId,
      },
    };
  }
}

/** Whether anybody was asked anything, in this round or an earlier one. */
function hasAsked({ investigation, pauses, thirdPartyAskedAt }: CaseSituation): boolean {
  return pauses > 0 || thirdPartyAskedAt !== null || investigation.cycle > 0;
}

/** One after the other: a page of words is no reason to take every connection of the pool. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
