import { Module } from '@nestjs/common';
import { AttachmentStore, attachmentStoreOf } from '@redress/attachments';
import { SealAlarm } from '@redress/security';
import { ServiceConfig } from '@redress/service-host';
import { DisputesModule } from '../dispute/disputes.module';
import { OfferModule } from '../offer/offer.module';
import { ReviewsModule } from '../review/reviews.module';
import { Approvals } from './approvals';
import { CancelRemedyController } from './cancel-remedy/cancel-remedy.controller';
import { CancelRemedyHandler } from './cancel-remedy/cancel-remedy.handler';
import { CarryOutRemedyController } from './carry-out-remedy/carry-out-remedy.controller';
import { CarryOutRemedyHandler } from './carry-out-remedy/carry-out-remedy.handler';
import { CaseDesk } from './case-desk';
import { CloseCaseWhenEndedByRequest } from './close-case/close-case-when-ended-by-request.consumer';
import { CloseLapsed } from './close-lapsed/close-lapsed.work';
import { ComplaintFlags } from './complaint-flags';
import { ConsentInContact } from './consent-in-contact';
import { Complainants } from './complainants';
import { CompleteRemedies } from './complete-remedies';
import { DecidePlanController } from './decide-plan/decide-plan.controller';
import { DecidePlanHandler } from './decide-plan/decide-plan.handler';
import { DraftPlanController } from './draft-plan/draft-plan.controller';
import { DraftPlanHandler } from './draft-plan/draft-plan.handler';
import { ExecuteRemedyController } from './execute-remedy/execute-remedy.controller';
import { ExecuteRemedyHandler } from './execute-remedy/execute-remedy.handler';
import { FollowDecisionClock } from './follow-decision-clock/follow-decision-clock.consumer';
import { FollowParties } from './follow-parties/follow-parties.consumer';
import { FollowAssignment } from './follow-assignment/follow-assignment.consumer';
import { ImposeOfferController } from './impose-offer/impose-offer.controller';
import { ImposeOfferHandler } from './impose-offer/impose-offer.handler';
import { OpenCaseWhenSettledAtOnce } from './open-case/open-case-when-settled-at-once.consumer';
import { NoteFlagsWhenAccepted, NoteFlagsWhenReclassified } from './note-flags/note-flags.consumer';
import { OfferPlanController } from './offer-plan/offer-plan.controller';
import { OfferPlanHandler } from './offer-plan/offer-plan.handler';
import { OfferContents } from './offer-contents';
import { OrderReworkController } from './order-rework/order-rework.controller';
import { OrderReworkHandler } from './order-rework/order-rework.handler';
import { Reworks } from './order-rework/reworks';
import { OpenCaseWhenComplaintDetermined } from './open-case/open-case-when-complaint-determined.consumer';
import { PutOffer } from './put-offer';
import { ReadCaseController } from './read-case/read-case.controller';
import { RoundViews } from './read-case/round-views';
import { ReadRemedyEvidenceController } from './read-remedy-evidence/read-remedy-evidence.controller';
import { RecordFollowUpController } from './record-follow-up/record-follow-up.controller';
import { RecordFollowUpHandler } from './record-follow-up/record-follow-up.handler';
import { RenegotiateController } from './renegotiate/renegotiate.controller';
import { RenegotiateHandler } from './renegotiate/renegotiate.handler';
import { ResolutionCases } from './resolution-cases';
import { SqlResolutionCases } from './sql-resolution-cases';
import { SubmitPlanController } from './submit-plan/submit-plan.controller';
import { SubmitPlanHandler } from './submit-plan/submit-plan.handler';
import { SettleParties } from './settle-parties';
import { TakeAnswer } from './take-answer';
import { TellDecisionController } from './tell-decision/tell-decision.controller';
import { TellDecisionHandler } from './tell-decision/tell-decision.handler';

/** Plans with their remedies, their approval and execution, and follow-up calls. */
@Module({
  imports: [OfferModule, ReviewsModule, DisputesModule],
  controllers: [
    ReadCaseController,
    OrderReworkController,
    DraftPlanController,
    SubmitPlanController,
    DecidePlanController,
    OfferPlanController,
    TellDecisionController,
    ImposeOfferController,
    CarryOutRemedyController,
    CancelRemedyController,
    RenegotiateController,
    ExecuteRemedyController,
    ReadRemedyEvidenceController,
    RecordFollowUpController,
    OpenCaseWhenComplaintDetermined,
    OpenCaseWhenSettledAtOnce,
    FollowAssignment,
    FollowParties,
    CloseCaseWhenEndedByRequest,
    FollowDecisionClock,
    NoteFlagsWhenAccepted,
    NoteFlagsWhenReclassified,
  ],
  providers: [
    Approvals,
    CaseDesk,
    RoundViews,
    Complainants,
    CompleteRemedies,
    CloseLapsed,
    ComplaintFlags,
    OfferContents,
    PutOffer,
    TakeAnswer,
    SettleParties,
    Reworks,
    OrderReworkHandler,
    DraftPlanHandler,
    SubmitPlanHandler,
    DecidePlanHandler,
    OfferPlanHandler,
    TellDecisionHandler,
    ImposeOfferHandler,
    CarryOutRemedyHandler,
    CancelRemedyHandler,
    RenegotiateHandler,
    ConsentInContact,
    ExecuteRemedyHandler,
    RecordFollowUpHandler,
    { provide: ResolutionCases, useClass: SqlResolutionCases },
    {
      provide: AttachmentStore,
      inject: [ServiceConfig, SealAlarm],
      useFactory: (config: ServiceConfig, alarm: SealAlarm) => attachmentStoreOf('resolution', config, alarm),
    },
  ],
  exports: [
    Approvals,
    AttachmentStore,
    CaseDesk,
    CompleteRemedies,
    OfferContents,
    PutOffer,
    ResolutionCases,
    SettleParties,
    TakeAnswer,
  ],
})
export class ResolutionCaseModule {}
