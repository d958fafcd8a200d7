import { types } from 'node:util';

/** What went wrong, in words for the operator; ends the command with exit code 1. */
export class Failure extends Error {
  override readonly name: string = 'Failure';

  constructor(
    message: string,
    /** Further facts, shown with `--json`. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command was not called as its help says; ends it with exit code 2. */
export class UsageError extends Failure {
  override readonly name = 'UsageError';
}

/** The innermost reason of an error, in one line. */
export function reasonOf(error: unknown): string {
  const { cause, errors, message } = (error ?? {}) as { cause?: unknown; errors?: unknown[]; message?: string };
  if (Array.isArray(errors) && errors.length > 0) return reasonOf(errors[0]);
  // Some libraries put data there that say nothing by themselves.
  if (types.isNativeError(cause)) return reasonOf(cause);
  return (message ?? String(error)).split('\n')[0] ?? '';
}
