import { AsyncLocalStorage } from 'node:async_hooks';

const limits = new AsyncLocalStorage<number>();

/**
 * Runs `work` with another limit to its statements than the one of the connections (`statementTimeoutMs`): a shorter one
 * for what can be left out, none for what no caller waits for and may take long.
 * @param timeoutMs for each statement that `work` sends through a `Database`; 0: none
 * @throws what `work` throws; a statement that took too long fails with 57014, see `isInfrastructureError`
 */
export function withStatementTimeout<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  return limits.run(Math.round(timeoutMs), work);
}

/** The limit that {@link withStatementTimeout} has set here, in milliseconds. */
export function limitOfStatements(): number | undefined {
  return limits.getStore();
}
