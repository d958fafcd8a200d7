import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { Letters1796000000501 } from './database/migrations/letters.migration';
import { subscriptions } from './subscriptions';

/** Letters to complainants: what events call for is written, checked, sent by mail and published. */
export const notificationService = defineService({
  name: 'notification',
  title: 'Redress notification',
  description: 'Letters to complainants: what was sent, what was not and why.',
  migrations: [Letters1796000000501],
  subscriptions,
  module: AppModule,
});
