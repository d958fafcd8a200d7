/** Runs all tasks, at most `limit` at a time, in their order. Rejects with the first error once all have ended. */
export async function bounded(limit: number, tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = tasks.values();
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const task of waiting) await task().catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, lane));
  if (errors.length > 0) throw errors[0];
}
