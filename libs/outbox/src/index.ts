export * from './envelope';
export * from './outbox';
export * from './outbox.migration';
