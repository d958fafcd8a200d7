export * from './clock-meaning';
export * from './event';
export * from './event-list';
export * from './field';
export * from './received';
export * from './story-base';
export * from './story-words';
