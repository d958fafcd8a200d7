const INFRASTRUCTURE_STATES = /^(08|53|57P0|58)/;
const INFRASTRUCTURE_CODES = new Set([
  // Serialization, deadlock, lock not available, idle in transaction for too long, statement timeout.
  '40001',
  '40P01',
  '55P03',
  '25P03',
  '57014',
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

/** Whether the failure says nothing about what was asked: the database is away or too slow, or a lock could not be had. */
export function isInfrastructureError(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.some(isInfrastructureError);
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  // The server ends the session with the error, e.g. because the database is being put back.
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  if (typeof code === 'string' && (INFRASTRUCTURE_CODES.has(code) || INFRASTRUCTURE_STATES.test(code))) return true;
  if (INFRASTRUCTURE_MESSAGE.test(error.message)) return true;
  return error.cause !== undefined && isInfrastructureError(error.cause);
}
