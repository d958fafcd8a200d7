import { EVENTS_FOR_CLOCKS, type ComplaintState } from '@redress/contracts';
import type { StoryFact } from '@redress/policy';

/** A fact of the story as routing wrote it down. */
export interface LoggedFact extends StoryFact {
  /** Same for the same fact however often it is published: the place in the story, or the id of the event. */
  readonly key: string;
  /** Only of moves. */
  readonly stateSeq?: number | undefined;
}

/** A move of the complaint as a fact for the clocks. */
export function moveFact(fact: string, at: Date, to: ComplaintState, stateSeq: number): LoggedFact {
  return { key: `s${stateSeq}`, fact, at, to, stateSeq };
}

/** Facts that belong to the move before them. */
const AFTER_MOVE: ReadonlySet<string> = new Set(
  EVENTS_FOR_CLOCKS.filter(({ clocks }) => clocks?.afterMove).map(({ fact }) => fact),
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
  return facts.map(({ fact, at, to, stateSeq, subject }) => {
    if (stateSeq === undefined) {
      return {
        fact,
        at: new Date(Math.max(AFTER_MOVE.has(fact) ? lastMoveMs : receivedMs, at.getTime())),
        to,
        subject,
      };
    }
    lastMoveMs = Math.max(lastMoveMs, at.getTime());
    return { fact, at: new Date(lastMoveMs), to };
  });
}
