import { commandLineDataSource } from '@redress/service-host';
import { resolutionService } from './resolution.service-definition';

/** For TypeORM's command line: `npx typeorm migration:show -d services/resolution/dist/data-source.js`. */
export default commandLineDataSource(resolutionService);
