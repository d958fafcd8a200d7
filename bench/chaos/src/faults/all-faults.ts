import { analyticsRestored } from './analytics-restored';
import { attachmentStoreFull } from './attachment-store-full';
import { brokerKilled } from './broker-killed';
import { clockSkewed } from './clock-skewed';
import { consumerFrozen } from './consumer-frozen';
import { databaseStopped } from './database-stopped';
import type { Fault } from './fault';
import { mailDown, mailKilledAfterData, mailSlow } from './mail-faults';
import { offsetsDeleted } from './offsets-deleted';
import { recordsDoubled } from './records-doubled';
import { servicesKilled } from './service-killed';

/** Every fault, each kind once. */
export const ALL_FAULTS: readonly Fault[] = [
  ...servicesKilled,
  brokerKilled,
  databaseStopped,
  analyticsRestored,
  mailDown,
  mailSlow,
  mailKilledAfterData,
  consumerFrozen,
  recordsDoubled,
  offsetsDeleted,
  clockSkewed,
  attachmentStoreFull,
];
