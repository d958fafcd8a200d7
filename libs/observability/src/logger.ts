import type { LoggerService, LogLevel } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { logContext } from './log-context';
import { currentTraceId } from './tracing';

/** A structured logger: `logger.info({ count }, 'relay published')`. */
export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly service: string;
  /** trace, debug, info, warn, error, fatal or silent; default info. */
  readonly level?: string;
  /** Where lines go; default standard output. */
  readonly destination?: DestinationStream;
}

/** Fields that hold a secret or a person, wherever they stand in what is logged. Compared without case, `-` and `_`. */
const WITHHELD = new Set([
  'authorization', 'cookie', 'setcookie', 'password', 'secret', 'token', 'accesstoken', 'offertoken', 'trackingcode',
  'datakey', 'keyring', 'email', 'phone', 'mobile', 'address', 'contact', 'contacts', 'complainant', 'fullname',
  'displayname', 'narrative', 'text', 'filename', 'body', 'parameters', 'plaintext', 'recipient',
]); // prettier-ignore
const CENSOR = '[withheld]';
const DEEPEST = 6;

/** A pino logger that writes JSON lines with service, trace id and complaint id, and withholds personal data. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => withhold(fields, 0) as Record<string, unknown>,
    },
    serializers: { err: describeError },
    mixin: () => {
      const { traceparent: _, ...fields } = logContext();
      return { traceId: currentTraceId(), ...fields };
    },
  };
  return pino(options, destination ?? pino.destination({ fd: 1, sync: false }));
}

/** Lets Nest log through {@link createLogger}. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest asks for a subset of levels at start; the level of the logger itself decides here. */
  setLogLevels(_levels: LogLevel[]): void {}

  private write(
    level: 'info' | 'warn' | 'error' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    // Nest appends the context as the last string, and before it a stack when it logs an error.
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
    const failure = message instanceof Error ? message : rest.find((item) => item instanceof Error);
    const given = typeof message === 'object' && message !== null && !failure ? { given: message } : {};
    const fields = { context, ...given, ...(failure ? { err: failure } : {}), ...(stack ? { stack } : {}) };
    this.logger[level](fields, typeof message === 'object' ? undefined : String(message));
  }
}

/** What of an error may be logged: never the detail, query or parameters that drivers attach, which quote values. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return withhold(error, 0);
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const message = isDatabaseError(error) ? error.message.replace(/"[^"]*"(?=$)|: ".*$/s, '"…"') : error.message;
  return {
    type: error.name,
    message,
    code,
    constraint,
    table,
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .join('\n'),
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
  };
}

function isDatabaseError(error: Error): boolean {
  return 'severity' in error || error.name === 'QueryFailedError';
}

function withhold(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (depth === DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => withhold(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    copy[name] = WITHHELD.has(name.toLowerCase().replace(/[-_]/g, '')) ? CENSOR : withhold(item, depth + 1);
  }
  return copy;
}
