import { runService } from '@redress/service-host';
import { investigationService } from './investigation.service-definition';

void runService(investigationService);
