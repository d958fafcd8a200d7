import {
  COMPLAINT_STATES,
  emittersOf,
  STATE,
  STATES,
  TRANSITIONS,
  type ComplaintState,
  type ServiceName,
  type Transition,
} from '@redress/contracts';
import type { HeaderMove, StoryRecord } from '../world/snapshot';
import { ANSWERS, ASKED, groupBy, type StoryEvent, type World } from '../world/world';

/**
 * Every story is legal: numbered 1 to n, each step begins where the last one ended, is one that the custody table allows to
 * whom it allows it, was made by the holder, and names the next holder. Every record is what its contract says, and each
 * request was answered once.
 */
export function findIllegalStories(world: World): string[] {
  return [
    ...world.clashes.map((record) => `${nameOf(record)} repeats the id of another event with other bytes`),
    ...[...world.stories.values()].flatMap((story) => [
      ...misplaced(story),
      ...story.flatMap(malformed),
      ...illegalStep(story),
    ]),
    ...misansweredRequests(world),
  ];
}

/** The first step that may not be; what follows it is judged by nothing. */
function illegalStep(story: readonly StoryEvent[]): string[] {
  let last: HeaderMove | undefined;
  for (const event of story) {
    const { move } = event;
    if (!move) continue;
    const fault = faultOf(event, move, last);
    if (fault) return [`${nameOf(event)}: ${fault}`];
    last = move;
  }
  return last ? [] : [`${story[0]!.subject} has a story without a registration`];
}

function faultOf(event: StoryEvent, move: HeaderMove, last: HeaderMove | undefined): string | undefined {
  const due = (last?.stateSeq ?? 0) + 1;
  if (move.stateSeq !== due) return `stateSeq ${move.stateSeq} where ${due} was due`;
  if (move.from !== (last?.to ?? null)) return `from ${move.from} where the story stands at ${last?.to ?? null}`;
  const emitter = emitterOf(event);
  const to = move.to as ComplaintState;
  if (!COMPLAINT_STATES.includes(to)) return `there is no state ${to}`;
  if (!TRANSITIONS.some((row) => allows(row, event.contract?.fact, emitter, move, last))) {
    return `the custody table does not let ${emitter} say ${event.contract?.fact} from ${move.from} to ${to}`;
  }
  if (last && last.holder !== emitter) return `${emitter} moved it while ${last.holder} held it`;
  const named = STATES[to].holder;
  const holder = named === 'granter' ? emitter : named;
  return move.holder === holder ? undefined : `holder ${move.holder} where ${holder} holds it`;
}

function allows(
  row: Transition,
  fact: string | undefined,
  emitter: string,
  { from, to }: HeaderMove,
  last: HeaderMove | undefined,
): boolean {
  if ((row.kind !== 'move' && row.kind !== 'request') || fact === undefined || !row.facts.includes(fact)) return false;
  if (row.giver !== 'holder' && row.giver !== emitter) return false;
  // What was suspended goes back to where it stood before.
  if (row.returns && from === STATE.SUSPENDED) return to === last?.from;
  const targets: readonly string[] = row.returns ? [STATE.SUSPENDED] : row.to;
  return (row.from as readonly (string | null)[]).includes(from) && targets.includes(to);
}

function misplaced(story: readonly StoryEvent[]): string[] {
  const partitions = new Set(story.map(({ partition }) => partition));
  return partitions.size > 1 ? [`${story[0]!.subject} is on partitions ${[...partitions].join(', ')}`] : [];
}

interface StoryValue {
  readonly complaintId: string;
  readonly organisationId: string;
  readonly occurredAt: string;
  readonly stateSeq?: number;
  readonly from?: string | null;
  readonly to?: string;
  readonly holder?: string;
}

/** What is wrong with one record, its legality apart: contract, headers against value. */
function malformed(event: StoryEvent): string[] {
  const fault = (text: string) => [`${nameOf(event)}: ${text}`];
  const { contract, move } = event;
  if (!contract) return fault(`no contract has the type ${event.type}`);
  const isEmitter = emittersOf(contract).includes(emitterOf(event) as ServiceName);
  if (!isEmitter) return fault(`${event.source} may not say ${contract.type}`);
  if ((contract.kind === 'state') !== (move !== undefined)) return fault('custody is said where there is none, or not');
  if (event.brokenAt !== undefined) return fault(`not of its contract at ${event.brokenAt}`);
  const value = event.value as StoryValue;
  const isSame =
    event.key === value.complaintId &&
    event.subject === value.complaintId &&
    event.organisationId === value.organisationId &&
    event.time === value.occurredAt &&
    (!move ||
      (move.stateSeq === value.stateSeq &&
        move.from === value.from &&
        move.to === value.to &&
        move.holder === value.holder));
  return isSame ? [] : fault('headers, key and value disagree');
}

interface RequestPart {
  /** Absent where a move that may grant a request happened of its own accord. */
  readonly requestId?: string;
}

/** An answer is given once, and to what was asked; unanswered requests are among what was lost. */
function misansweredRequests(world: World): string[] {
  const answers = groupBy(
    world.said<RequestPart>(...ANSWERS).flatMap(({ data }) => data.requestId ?? []),
    (requestId) => requestId,
  );
  const asked = new Set(world.said<RequestPart>(...ASKED).map(({ data }) => data.requestId));
  return [...answers].flatMap(([requestId, given]) => [
    ...(given.length > 1 ? [`request ${requestId} was answered ${given.length} times`] : []),
    ...(asked.has(requestId) ? [] : [`request ${requestId} was answered and never made`]),
  ]);
}

function emitterOf({ source }: StoryRecord): string {
  return source.replace(/^\/redress\//, '');
}

function nameOf({ subject, partition, offset }: StoryRecord): string {
  return `${subject} at ${partition}/${offset}`;
}
