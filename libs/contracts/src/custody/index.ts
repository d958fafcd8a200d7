export * from './services';
export * from './states';
export * from './story-checker';
export * from './transitions';
