/** One call of one consumer: its events, in the order of the log. */
export interface Call<C, E> {
  readonly consumer: C;
  readonly events: E[];
}

/** An event with the consumers that handle it and the key whose order it belongs to. */
export interface Delivery<C, E> {
  readonly event: E;
  readonly consumers: readonly C[];
  /** `null`: in no order with any other. */
  readonly orderKey: string | null;
}

/**
 * Groups the deliveries of a batch into as few calls as the order allows, and gives the calls in the order in which they
 * are to be made one after the other.
 *
 * Of one key (one complaint) every consumer sees its events in the order of the log, and no event is handled before an
 * earlier one has been handled by all of its consumers. Between keys there is no order.
 */
export function* inWaves<C, E>(deliveries: Iterable<Delivery<C, E>>): Generator<Call<C, E>> {
  let wave = new Map<C, Call<C, E>>();
  // What a key waits for in this wave: one consumer, or more of them when the event has several.
  let pending = new Map<string, C | 'several'>();
  for (const { event, consumers, orderKey } of deliveries) {
    if (consumers.length === 0) continue;
    const awaited: C | 'several' = consumers.length === 1 ? (consumers[0] as C) : 'several';
    if (orderKey !== null) {
      const earlier = pending.get(orderKey);
      if (earlier !== undefined && (earlier !== awaited || awaited === 'several')) {
        yield* wave.values();
        wave = new Map();
        pending = new Map();
      }
      pending.set(orderKey, awaited);
    }
    for (const consumer of consumers) {
      const call = wave.get(consumer);
      if (call) call.events.push(event);
      else wave.set(consumer, { consumer, events: [event] });
    }
  }
  yield* wave.values();
}
