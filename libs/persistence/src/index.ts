export * from './database';
export * from './group-commit';
export * from './ids';
export * from './in-halves';
export * from './infrastructure-error';
export * from './must-change';
export * from './stale-version';
export * from './transaction';
