/** What the launcher tells about itself while it works, for a view or a test. */
export type LaunchEvent =
  { kind: 'begun' | 'done' | 'failed'; step: string; detail?: string } | { kind: 'notice'; text: string };

export type LaunchReporter = (event: LaunchEvent) => void;

/** Runs one step and tells about its beginning and end. */
export async function step<T>(
  report: LaunchReporter,
  name: string,
  work: () => Promise<T>,
  detail?: (result: T) => string,
): Promise<T> {
  report({ kind: 'begun', step: name });
  try {
    const result = await work();
    report({ kind: 'done', step: name, ...(detail && { detail: detail(result) }) });
    return result;
  } catch (error) {
    report({ kind: 'failed', step: name });
    throw error;
  }
}
