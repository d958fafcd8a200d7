import { Module, type DynamicModule } from '@nestjs/common';
import { privacyKey } from '@redress/contracts';
import { Outbox } from '@redress/outbox';
import { KeyRing, SealAlarm } from '@redress/security';
import { BusinessClock } from '@redress/time';
import {
  KeepDataKeys,
  keepDossiers,
  OwnDataKeys,
  OwnDossiers,
  TrackingCodes,
  Vault,
  WrongCodeAlarm,
  WrongCodes,
  type VaultOptions,
} from '@redress/vault';
import { ReadBackModule, type ReadBack } from '../read-back/read-back.module';
import { KeyRingModule } from './key-ring.module';
import { LoggedWrongCodeAlarm } from './logged-wrong-code-alarm';

/** Sealed personal data: data keys, the dossiers that the service writes, and copies of those of others. */
@Module({})
export class VaultModule {
  static forRoot(options: VaultOptions): DynamicModule {
    const { dataKeys, writes, copies = [] } = options;
    const own = ownDocuments(options);
    return {
      module: VaultModule,
      global: true,
      imports: [KeyRingModule, ...(own.length > 0 ? [ReadBackModule.forRoot({ documents: own })] : [])],
      controllers: [...(dataKeys === 'copies' ? [KeepDataKeys] : []), ...copies.map(keepDossiers)],
      providers: [
        {
          provide: Vault,
          inject: [KeyRing, Outbox, SealAlarm],
          useFactory: (keyRing: KeyRing, outbox: Outbox, alarm: SealAlarm) =>
            new Vault(outbox.service, keyRing, outbox, alarm, writes),
        },
        { provide: WrongCodeAlarm, useClass: LoggedWrongCodeAlarm },
        {
          provide: WrongCodes,
          inject: [WrongCodeAlarm],
          useFactory: (alarm: WrongCodeAlarm) => new WrongCodes(alarm),
        },
        {
          provide: TrackingCodes,
          inject: [WrongCodes],
          useFactory: (wrongCodes: WrongCodes) => new TrackingCodes(wrongCodes),
        },
      ],
      exports: [TrackingCodes, Vault, WrongCodes],
    };
  }
}

/** What this service publishes sealed and can look up in its vault. */
function ownDocuments({ dataKeys, writes }: VaultOptions): ReadBack[] {
  const found: ReadBack[] = [];
  if (writes) {
    const useFactory = (clock: BusinessClock) => new OwnDossiers(writes, clock);
    found.push({ topic: writes.topic, provider: { provide: OwnDossiers, inject: [BusinessClock], useFactory } });
  }
  if (dataKeys === 'issues') found.push({ topic: privacyKey.topic, provider: OwnDataKeys });
  return found;
}
