import { commandLineDataSource } from '@redress/service-host';
import { notificationService } from './notification.service-definition';

/** For TypeORM's command line: `npx typeorm migration:show -d services/notification/dist/data-source.js`. */
export default commandLineDataSource(notificationService);
