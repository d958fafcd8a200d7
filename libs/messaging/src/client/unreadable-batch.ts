import type { KafkaMessage } from 'kafkajs';

/** Why a batch of a topic cannot be read. */
export type UnreadableReason =
  /** It unpacks to more than a batch may hold. */
  | 'batch-too-large'
  /** It breaks the format of batches, or of its compression. */
  | 'malformed-batch';

/** A batch of a topic that cannot be read, and never will be by this release. */
export interface UnreadableBatch {
  readonly reason: UnreadableReason;
  /** Words without any content of the batch. */
  readonly detail: string;
  readonly firstOffset: bigint;
  readonly lastOffset: bigint;
}

/**
 * Stands among the records of a partition in the place of a batch that cannot be read, at its last offset. A caller that asks for
 * content of it gets an error: no reader takes it for an empty record.
 */
export class UnreadableRecord {
  readonly key = null;
  readonly attributes = 0;
  readonly isControlRecord = false;
  readonly offset: string;

  constructor(
    readonly batch: UnreadableBatch,
    readonly timestamp: string,
    /** What the client library asks of every record. */
    readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean },
  ) {
    this.offset = batch.lastOffset.toString();
  }

  get value(): never {
    return this.refuse();
  }

  get headers(): never {
    return this.refuse();
  }

  private refuse(): never {
    const { firstOffset, lastOffset, detail } = this.batch;
    throw new Error(`The batch of offsets ${firstOffset} to ${lastOffset} cannot be read: ${detail}`);
  }
}

/** The batch in whose place a message of the client library stands; undefined for an ordinary record. */
export function unreadableBatchOf(message: KafkaMessage): UnreadableBatch | undefined {
  return (message as unknown) instanceof UnreadableRecord ? (message as unknown as UnreadableRecord).batch : undefined;
}
