import { movedTo, type Moved } from '@redress/lifecycle';
import type { ComplaintFile } from './complaint-file';
import type { Classification, WorkItemState } from '../work-item/domain/work-item';

/** A classification with who decided it. */
export type AssessedClassification = Omit<Classification, 'flags' | 'complexity' | 'faultLevel'> & {
  readonly flags: Classification['flags'][number][];
  readonly complexity: NonNullable<Classification['complexity']> | null;
  readonly faultLevel: NonNullable<Classification['faultLevel']> | null;
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

/** The classification of a work item as reads show it. */
export function assessedClassification({ classification, assessedBy }: WorkItemState): AssessedClassification {
  const { flags, complexity = null, faultLevel = null, ...codes } = classification;
  return { ...codes, flags: [...flags], complexity, faultLevel, assessedBy };
}

/** How complaint and work item stand after a command. */
export function workChanged({ complaint, item }: ComplaintFile): WorkChanged {
  const { assignmentId, unitId, handlerId, level, version } = item.now;
  return {
    ...movedTo(complaint),
    version,
    assignmentId,
    unitId,
    handlerId,
    level,
    classification: assessedClassification(item.now),
  };
}
