import type { z } from 'zod';
import { defineMachine } from './define-machine';

/**
 * The follow-up of a round by its last attempt (FU-05): it goes on only while the complainant was not reached, or the verdict
 * waits for a later visit (FU-04).
 */
export const followUp = defineMachine({
  name: 'follow-up',
  labels: { zh: '回访', en: 'Follow-up' },
  states: {
    SUCCESS: { zh: '满意', en: 'Satisfied', start: true, end: true },
    FAILED: { zh: '不满意', en: 'Dissatisfied', start: true, end: true },
    UNREACHABLE: { zh: '无法联系', en: 'Unreachable', start: true },
    DEFERRED: { zh: '延期回访', en: 'Deferred', start: true },
  },
  // prettier-ignore
  moves: [
    ['FU1', 'UNREACHABLE', 'SUCCESS',     'record', 'follow-up specialist'],
    ['FU2', 'UNREACHABLE', 'FAILED',      'record', 'follow-up specialist'],
    ['FU3', 'UNREACHABLE', 'UNREACHABLE', 'record', 'follow-up specialist'],
    ['FU4', 'UNREACHABLE', 'DEFERRED',    'record', 'follow-up specialist'],
    ['FU5', 'DEFERRED',    'SUCCESS',     'record', 'follow-up specialist'],
    ['FU6', 'DEFERRED',    'FAILED',      'record', 'follow-up specialist'],
    ['FU7', 'DEFERRED',    'UNREACHABLE', 'record', 'follow-up specialist'],
    ['FU8', 'DEFERRED',    'DEFERRED',    'record', 'follow-up specialist'],
  ],
});

export const FOLLOW_UP_RESULTS = followUp.taxonomy;
export const FollowUpResult = followUp.schema.describe('Result of one follow-up attempt');
export type FollowUpResult = z.infer<typeof FollowUpResult>;
