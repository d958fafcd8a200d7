import { runService } from '@redress/service-host/run';

void runService('routing', async () => (await import('./routing.service-definition.js')).routingService);
