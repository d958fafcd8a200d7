import {
  DECLARED_REQUESTS,
  EVENTS,
  REQUESTS_ASKED,
  REQUESTS_GRANTED,
  requestRefused,
  type EventContract,
} from '@redress/contracts';
import type { Snapshot, StoryRecord } from './snapshot';

/** A record of the story with the contract that its type names. */
export interface StoryEvent extends StoryRecord {
  readonly contract: EventContract | undefined;
  /** Where the value breaks the contract; undefined when it is what it should be. */
  readonly brokenAt: string | undefined;
}

/** Facts that ask something of a holder. */
export const ASKED = REQUESTS_ASKED.map(({ fact }) => fact);

/** Those that complainants may ask themselves. */
export const ASKED_BY_COMPLAINANTS = DECLARED_REQUESTS.filter(({ askedBy }) => askedBy.complainants).map(
  ({ asks }) => asks.fact,
);

/** Facts that answer what was asked. */
export const ANSWERS = [...REQUESTS_GRANTED, requestRefused].map(({ fact }) => fact);

const contracts = new Map(EVENTS.map((contract) => [contract.type, contract]));

/** A snapshot with the story in the form in which checks ask about it: complaint by complaint, each event once. */
export class World {
  /** The events of each complaint in the order of the log, repeats left out. */
  readonly stories: ReadonlyMap<string, readonly StoryEvent[]>;
  /** Records that bear the id of an earlier one and differ from it. */
  readonly clashes: readonly StoryRecord[];
  private readonly byFact = new Map<string, StoryEvent[]>();

  constructor(readonly snapshot: Snapshot) {
    const stories = new Map<string, StoryEvent[]>();
    const digests = new Map<string, string>();
    const clashes: StoryRecord[] = [];
    for (const record of snapshot.story) {
      const known = digests.get(record.id);
      if (known !== undefined) {
        if (known !== record.digest) clashes.push(record);
        continue;
      }
      digests.set(record.id, record.digest);
      const contract = contracts.get(record.type);
      const event = { ...record, contract, brokenAt: contract && placeOfFault(contract, record.value) };
      pushTo(stories, record.subject, event);
      if (contract && event.brokenAt === undefined) pushTo(this.byFact, contract.fact, event);
    }
    this.stories = stories;
    this.clashes = clashes;
  }

  /**
   * Events that say one of these facts, whichever service says it, each with its payload as the contract has it. What is not
   * of its contract says nothing.
   */
  said<D>(...facts: readonly string[]): readonly { readonly event: StoryEvent; readonly data: D }[] {
    return facts.flatMap((fact) => this.byFact.get(fact) ?? []).map((event) => ({ event, data: event.value as D }));
  }

  /** The last state event of a complaint. */
  lastMove(complaintId: string): StoryEvent | undefined {
    return this.stories.get(complaintId)?.findLast((event) => event.move !== undefined);
  }
}

function placeOfFault({ schema }: EventContract, value: unknown): string | undefined {
  return schema
    .safeParse(value)
    .error?.issues.map(({ path }) => `/${path.join('/')}`)
    .join(', ');
}

/** Groups items by a key, in the order in which they come. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) pushTo(groups, keyOf(item), item);
  return groups;
}

function pushTo<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
