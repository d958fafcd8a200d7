import { runService } from '@redress/service-host/run';

void runService(
  'investigation',
  async () => (await import('./investigation.service-definition.js')).investigationService,
);
