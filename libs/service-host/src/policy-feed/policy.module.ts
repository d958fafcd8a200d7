import { Module, type DynamicModule } from '@nestjs/common';
import { HealthRegistry, type CheckResult } from '@redress/observability';
import { Feeds } from './feeds';
import { FeedsModule } from './feeds.module';
import { KeepCalendars, KeepPacks } from './keep-feeds.consumer';

/** Policy packs, and calendars for services that count time by them. */
@Module({})
export class PolicyModule {
  constructor(feeds: Feeds, health: HealthRegistry) {
    health.register('packs', () => Promise.resolve(packsHealth(feeds)));
  }

  static forRoot({ calendars = false }: { readonly calendars?: boolean } = {}): DynamicModule {
    return {
      module: PolicyModule,
      imports: [FeedsModule],
      controllers: [KeepPacks, ...(calendars ? [KeepCalendars] : [])],
    };
  }
}

function packsHealth({ packs, unusable }: Feeds): CheckResult {
  if (packs.all().length === 0) return { ok: false, detail: 'no policy pack is known' };
  return unusable.length === 0 ? { ok: true } : { ok: true, detail: `not usable: ${unusable.join(', ')}` };
}
