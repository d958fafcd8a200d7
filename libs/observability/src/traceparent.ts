import { randomBytesFromPool } from '@redress/security';

/** The parts of a W3C `traceparent` header. */
export interface Traceparent {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

const FORMAT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const EMPTY_TRACE = '0'.repeat(32);
const EMPTY_SPAN = '0'.repeat(16);
const SAMPLED = 1;

/** Reads a `traceparent` header; undefined when it is missing or malformed (W3C Trace Context, section 3.2). */
export function parseTraceparent(header: string | undefined): Traceparent | undefined {
  const match = header === undefined ? null : FORMAT.exec(header);
  if (!match) return undefined;
  const [, traceId, spanId, flags] = match as unknown as [string, string, string, string];
  if (traceId === EMPTY_TRACE || spanId === EMPTY_SPAN) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
}

/** Writes a `traceparent` header. */
export function formatTraceparent({ traceId, spanId, sampled }: Traceparent): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** Starts a trace that is not recorded, so that what follows can still be found by one id. */
export function newTraceparent(): string {
  const ids = randomBytesFromPool(24).toString('hex');
  return formatTraceparent({ traceId: ids.slice(0, 32), spanId: ids.slice(32), sampled: false });
}
