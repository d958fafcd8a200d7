import { runService } from '@redress/service-host';
import { routingService } from './routing.service-definition';

void runService(routingService);
