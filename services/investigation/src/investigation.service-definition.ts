import { AttachmentStore, FileAttachmentStore } from '@redress/attachments';
import { investigationDossier } from '@redress/contracts';
import { defineService, ServiceConfig } from '@redress/service-host';
import { investigationEntities } from './database/entities';
import { Investigation1764000000101 } from './database/migrations/investigation.migration';
import { AddEvidenceController } from './investigation-case/add-evidence/add-evidence.controller';
import { AddEvidenceHandler } from './investigation-case/add-evidence/add-evidence.handler';
import { CaseDesk } from './investigation-case/case-desk';
import { DetermineController } from './investigation-case/determine/determine.controller';
import { DetermineHandler } from './investigation-case/determine/determine.handler';
import { InvestigationCases } from './investigation-case/investigation-cases';
import { ReadCaseController } from './investigation-case/read-case/read-case.controller';
import { ReadEvidenceController } from './investigation-case/read-evidence/read-evidence.controller';
import { SqlInvestigationCases } from './investigation-case/sql-investigation-cases';
import { subscriptions } from './subscriptions';

const DEFAULT_QUOTA_BYTES = 10 * 1024 ** 3;

export const investigationService = defineService({
  name: 'investigation',
  title: 'Investigation',
  description: 'Rounds of investigation: evidence with its chain of custody, and the determination.',
  migrations: [Investigation1764000000101],
  entities: investigationEntities,
  consumers: subscriptions,
  controllers: [AddEvidenceController, ReadEvidenceController, DetermineController, ReadCaseController],
  providers: [
    CaseDesk,
    AddEvidenceHandler,
    DetermineHandler,
    { provide: InvestigationCases, useClass: SqlInvestigationCases },
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
  vault: { dataKeys: 'copies', writes: investigationDossier },
});
