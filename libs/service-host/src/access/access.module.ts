import { Global, Module } from '@nestjs/common';
import { CaseAccess, Directory, RemedyUnits } from '@redress/access';
import { CaseGate } from '@redress/http';
import { HealthRegistry } from '@redress/observability';
import { Database } from '@redress/persistence';
import { TokenVerifier } from '@redress/security';
import { DirectoryWatch } from '../policy-feed/directory-watch.work';
import { FeedsModule } from '../policy-feed/feeds.module';
import { KeepDirectory } from '../policy-feed/keep-feeds.consumer';
import { ServiceConfig } from '../service-config';

/** Who calls, by token, and what they may see and do, by the directory and the access table. */
@Global()
@Module({
  imports: [FeedsModule],
  controllers: [KeepDirectory],
  providers: [
    {
      provide: TokenVerifier,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) =>
        new TokenVerifier({
          issuer: config.url('REDRESS_OIDC_ISSUER'),
          audience: config.text('REDRESS_OIDC_AUDIENCE', 'redress'),
        }),
    },
    {
      provide: CaseAccess,
      inject: [Directory, { token: RemedyUnits, optional: true }],
      useFactory: (directory: Directory, remedyUnits?: RemedyUnits) => new CaseAccess(directory, remedyUnits),
    },
    {
      provide: CaseGate,
      inject: [CaseAccess, Database],
      useFactory: (access: CaseAccess, database: Database): CaseGate => ({
        admit: (complaintId, caller, operation) => access.mustSee(database, complaintId, caller, operation),
      }),
    },
    DirectoryWatch,
  ],
  exports: [TokenVerifier, CaseAccess, CaseGate],
})
export class AccessModule {
  constructor(directory: DirectoryWatch, health: HealthRegistry) {
    health.register('directory', () => directory.health());
  }
}
