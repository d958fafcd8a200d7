import { commandLineDataSource } from '@redress/service-host';
import { investigationService } from './investigation.service-definition';

/** For TypeORM's command line: `npx typeorm migration:show -d services/investigation/dist/data-source.js`. */
export default commandLineDataSource(investigationService);
