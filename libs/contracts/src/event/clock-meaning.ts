/** What an event means to clocks: packs may start and stop clocks on it, and routing follows it for that. */
export interface ClockMeaning {
  /** Field with the instant at which it happened, where the event is often written down later. */
  readonly happenedAt?: string;
  /** It belongs to the last move of the complaint, so it cannot have happened before it. */
  readonly afterMove?: true;
}
