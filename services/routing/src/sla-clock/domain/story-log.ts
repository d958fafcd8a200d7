import {
  clockFactsOf,
  EVENTS_FOR_CLOCKS,
  namesForClocks,
  type ComplaintState,
  type EventContract,
} from '@redress/contracts';
import type { StoryFact } from '@redress/policy';

/** A fact of the story as routing wrote it down. */
export interface LoggedFact extends StoryFact {
  /** Same for the same fact however often it is published: the place in the story, or the id of the event. */
  readonly key: string;
  /** Only of moves. */
  readonly stateSeq?: number | undefined;
}

const OF_CASE = 'case:';

/** The key under which a fact of a case is kept for one of its parties. */
export const KEY_OF_CASE = { before: OF_CASE, after: '/' } as const;

/** A move of the complaint as a fact for the clocks. */
export function moveFact(fact: string, at: Date, to: ComplaintState, stateSeq: number): LoggedFact {
  return { key: `s${stateSeq}`, fact, at, to, stateSeq };
}

/** A move, and what else it means to clocks by its data. */
export function factsOfMove(
  contract: EventContract,
  data: unknown,
  { at, to, stateSeq }: { readonly at: Date; readonly to: ComplaintState; readonly stateSeq: number },
): LoggedFact[] {
  const move = moveFact(contract.fact, at, to, stateSeq);
  const meant = clockFactsOf(contract, data);
  const own = meant.find(({ fact }) => fact === contract.fact);
  const others = meant.filter((one) => one !== own);
  return [
    { ...move, ...(own?.detail ? { detail: own.detail } : {}) },
    ...others.map((one) => ({ ...one, key: `${move.key}/${one.fact}`, at })),
  ];
}

/**
 * What a fact means to clocks by its data.
 * @param given `key` stays the same however often it is published; `at` counts where the data do not say when it happened
 */
export function factsOf(contract: EventContract, data: unknown, given: Pick<LoggedFact, 'key' | 'at'>): LoggedFact[] {
  const { key } = given;
  const { happenedAt } = contract.clocks ?? {};
  const said = happenedAt && (data as Readonly<Record<string, unknown>>)[happenedAt];
  const at = said ? new Date(said as string) : given.at;
  return clockFactsOf(contract, data).map((one) => ({
    ...one,
    key: one.fact === contract.fact ? key : `${key}/${one.fact}`,
    at,
  }));
}

/** Facts that belong to a move before them: to the last one, or to the last one of a name. */
const AFTER_MOVE: ReadonlyMap<string, true | string> = new Map(
  EVENTS_FOR_CLOCKS.flatMap((contract) => {
    const after = contract.clocks?.afterMove;
    return after ? namesForClocks(contract).map((name) => [name, after] as const) : [];
  }),
);

/**
 * The facts in the order in which they came, ready for the clocks. The moves of a complaint happened one after the other,
 * whatever the clocks of the computers say: none is dated before receipt, nor before the move that it follows; a
 * follow-up follows the resolution. Other facts may be published late, but nothing happens to a complaint before it is
 * received.
 */
export function inStoryOrder(facts: readonly LoggedFact[], receivedAt: Date): StoryFact[] {
  const receivedMs = receivedAt.getTime();
  let lastMoveMs = receivedMs;
  const lastOf = new Map<string, number>();
  return facts.map(({ key, fact, at, to, stateSeq, subject, detail }) => {
    // It was put in order on the story of the case.
    if (key.startsWith(OF_CASE))
      return { fact, at: new Date(Math.max(receivedMs, at.getTime())), to, subject, detail, ofCase: true };
    if (stateSeq === undefined) {
      const after = AFTER_MOVE.get(fact);
      const floorMs = after === true ? lastMoveMs : (lastOf.get(after ?? '') ?? receivedMs);
      return { fact, at: new Date(Math.max(floorMs, at.getTime())), to, subject, detail };
    }
    lastMoveMs = Math.max(lastMoveMs, at.getTime());
    lastOf.set(fact, lastMoveMs);
    return { fact, at: new Date(lastMoveMs), to, ...(detail ? { detail } : {}) };
  });
}
