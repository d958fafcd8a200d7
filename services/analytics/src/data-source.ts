import { commandLineDataSource } from '@redress/service-host';
import { analyticsService } from './analytics.service-definition';

/** For TypeORM's command line: `npx typeorm migration:show -d services/analytics/dist/data-source.js`. */
export default commandLineDataSource(analyticsService);
