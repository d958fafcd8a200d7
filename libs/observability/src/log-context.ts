import { AsyncLocalStorage } from 'node:async_hooks';

/** Facts about the work at hand that every log line of it carries. Ids and codes only, never personal data. */
export interface LogContext {
  /** W3C trace context of the request or event that caused the work. */
  readonly traceparent?: string;
  readonly complaintId?: string;
  readonly [field: string]: string | number | undefined;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work` with these fields added to the context of its log lines; answers what `work` answers. */
export function withLogContext<T>(fields: LogContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...fields }, work);
}

/** The fields in force here, empty outside of {@link withLogContext}. */
export function logContext(): LogContext {
  return storage.getStore() ?? {};
}
