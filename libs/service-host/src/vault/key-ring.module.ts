import { Global, Module } from '@nestjs/common';
import { KeyRing } from '@redress/security';
import { ServiceConfig } from '../service-config';

/** The keys that wrap data keys. A service without this module cannot read anything sealed (contracts, section 4). */
@Global()
@Module({
  providers: [
    {
      provide: KeyRing,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) => KeyRing.fromEnvironment(config.text('REDRESS_KEY_RING')),
    },
  ],
  exports: [KeyRing],
})
export class KeyRingModule {}
