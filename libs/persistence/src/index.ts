export * from './database';
export * from './ids';
export * from './stale-version';
export * from './transaction';
