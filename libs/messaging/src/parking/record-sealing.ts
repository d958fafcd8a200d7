import { TOPICS, type TopicName } from '@redress/contracts';

/** Seals records that hold personal data in the clear before they are kept in a table; given by services with a key ring. */
export interface RecordSealer {
  /** @param context bound to the result: unsealing with another one fails */
  seal(plain: Buffer, context: string): Buffer;
  unseal(sealed: Buffer, context: string): Buffer;
}

/** A record may not be kept, because it holds personal data and the service has nothing to seal it with. */
export class CannotPark extends Error {
  constructor(topic: string) {
    super(`Records of ${topic} may not be stored without being sealed`);
    this.name = 'CannotPark';
  }
}

/** Where a record lies; binds a sealed record to its row. */
interface Place {
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
}

/** Keeps records of restricted topics sealed, and all others (which hold none or sealed personal data) as they are. */
export class RecordSealing {
  constructor(private readonly sealer: RecordSealer | undefined) {}

  /** @throws CannotPark */
  close(place: Place, record: Buffer): { record: Buffer; isSealed: boolean } {
    if (TOPICS[place.topic].personalData !== 'restricted') return { record, isSealed: false };
    if (!this.sealer) throw new CannotPark(place.topic);
    return { record: this.sealer.seal(record, contextOf(place)), isSealed: true };
  }

  /** @throws CannotPark when the record is sealed and there is no sealer any more */
  open(place: Place, stored: { readonly record: Buffer; readonly isSealed: boolean }): Buffer {
    if (!stored.isSealed) return stored.record;
    if (!this.sealer) throw new CannotPark(place.topic);
    return this.sealer.unseal(stored.record, contextOf(place));
  }
}

function contextOf({ topic, partition, offset }: Place): string {
  return `parked_event.record ${topic}/${partition}/${offset}`;
}
