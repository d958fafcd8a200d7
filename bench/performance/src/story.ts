import type { TopicName } from '@redress/contracts';

/** The topic on which every complaint has its story. */
export const STORY: TopicName = 'complaint.lifecycle.v1';
