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

/** Somebody else moved the position of the partition: what was done is rolled back and the position read again. */
export class PositionLost extends Error {}

const INFRASTRUCTURE_STATES = /^(08|53|57P0|58)/;
const INFRASTRUCTURE_CODES = new Set([
  // Serialization, deadlock, lock not available, idle in transaction for too long.
  '40001',
  '40P01',
  '55P03',
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
const INFRASTRUCTURE_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|The database is not open|Cannot use a pool after|Client was closed)/;

/** Whether the failure says nothing about the event: the database is away, or a lock could not be had. */
export function isInfrastructureError(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.some(isInfrastructureError);
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (INFRASTRUCTURE_CODES.has(code) || INFRASTRUCTURE_STATES.test(code))) return true;
  if (INFRASTRUCTURE_MESSAGE.test(error.message)) return true;
  return error.cause !== undefined && isInfrastructureError(error.cause);
}

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
