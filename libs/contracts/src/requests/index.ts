export * from './define-request';
export * from './request-list';
