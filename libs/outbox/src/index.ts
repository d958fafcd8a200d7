export * from './envelope';
export * from './outbox';
export * from './outbox.migration';
export * from './relay';
export * from './relay-publisher';
