import { machines, type ComplaintStateSnapshot } from '@redress/contracts';
import { dimensionsOf, MILESTONES, type ComplaintFold } from './complaint-fold';

/** What the world is told of a complaint on `complaint.state.v1`; undefined until it is registered. */
export function snapshotOf(fold: ComplaintFold): ComplaintStateSnapshot | undefined {
  const dimensions = dimensionsOf(fold);
  const { registration, position, classification, assignment } = fold;
  if (!dimensions || !registration || !position) return undefined;
  return {
    complaintId: fold.complaintId,
    complaintNo: fold.complaintNo,
    organisationId: fold.organisationId,
    state: position.value.state,
    stateSeq: position.stateSeq,
    holder: position.value.holder,
    kind: dimensions.kind,
    channel: registration.channel,
    receivedAt: registration.receivedAt,
    registeredAt: registration.registeredAt,
    updatedAt: fold.updatedAt,
    category: dimensions.category,
    ...(classification
      ? {
          severity: classification.value.severity,
          priority: classification.value.priority,
          flags: [...classification.value.flags],
        }
      : { flags: [...registration.flags] }),
    ...assignment?.value,
    escalationLevel: fold.level?.value ?? 0,
    reopenCount: fold.reopenCount,
    milestones: Object.fromEntries(
      MILESTONES.filter((name) => fold.milestones[name] !== undefined).map((name) => [
        `${name}At`,
        fold.milestones[name],
      ]),
    ),
    clocks: Object.values(fold.clocks)
      .map((clock) => ({
        clock: clock.clock,
        cycle: clock.cycle,
        state: clock.state?.value ?? machines.clock.state.RUNNING,
        ...(clock.dueAt?.value ? { dueAt: clock.dueAt.value } : {}),
      }))
      .sort((one, other) => one.cycle - other.cycle || (one.clock < other.clock ? -1 : 1)),
  };
}
