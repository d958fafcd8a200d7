import type { CaseRow } from '../world/snapshot';
import { groupBy, type World } from '../world/world';

interface Registered {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly source: { readonly source: string; readonly id: string };
}

/** One submission made one complaint with one number, each complaint is registered once, and each handover opens one case. */
export function findDoubledCases(world: World): string[] {
  const { snapshot } = world;
  const registered = world.said<Registered>('complaint-registered').map(({ data }) => data);
  const answered = snapshot.record.submissions.flatMap(({ door, idempotencyKey, complaintId }) =>
    complaintId === undefined ? [] : [{ key: `${door} ${idempotencyKey}`, complaintId }],
  );
  return [
    ...[...groupBy(registered, ({ complaintId }) => complaintId)]
      .filter(([, events]) => events.length > 1)
      .map(([complaintId, events]) => `${complaintId} was registered ${events.length} times`),
    ...shared('submission', registered, ({ source }) => `${source.source} ${source.id}`),
    ...shared('number', registered, ({ complaintNo }) => complaintNo),
    ...shared('idempotency key', answered, ({ key }) => key),
    ...superfluous('investigation', snapshot.investigationCases, world, 'assignment-accepted'),
    ...superfluous('resolution', snapshot.resolutionCases, world, 'complaint-determined'),
    ...snapshot.workItems
      .filter(({ complaintId }) => !world.stories.has(complaintId))
      .map(({ complaintId }) => `work item ${complaintId} belongs to no story`),
  ];
}

function shared<T extends { readonly complaintId: string }>(
  what: string,
  items: readonly T[],
  nameOf: (item: T) => string,
): string[] {
  return [...groupBy(items, nameOf)].flatMap(([name, group]) => {
    const complaints = new Set(group.map(({ complaintId }) => complaintId));
    return complaints.size > 1 ? [`${what} ${name} has ${[...complaints].join(', ')}`] : [];
  });
}

function superfluous(service: string, cases: readonly CaseRow[], world: World, handover: string): string[] {
  const handovers = groupBy(world.said(handover), ({ event }) => event.subject);
  return [...groupBy(cases, ({ complaintId }) => complaintId)].flatMap(([complaintId, rows]) => {
    const expected = handovers.get(complaintId)?.length ?? 0;
    return rows.length > expected
      ? [`${complaintId} has ${rows.length} cases in ${service} for ${expected} handovers`]
      : [];
  });
}
