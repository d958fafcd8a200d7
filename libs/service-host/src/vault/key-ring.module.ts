import { Global, Module } from '@nestjs/common';
import { KeyRing, SealAlarm } from '@redress/security';
import { ServiceConfig } from '../service-config';
import { LoggedSealAlarm } from './logged-seal-alarm';

/** The keys that wrap data keys, and the alarm for what does not open. A service without this module cannot read anything sealed (contracts, section 4). */
@Global()
@Module({
  providers: [
    {
      provide: KeyRing,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) => KeyRing.fromEnvironment(config.text('REDRESS_KEY_RING')),
    },
    { provide: SealAlarm, useClass: LoggedSealAlarm },
  ],
  exports: [KeyRing, SealAlarm],
})
export class KeyRingModule {}
