import { commandLineDataSource } from '@redress/service-host';
import { routingService } from './routing.service-definition';

/** For TypeORM's command line: `npx typeorm migration:show -d services/routing/dist/data-source.js`. */
export default commandLineDataSource(routingService);
