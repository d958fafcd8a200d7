import { commandLineDataSource } from '@redress/service-host';
import { intakeService } from './intake.service-definition';

/** For TypeORM's command line: `npx typeorm migration:show -d services/intake/dist/data-source.js`. */
export default commandLineDataSource(intakeService);
