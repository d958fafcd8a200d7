/** Everything that goes wrong on purpose. */
export const FAULT_KINDS = [
  'intake-killed',
  'routing-killed',
  'investigation-killed',
  'resolution-killed',
  'notification-killed',
  'analytics-killed',
  'broker-killed',
  'database-stopped',
  'analytics-restored',
  'mail-down',
  'mail-slow',
  'mail-killed-after-data',
  'consumer-frozen',
  'records-doubled',
  'offsets-deleted',
  'clock-skewed',
  'attachment-store-full',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
