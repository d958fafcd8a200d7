export * from './database';
export * from './group-commit';
export * from './ids';
export * from './stale-version';
export * from './transaction';
