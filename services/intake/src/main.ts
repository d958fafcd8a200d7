import { runService } from '@redress/service-host/run';

void runService('intake', async () => (await import('./intake.service-definition.js')).intakeService);
