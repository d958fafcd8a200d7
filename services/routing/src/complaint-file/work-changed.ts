import { movedTo, type Moved } from '@redress/lifecycle';
import type { ComplaintFile } from './complaint-file';
import type { Classification, WorkItemState } from '../work-item/domain/work-item';

/** A classification with who decided it. */
export type AssessedClassification = Omit<Classification, 'flags'> & {
  readonly flags: Classification['flags'][number][];
  readonly assessedBy: WorkItemState['assessedBy'];
};

/** What every command of a work item answers. */
export interface WorkChanged extends Moved {
  readonly version: number;
  readonly assignmentId: string | null;
  readonly unitId: string | null;
  readonly handlerId: string | null;
  readonly level: number;
  readonly classification: AssessedClassification;
}

/** How complaint and work item stand after a command. */
export function workChanged({ complaint, item }: ComplaintFile): WorkChanged {
  const { assignmentId, unitId, handlerId, level, version, assessedBy } = item.now;
  const { category, severity, urgency, priority, flags } = item.now.classification;
  return {
    ...movedTo(complaint),
    version,
    assignmentId,
    unitId,
    handlerId,
    level,
    classification: { category, severity, urgency, priority, flags: [...flags], assessedBy },
  };
}
