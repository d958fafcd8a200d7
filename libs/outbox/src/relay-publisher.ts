/** One outbox row on its way to the broker. */
export interface RelayRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` is a tombstone. */
  readonly value: string | null;
}

/**
 * The broker will never take these records as they are: too large, or the topic is refused. Anything else that a
 * publisher throws means that it is unknown whether the records arrived, and they are sent again.
 */
export class RefusedByBroker extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RefusedByBroker';
  }
}

/** Where the relay sends to; made by libs/messaging for Kafka. */
export interface RelayPublisher {
  /**
   * Resolves when the broker has stored every record, per key in the order given.
   * @throws RefusedByBroker when at least one record is refused for good
   */
  publish(records: readonly RelayRecord[]): Promise<void>;
  /** Ends the connection; never rejects. */
  close(): Promise<void>;
}
