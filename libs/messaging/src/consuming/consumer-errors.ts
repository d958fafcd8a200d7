/** Thrown by a handler: this event will never succeed. It is parked at once, without further tries. */
export class Unprocessable extends Error {
  /** @param reason shown to operators; codes and ids only, never personal data */
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Unprocessable';
  }
}

/** Thrown by a handler of raw records: this record cannot be taken. It is parked by its source pair. */
export class ParkRecord extends Unprocessable {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ParkRecord';
  }
}

/** Thrown by a handler: nothing of this partition can be handled yet. It pauses and tries again every second. */
export class PausePartition extends Error {
  /** @param reason shown to operators; codes and ids only, never personal data */
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'PausePartition';
  }
}

/** Why an event is parked. */
export type ParkReason =
  /** Its handler failed again and again. */
  | 'FAILED'
  /** Its handler says that it never will succeed. */
  | 'UNPROCESSABLE'
  /** Headers or value do not obey the contract. */
  | 'INVALID'
  /** A step of the story is missing before it (architecture, section 3). */
  | 'STATE_SEQ_GAP'
  /** Another event stands at its place of the story. */
  | 'STORY_CONFLICT'
  /** An earlier event of the same complaint is parked. */
  | 'QUEUED';

/** The record does not obey its contract or breaks its story; found by the runtime, not by a handler. */
export class BadRecord extends Unprocessable {
  constructor(
    readonly reason: Exclude<ParkReason, 'FAILED' | 'UNPROCESSABLE' | 'QUEUED'>,
    message: string,
  ) {
    super(message);
    this.name = 'BadRecord';
  }
}

/** Another member moved the position of the partition: what was done is rolled back and the position read again. */
export class PositionLost extends Error {}

const MAX_ERROR_LENGTH = 500;

/** What may be kept of an error: class and message. Database messages quote values, so what is quoted is left out. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'thrown value is not an error';
  const fromDatabase = 'severity' in error || error.name === 'QueryFailedError';
  const message = fromDatabase ? error.message.replace(/"[^"]*"|: .*$/gs, '…') : error.message;
  return `${error.name}: ${message}`.slice(0, MAX_ERROR_LENGTH);
}

/**
 * Failures with one signature have one cause: class and message without what differs from event to event (ids, numbers,
 * quoted values).
 */
export function signatureOf(error: unknown): string {
  return describeFailure(error)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replace(/\d+/g, '#')
    .slice(0, 200);
}
