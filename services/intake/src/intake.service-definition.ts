import './intake.problems';
import { defineService } from '@redress/service-host';
import { IntakeDossiers } from './complaint/intake-dossiers';
import { ReadComplaintController } from './complaint/read-complaint/read-complaint.controller';
import { RevealContactsController } from './complaint/read-complaint/reveal-contacts.controller';
import { Register } from './complaint/register';
import { RegisterComplaintController } from './complaint/register-complaint/register-complaint.controller';
import { RegisterComplaints } from './complaint/register-complaint/register-complaints.handler';
import { RegisterPortalComplaintController } from './complaint/register-complaint/register-portal-complaint.controller';
import { SubmissionJudge } from './complaint/register-complaint/submission-judge';
import { SubmissionSettings } from './complaint/register-complaint/submission-settings';
import { SqlRegister } from './complaint/sql-register';
import { FindByTrackingCode } from './complaint/track-complaint/find-by-tracking-code';
import { TrackComplaintController } from './complaint/track-complaint/track-complaint.controller';
import { intakeEntities } from './database/entities';
import { Intake1764000001001 } from './database/migrations/intake.migration';
import { PublishPackController } from './pack/publish-pack/publish-pack.controller';
import { PublishPack } from './pack/publish-pack/publish-pack.handler';
import { PublishShippedPolicy } from './pack/publish-pack/publish-shipped-policy';
import { YamlBodies } from './pack/publish-pack/yaml-bodies';
import { ReadPacksController } from './pack/read-packs/read-packs.controller';
import { PortalRequestController } from './request/request-withdrawal/portal-request.controller';
import { RequestWithdrawalController } from './request/request-withdrawal/request-withdrawal.controller';
import { RequestWithdrawal } from './request/request-withdrawal/request-withdrawal.handler';
import { Requests } from './request/requests';
import { SqlRequests } from './request/sql-requests';
import { subscriptions } from './subscriptions';

/** Intake: register, numbering, channels, policy packs, requests to holders. */
export const intakeService = defineService({
  name: 'intake',
  title: 'Redress intake',
  description:
    'Registers complaints from every channel, publishes policy packs and asks holders on behalf of complainants.',
  migrations: [Intake1764000001001],
  entities: intakeEntities,
  consumers: subscriptions,
  controllers: [
    RegisterComplaintController,
    RegisterPortalComplaintController,
    ReadComplaintController,
    RevealContactsController,
    TrackComplaintController,
    RequestWithdrawalController,
    PortalRequestController,
    PublishPackController,
    ReadPacksController,
  ],
  providers: [
    { provide: Register, useClass: SqlRegister },
    { provide: Requests, useClass: SqlRequests },
    RegisterComplaints,
    SubmissionJudge,
    SubmissionSettings,
    IntakeDossiers,
    FindByTrackingCode,
    RequestWithdrawal,
    PublishPack,
    PublishShippedPolicy,
    YamlBodies,
  ],
  workers: [],
  follows: { packs: true, calendars: true },
});
