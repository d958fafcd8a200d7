import { EVENTS } from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { ProjectStory } from './overview/project-story/project-story.consumer';

/** Everything that analytics reacts to, besides what the modules of the host keep for every service. */
export const subscriptions: readonly Subscription[] = [{ event: EVENTS, handler: ProjectStory }];
