import { runService } from '@redress/service-host/run';

void runService('resolution', async () => (await import('./resolution.service-definition.js')).resolutionService);
