export * from './admit-command';
export * from './approval-steps';
export * from './contacts';
export * from './custody';
export * from './custody-errors';
export * from './lifecycle.migration';
export * from './own-documents';
export * from './requests';
