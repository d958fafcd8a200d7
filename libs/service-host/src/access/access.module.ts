import { Global, Module } from '@nestjs/common';
import { HealthRegistry } from '@redress/observability';
import { TokenVerifier } from '@redress/security';
import { DirectoryWatch } from '../policy-feed/directory-watch.work';
import { FeedsModule } from '../policy-feed/feeds.module';
import { KeepDirectory } from '../policy-feed/keep-feeds.consumer';
import { ServiceConfig } from '../service-config';

/** Who calls, by token, and what they may do, by the directory. */
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
    DirectoryWatch,
  ],
  exports: [TokenVerifier],
})
export class AccessModule {
  constructor(directory: DirectoryWatch, health: HealthRegistry) {
    health.register('directory', () => directory.health());
  }
}
