import type { ComplaintState, Holder } from '@redress/contracts';

/** One event of the story, as far as projections look at it. Both the live consumer and the rebuild make these. */
export interface StoryEvent {
  /**
   * UUIDv7, made when the event was recorded: of events that one service writes about one complaint, the order of the ids is
   * the order in which they were said.
   */
  readonly id: string;
  /** As in `redress.<service>.<fact>.v1`. */
  readonly fact: string;
  readonly complaintId: string;
  readonly organisationId: string;
  readonly stateSeq?: number | undefined;
  readonly to?: ComplaintState | undefined;
  readonly holder?: Holder | undefined;
  /** The checked value of the event; its times are business time. */
  readonly data: unknown;
}
