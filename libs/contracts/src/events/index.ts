import type { EventContract } from '../event';
import * as intake from './intake';
import * as investigation from './investigation';
import * as notification from './notification';
import * as resolution from './resolution';
import * as routing from './routing';

export * from './classification';
export * from './intake';
export * from './investigation';
export * from './notification';
export * from './request';
export * from './resolution';
export * from './routing';

const isEvent = (value: unknown): value is EventContract =>
  typeof value === 'object' && value !== null && 'fact' in value && 'payload' in value;

/** Every event of the story, in the order of the services. */
export const EVENTS: readonly EventContract[] = [intake, routing, investigation, resolution, notification].flatMap(
  (page) => Object.values(page).filter(isEvent),
);
