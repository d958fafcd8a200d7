import { runService } from '@redress/service-host/run';

void runService('analytics', async () => (await import('./analytics.service-definition.js')).analyticsService);
