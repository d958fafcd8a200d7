import { groupBy, type StoryEvent, type World } from '../world/world';

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

/** What lets remedies of a plan rest until it is decided, and what ends that. */
const RESTS: Readonly<Record<string, string>> = {
  'review-opened': 'review-decided',
  'dispute-opened': 'dispute-decided',
  suspended: 'suspension-lifted',
};

/**
 * Each remedy was executed once, was agreed with the complainant, who did not object meanwhile, and is done in the books; none
 * was executed while a review, a dispute or a suspension let it rest.
 */
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
    ...[...world.stories.values()].flatMap(executedAtRest),
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

/** What was executed of one complaint while it rested, or after the complainant objected to the record of the acceptance. */
function executedAtRest(story: readonly StoryEvent[]): string[] {
  const found: string[] = [];
  let resting: string | undefined;
  let isObjected = false;
  for (const { contract, subject, value } of story) {
    const fact = contract?.fact ?? '';
    if (resting === undefined && RESTS[fact]) resting = fact;
    else if (
      resting !== undefined &&
      (RESTS[resting] === fact || (fact === 'dispute-opened' && resting === 'review-opened'))
    )
      resting = fact === 'dispute-opened' ? fact : undefined;
    if (fact === 'answer-objected' && (value as { answer?: string }).answer === 'ACCEPT') isObjected = true;
    if (fact === 'offer-accepted' || fact === 'resolution-imposed' || fact === 'decision-told') isObjected = false;
    if (fact !== 'remedy-executed') continue;
    const { remedyId } = value as Executed;
    if (resting !== undefined) found.push(`remedy ${remedyId} of ${subject} was executed after ${resting}`);
    if (isObjected) found.push(`remedy ${remedyId} of ${subject} was executed after an objection`);
  }
  return found;
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
