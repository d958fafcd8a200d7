export * from './define-request';
export * from './request-list';
export { LONGEST_SUSPENSION_DAYS } from './suspension';
