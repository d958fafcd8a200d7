import { complaintAssigned, type Actor } from '@redress/contracts';
import type { NewAssignment } from '../work-item/domain/work-item';
import type { ComplaintFile } from './complaint-file';
import type { ComplaintFiles } from './complaint-files';

/** Plans T9 by a person: the complaint lies with unit and handler of the assignment. */
export function assign(
  files: ComplaintFiles,
  file: ComplaintFile,
  assignment: NewAssignment,
  { at, actor, reasonCode }: { readonly at: Date; readonly actor: Actor; readonly reasonCode?: string },
): void {
  const { assignmentId, unitId, handlerId, ownerId, isFinal } = assignment;
  files.move(file, complaintAssigned, {
    at,
    actor,
    reasonCode,
    assigns: { unitId, handlerId },
    payload: {
      assignmentId,
      unitId,
      handlerId: handlerId ?? undefined,
      ownerId: ownerId ?? undefined,
      ...(isFinal ? { isFinal } : {}),
    },
  });
  file.item.assign(assignment, file.complaint.stateSeq);
}
