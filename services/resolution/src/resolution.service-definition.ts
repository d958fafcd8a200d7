import { AttachmentStore, FileAttachmentStore } from '@redress/attachments';
import { intakeDossier, resolutionDossier } from '@redress/contracts';
import { defineService, ServiceConfig } from '@redress/service-host';
import { FollowUpEntity } from './database/entities/follow-up.entity';
import { Resolution1764000000201 } from './database/migrations/resolution.migration';
import { AnswerOfferController } from './offer/answer-offer/answer-offer.controller';
import { AnswerOfferHandler } from './offer/answer-offer/answer-offer.handler';
import { Offers } from './offer/offers';
import { SqlOffers } from './offer/sql-offers';
import { CaseDesk } from './resolution-case/case-desk';
import { CompleteRemedies } from './resolution-case/complete-remedies';
import { DecidePlanController } from './resolution-case/decide-plan/decide-plan.controller';
import { DecidePlanHandler } from './resolution-case/decide-plan/decide-plan.handler';
import { DraftPlanController } from './resolution-case/draft-plan/draft-plan.controller';
import { DraftPlanHandler } from './resolution-case/draft-plan/draft-plan.handler';
import { ExecuteRemedyController } from './resolution-case/execute-remedy/execute-remedy.controller';
import { ExecuteRemedyHandler } from './resolution-case/execute-remedy/execute-remedy.handler';
import { ReadCaseController } from './resolution-case/read-case/read-case.controller';
import { RoundViews } from './resolution-case/read-case/round-views';
import { ReadRemedyEvidenceController } from './resolution-case/read-remedy-evidence/read-remedy-evidence.controller';
import { RecordFollowUpController } from './resolution-case/record-follow-up/record-follow-up.controller';
import { RecordFollowUpHandler } from './resolution-case/record-follow-up/record-follow-up.handler';
import { ResolutionCases } from './resolution-case/resolution-cases';
import { SqlResolutionCases } from './resolution-case/sql-resolution-cases';
import { SubmitPlanController } from './resolution-case/submit-plan/submit-plan.controller';
import { SubmitPlanHandler } from './resolution-case/submit-plan/submit-plan.handler';
import { subscriptions } from './subscriptions';

const DEFAULT_QUOTA_BYTES = 10 * 1024 ** 3;

export const resolutionService = defineService({
  name: 'resolution',
  title: 'Resolution',
  description: 'Plans, approvals, offers with consent, remedies, follow-up and closure.',
  migrations: [Resolution1764000000201],
  entities: [FollowUpEntity],
  consumers: subscriptions,
  controllers: [
    ReadCaseController,
    DraftPlanController,
    SubmitPlanController,
    DecidePlanController,
    AnswerOfferController,
    ExecuteRemedyController,
    ReadRemedyEvidenceController,
    RecordFollowUpController,
  ],
  providers: [
    CaseDesk,
    RoundViews,
    CompleteRemedies,
    DraftPlanHandler,
    SubmitPlanHandler,
    DecidePlanHandler,
    AnswerOfferHandler,
    ExecuteRemedyHandler,
    RecordFollowUpHandler,
    { provide: ResolutionCases, useClass: SqlResolutionCases },
    { provide: Offers, useClass: SqlOffers },
    {
      provide: AttachmentStore,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) =>
        new FileAttachmentStore({
          directory: config.text('REDRESS_ATTACHMENT_DIR'),
          quotaBytes: config.integer('REDRESS_ATTACHMENT_QUOTA_BYTES', DEFAULT_QUOTA_BYTES, {
            min: 1,
            max: Number.MAX_SAFE_INTEGER,
          }),
        }),
    },
  ],
  workers: [],
  follows: { packs: true },
  vault: { dataKeys: 'copies', writes: resolutionDossier, copies: [intakeDossier] },
});
