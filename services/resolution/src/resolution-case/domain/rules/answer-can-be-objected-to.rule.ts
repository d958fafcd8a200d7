import type { Obstacle } from '@redress/commands';

/** A recorded answer, as far as it is judged whether it still can be objected to. */
export interface RecordedAnswer {
  readonly objectBy: Date;
  readonly objectedAt: Date | null;
}

/**
 * Complainants object to what staff recorded as their answer, once, within the time that the pack gives for it (RM-09).
 * @param record null when they wrote the answer themselves
 * @param raisedAt when the objection was raised, business time
 */
export function answerCanBeObjectedTo(record: RecordedAnswer | null | undefined, raisedAt: Date): Obstacle | undefined {
  if (!record) return { code: 'ANSWER_NOT_RECORDED' };
  if (record.objectedAt) return { code: 'OBJECTED_BEFORE' };
  return raisedAt.getTime() <= record.objectBy.getTime()
    ? undefined
    : { code: 'OBJECTION_TIME_OVER', params: { until: record.objectBy.toISOString() } };
}
