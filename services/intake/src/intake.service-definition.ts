import './intake.problems';
import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { intakeEntities } from './database/entities';
import { Intake1796000001001 } from './database/migrations/intake.migration';
import { subscriptions } from './subscriptions';

/** Intake: register, numbering, channels, policy packs, requests to holders. */
export const intakeService = defineService({
  name: 'intake',
  title: 'Redress intake',
  description:
    'Registers complaints from every channel, publishes policy packs and asks holders on behalf of complainants.',
  migrations: [Intake1796000001001],
  entities: intakeEntities,
  subscriptions,
  module: AppModule,
});
