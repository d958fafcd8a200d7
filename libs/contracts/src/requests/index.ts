export * from './define-request';
export * from './request-list';
export { BEFORE_AN_OFFER } from './merge';
export { reopening } from './reopening';
export { LONGEST_SUSPENSION_DAYS } from './suspension';
