import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { FollowUpEntity } from './database/entities/follow-up.entity';
import { ReworkOrderEntity } from './database/entities/rework-order.entity';
import { Resolution1796000000201 } from './database/migrations/resolution.migration';
import { subscriptions } from './subscriptions';

export const resolutionService = defineService({
  name: 'resolution',
  title: 'Resolution',
  description: 'Plans, approvals, offers with consent, remedies, follow-up and closure.',
  migrations: [Resolution1796000000201],
  entities: [FollowUpEntity, ReworkOrderEntity],
  subscriptions,
  module: AppModule,
});
