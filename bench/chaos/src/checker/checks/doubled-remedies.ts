import { groupBy, type World } from '../world/world';

interface Executed {
  readonly planId: string;
  readonly remedyId: string;
}

interface Accepted {
  readonly planId: string;
  readonly revision: number;
}

interface Planned extends Accepted {
  readonly remedies: readonly { readonly remedyId: string }[];
}

interface Resolved {
  readonly planId: string;
  readonly remediesDone: number;
}

/** Each remedy was executed once, was agreed with the complainant, and is done in the books. */
export function findDoubledRemedies(world: World): string[] {
  const executed = world.said<Executed>('remedy-executed').map(({ data }) => data);
  const agreed = agreedRemedies(world);
  const rows = new Map(world.snapshot.remedies.map((row) => [row.remedyId, row]));
  const byRemedy = groupBy(executed, ({ remedyId }) => remedyId);
  const byPlan = groupBy(byRemedy.values(), (copies) => copies[0]!.planId);
  return [
    ...[...byRemedy]
      .filter(([, copies]) => copies.length > 1)
      .map(([remedyId, copies]) => `remedy ${remedyId} was executed ${copies.length} times`),
    ...[...byRemedy.keys()]
      .filter((remedyId) => !agreed.has(remedyId))
      .map((remedyId) => `remedy ${remedyId} was executed and never agreed`),
    ...[...byRemedy.keys()]
      .filter((remedyId) => rows.get(remedyId)?.state !== 'DONE')
      .map((remedyId) => `remedy ${remedyId} was executed and is ${rows.get(remedyId)?.state} in the books`),
    ...world.snapshot.remedies
      .filter(({ remedyId, state }) => state === 'DONE' && !byRemedy.has(remedyId))
      .map(({ remedyId }) => `remedy ${remedyId} is done in the books and not on the story`),
    ...world.said<Resolved>('complaint-resolved').flatMap(({ event, data }) => {
      const done = byPlan.get(data.planId)?.length ?? 0;
      return done === data.remediesDone
        ? []
        : [`${event.subject} was resolved with ${data.remediesDone} remedies, ${done} were executed`];
    }),
  ];
}

function agreedRemedies(world: World): ReadonlySet<string> {
  const revisionOf = ({ planId, revision }: Accepted) => `${planId}/${revision}`;
  const accepted = new Set(world.said<Accepted>('offer-accepted').map(({ data }) => revisionOf(data)));
  return new Set(
    world
      .said<Planned>('resolution-offered')
      .filter(({ data }) => accepted.has(revisionOf(data)))
      .flatMap(({ data }) => data.remedies.map(({ remedyId }) => remedyId)),
  );
}
