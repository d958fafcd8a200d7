import { Controller, Get } from '@nestjs/common';
import { callerHasRole, commandView, obstaclesOf } from '@redress/commands';
import { ACCESS, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, Command, CommandContext, Disclosing, Endpoint } from '@redress/http';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { obstaclesToOpenDispute, obstaclesToRecordAward } from '../domain/dispute-commands';
import { obstaclesToDecideReview, obstaclesToRequestReview } from '../domain/review-commands';
import { CaseDesk } from '../case-desk';
import {
  obstaclesToDecide,
  obstaclesToDecideImposition,
  obstaclesToDecideRenegotiation,
  obstaclesToDraft,
  obstaclesToFollowUp,
  obstaclesToOffer,
  obstaclesToProposeImposition,
  obstaclesToRenegotiate,
  obstaclesToRevise,
  obstaclesToRework,
  obstaclesToSubmit,
  obstaclesToTell,
  readsWords,
} from '../domain/case-commands';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { ResolutionCases } from '../resolution-cases';
import { resolutionViewSchema, type ResolutionView, type RoundView } from './read-case.dto';
import { RoundViews } from './round-views';

@Controller()
export class ReadCaseController {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly views: RoundViews,
    private readonly clock: BusinessClock,
  ) {}

  @Get('v1/complaints/:id/resolution')
  @Endpoint({
    summary: 'Read the resolution of a complaint',
    description: 'Plan, approval, offer, remedies and follow-ups, with the commands that the reader may run.',
    tag: 'Resolution',
    access: ACCESS.resolution.readCase,
    discloses: DISCLOSES.resolution.readCase,
    params: complaintPathSchema,
    response: resolutionViewSchema,
    etag: true,
  })
  async readCase(@Command() { complaintId, actor }: CommandContext, @Disclosing() disclosure: Disclosure) {
    const situation = await this.desk.situationOf(this.database, complaintId);
    const { resolution, standing } = situation;
    const worker = this.desk.worker(actor);
    const reader = { worker, showsWords: readsWords(situation, worker), complaintState: standing.state, disclosure };
    const earlierRounds: RoundView[] = [];
    if (resolution.cycle > 0) {
      const [, ...earlier] = await this.cases.roundsOf(this.database, complaintId);
      for (const round of earlier) earlierRounds.push(await this.views.of(round, reader));
    }
    const view: ResolutionView = {
      ...(await this.views.ofPresent(situation, reader)),
      complaintId,
      complaintNo: resolution.complaintNo,
      state: standing.state,
      stateSeq: standing.stateSeq,
      version: resolution.version,
      proposals: await this.views.proposals(situation, reader),
      earlierRounds,
      reviews: await this.views.reviews(complaintId, reader),
      disputes: await this.views.disputes(complaintId, reader),
      commands: [
        commandView('orderRework', ...obstaclesToRework(situation, worker)),
        commandView('draftPlan', ...obstaclesToDraft(situation, worker)),
        commandView('revisePlan', ...obstaclesToRevise(situation, worker)),
        commandView('submitPlan', ...obstaclesToSubmit(situation, worker)),
        commandView('offerPlan', ...obstaclesToOffer(situation, worker, this.desk.isBelowLimit(situation))),
        commandView('tellDecision', ...obstaclesToTell(situation, worker, this.desk.isBelowLimit(situation))),
        commandView('decidePlan', ...obstaclesToDecide(situation, worker)),
        commandView('proposeImposition', ...obstaclesToProposeImposition(situation, worker)),
        commandView('decideImposition', ...obstaclesToDecideImposition(situation, worker)),
        commandView('renegotiate', ...obstaclesToRenegotiate(situation, worker)),
        commandView('decideRenegotiation', ...obstaclesToDecideRenegotiation(situation, worker)),
        commandView('recordFollowUp', ...obstaclesToFollowUp(situation, worker)),
        commandView(
          'requestReview',
          ...obstaclesOf(callerHasRole(actor, ACCESS.resolution.requestReview)),
          ...obstaclesToRequestReview(situation, { until: this.desk.reviewUntil(situation), now: this.clock.now() }),
        ),
        commandView(
          'decideReview',
          ...obstaclesToDecideReview(situation, worker, this.desk.unitAbove(resolution.unitId)),
        ),
        commandView(
          'openDispute',
          ...obstaclesOf(callerHasRole(actor, ACCESS.resolution.openDispute)),
          ...obstaclesToOpenDispute(situation),
        ),
        commandView(
          'recordAward',
          ...obstaclesOf(callerHasRole(actor, ACCESS.resolution.recordAward)),
          ...obstaclesToRecordAward(situation),
        ),
      ],
    };
    return answer(view, { version: resolution.version });
  }
}
