import type { StoryEvent, World } from '../world/world';

interface Registered {
  readonly complaintId: string;
  readonly organisationId: string;
  readonly receivedAt: string;
  readonly channel: string;
  readonly proposedCategory: string;
  readonly packs: readonly { readonly id: string; readonly version: number }[];
}

interface Classified {
  readonly category: string;
  readonly severity: string;
  readonly priority: string;
}

interface Assigned {
  readonly unitId?: string;
}

/** Measures that count each complaint at one value, and the value as the story has it. */
type Counted = Readonly<
  Record<'COMPLAINTS' | 'STATE' | 'CATEGORY' | 'CHANNEL' | 'SEVERITY' | 'PRIORITY', string | null>
>;

/** Each complaint counts once in each measure, at the value where its story stands. */
export function findDoubledCounts(world: World): string[] {
  const expected = new Map<string, number>();
  for (const { event, data } of world.said<Registered>('complaint-registered')) {
    const story = world.stories.get(event.subject) ?? [];
    const day = dayOf(data, world);
    const unitId = unitOf(story);
    for (const [measure, value] of Object.entries(countedAt(data, story))) {
      if (value === null) continue;
      const name = nameOf({ organisationId: data.organisationId, day, measure, unitId, value });
      expected.set(name, (expected.get(name) ?? 0) + 1);
    }
  }
  const found = new Map<string, number>();
  for (const row of world.snapshot.counts) {
    if (row.count !== 0 && MEASURES.has(row.measure)) found.set(nameOf(row), row.count);
  }
  return [...new Set([...expected.keys(), ...found.keys()])]
    .map((name) => ({ name, is: found.get(name) ?? 0, due: expected.get(name) ?? 0 }))
    .filter(({ is, due }) => is !== due)
    .map(({ name, is, due }) => `${name}: ${is} are counted, the story has ${due}`);
}

const MEASURES: ReadonlySet<string> = new Set(['COMPLAINTS', 'STATE', 'CATEGORY', 'CHANNEL', 'SEVERITY', 'PRIORITY']);

/** Their classification; of an assignment by the rules it is the assessment that it carries. */
const CLASSIFYING: ReadonlySet<string | undefined> = new Set([
  'complaint-assessed',
  'complaint-assigned',
  'complaint-reclassified',
  'assignment-accepted',
]);
/** An assignment that was returned leaves no unit. */
const ASSIGNING: ReadonlySet<string | undefined> = new Set([
  'complaint-assigned',
  'assignment-accepted',
  'assignment-returned',
  'assignment-changed',
]);

function countedAt(registered: Registered, story: readonly StoryEvent[]): Counted {
  const classified = story.map(classificationIn).findLast((one) => one !== undefined);
  return {
    COMPLAINTS: '',
    STATE: story.findLast(({ move }) => move !== undefined)?.move?.to ?? null,
    CATEGORY: classified?.category ?? registered.proposedCategory,
    CHANNEL: registered.channel,
    SEVERITY: classified?.severity ?? null,
    PRIORITY: classified?.priority ?? null,
  };
}

function classificationIn({ contract, brokenAt, value }: StoryEvent): Classified | undefined {
  if (brokenAt !== undefined || !CLASSIFYING.has(contract?.fact)) return undefined;
  return contract?.fact === 'complaint-assigned'
    ? (value as { readonly assessment?: Classified }).assessment
    : (value as Classified);
}

function unitOf(story: readonly StoryEvent[]): string {
  return lastOf<Assigned>(story, ASSIGNING)?.unitId ?? '';
}

/** One service says all of these, so that the log has them in the order in which they were said. */
function lastOf<D>(story: readonly StoryEvent[], facts: ReadonlySet<string | undefined>): D | undefined {
  return story.findLast(({ contract, brokenAt }) => brokenAt === undefined && facts.has(contract?.fact))?.value as
    D | undefined;
}

function dayOf({ receivedAt, packs }: Registered, { snapshot }: World): string {
  const zone = snapshot.packs.find(({ id, version }) => id === packs[0]?.id && version === packs[0].version)?.zone;
  return formatIn(zone ?? 'UTC').format(new Date(receivedAt));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    // Sweden writes days as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone });
    formats.set(timeZone, format);
  }
  return format;
}

function nameOf(row: {
  readonly organisationId: string;
  readonly day: string;
  readonly measure: string;
  readonly unitId: string;
  readonly value: string;
}): string {
  return [row.organisationId, row.day, row.measure, row.unitId || 'no unit', row.value || 'all'].join(' ');
}
