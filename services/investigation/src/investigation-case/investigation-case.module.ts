import { Module } from '@nestjs/common';
import { AttachmentStore, attachmentStoreOf } from '@redress/attachments';
import { SealAlarm } from '@redress/security';
import { ServiceConfig } from '@redress/service-host';
import { AddEvidenceController } from './add-evidence/add-evidence.controller';
import { AddEvidenceHandler } from './add-evidence/add-evidence.handler';
import { CaseDesk } from './case-desk';
import { CloseCaseWhenEndedByRequest } from './close-case/close-case-when-ended-by-request.consumer';
import { DetermineController } from './determine/determine.controller';
import { DetermineHandler } from './determine/determine.handler';
import { InvestigationCases } from './investigation-cases';
import { FollowAssignment } from './follow-assignment/follow-assignment.consumer';
import { GoOnWhenSentBack } from './go-on/go-on-when-sent-back.consumer';
import { OpenCaseWhenAssignmentAccepted } from './open-case/open-case-when-assignment-accepted.consumer';
import { ReadCaseController } from './read-case/read-case.controller';
import { ReadEvidenceController } from './read-evidence/read-evidence.controller';
import { ReclassifyCaseWhenComplaintReclassified } from './reclassify-case/reclassify-case-when-complaint-reclassified.consumer';
import { InvestigationDossiers } from './investigation-dossiers';
import { NoteEvidenceController } from './note-evidence/note-evidence.controller';
import { NoteEvidenceHandler } from './note-evidence/note-evidence.handler';
import { RecordInfoController } from './provide-info/record-info.controller';
import { RecordInfoHandler } from './provide-info/record-info.handler';
import { RecordReply } from './provide-info/record-reply';
import { ReceiveThirdPartyReplyController } from './receive-third-party-reply/receive-third-party-reply.controller';
import { ReceiveThirdPartyReplyHandler } from './receive-third-party-reply/receive-third-party-reply.handler';
import { RequestInfoController } from './request-info/request-info.controller';
import { RequestInfoHandler } from './request-info/request-info.handler';
import { RequestThirdPartyController } from './request-third-party/request-third-party.controller';
import { RequestThirdPartyHandler } from './request-third-party/request-third-party.handler';
import { ResumeInvestigationController } from './resume-investigation/resume-investigation.controller';
import { ResumeInvestigationHandler } from './resume-investigation/resume-investigation.handler';
import { SqlInvestigationCases } from './sql-investigation-cases';

/** Rounds of investigation: evidence with its chain of custody, and the determination. */
@Module({
  controllers: [
    AddEvidenceController,
    ReadEvidenceController,
    NoteEvidenceController,
    RequestInfoController,
    RecordInfoController,
    ResumeInvestigationController,
    RequestThirdPartyController,
    ReceiveThirdPartyReplyController,
    DetermineController,
    ReadCaseController,
    OpenCaseWhenAssignmentAccepted,
    GoOnWhenSentBack,
    FollowAssignment,
    ReclassifyCaseWhenComplaintReclassified,
    CloseCaseWhenEndedByRequest,
  ],
  providers: [
    CaseDesk,
    InvestigationDossiers,
    AddEvidenceHandler,
    NoteEvidenceHandler,
    RequestInfoHandler,
    RecordReply,
    RecordInfoHandler,
    ResumeInvestigationHandler,
    RequestThirdPartyHandler,
    ReceiveThirdPartyReplyHandler,
    DetermineHandler,
    { provide: InvestigationCases, useClass: SqlInvestigationCases },
    {
      provide: AttachmentStore,
      inject: [ServiceConfig, SealAlarm],
      useFactory: (config: ServiceConfig, alarm: SealAlarm) => attachmentStoreOf('investigation', config, alarm),
    },
  ],
  exports: [CaseDesk, InvestigationCases, InvestigationDossiers, RecordReply],
})
export class InvestigationCaseModule {}
