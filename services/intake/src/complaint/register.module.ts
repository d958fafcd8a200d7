import { Module } from '@nestjs/common';
import { IntakeDossiers } from './intake-dossiers';
import { Register } from './register';
import { RegisterComplaintController } from './register-complaint/register-complaint.controller';
import { RegisterComplaints } from './register-complaint/register-complaints.handler';
import { RegisterPortalComplaintController } from './register-complaint/register-portal-complaint.controller';
import { RegisterSubmissions } from './register-complaint/register-submissions.consumer';
import { SubmissionJudge } from './register-complaint/submission-judge';
import { SubmissionSettings } from './register-complaint/submission-settings';
import { SubmissionSources } from './register-complaint/submission-sources';
import { SqlRegister } from './sql-register';
import { FindByTrackingCode } from './track-complaint/find-by-tracking-code';

/** The register: complaints come in by every door, get their number, and are found again. */
@Module({
  controllers: [RegisterComplaintController, RegisterPortalComplaintController, RegisterSubmissions],
  providers: [
    { provide: Register, useClass: SqlRegister },
    RegisterComplaints,
    SubmissionJudge,
    SubmissionSettings,
    SubmissionSources,
    IntakeDossiers,
    FindByTrackingCode,
  ],
  exports: [Register, IntakeDossiers, FindByTrackingCode, RegisterComplaints, SubmissionJudge, SubmissionSettings],
})
export class RegisterModule {}
