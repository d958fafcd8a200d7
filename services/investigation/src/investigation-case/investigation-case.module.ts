import { Module } from '@nestjs/common';
import { AttachmentStore, FileAttachmentStore } from '@redress/attachments';
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
import { OpenCaseWhenAssignmentAccepted } from './open-case/open-case-when-assignment-accepted.consumer';
import { ReadCaseController } from './read-case/read-case.controller';
import { ReadEvidenceController } from './read-evidence/read-evidence.controller';
import { ReclassifyCaseWhenComplaintReclassified } from './reclassify-case/reclassify-case-when-complaint-reclassified.consumer';
import { SqlInvestigationCases } from './sql-investigation-cases';

const DEFAULT_QUOTA_BYTES = 10 * 1024 ** 3;

/** Rounds of investigation: evidence with its chain of custody, and the determination. */
@Module({
  controllers: [
    AddEvidenceController,
    ReadEvidenceController,
    DetermineController,
    ReadCaseController,
    OpenCaseWhenAssignmentAccepted,
    FollowAssignment,
    ReclassifyCaseWhenComplaintReclassified,
    CloseCaseWhenEndedByRequest,
  ],
  providers: [
    CaseDesk,
    AddEvidenceHandler,
    DetermineHandler,
    { provide: InvestigationCases, useClass: SqlInvestigationCases },
    {
      provide: AttachmentStore,
      inject: [ServiceConfig, SealAlarm],
      useFactory: (config: ServiceConfig, alarm: SealAlarm) =>
        new FileAttachmentStore({
          alarm,
          directory: config.text('REDRESS_ATTACHMENT_DIR'),
          quotaBytes: config.integer('REDRESS_ATTACHMENT_QUOTA_BYTES', DEFAULT_QUOTA_BYTES, {
            min: 1,
            max: Number.MAX_SAFE_INTEGER,
          }),
        }),
    },
  ],
})
export class InvestigationCaseModule {}
