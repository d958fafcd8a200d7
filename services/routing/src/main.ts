import { runService } from '@redress/service-host';

void runService('routing', async () => (await import('./routing.service-definition.js')).routingService);
