import { runService } from '@redress/service-host/run';

void runService('notification', async () => (await import('./notification.service-definition.js')).notificationService);
