import { type LoadedPlatform, loadedPlatform } from '../bulk/loaded-platform';
import type { BulkLoaded } from '../bulk/bulk-load';
import { verifyLoad } from '../bulk/verify-load';
import type { BenchContext } from '../measurement';
import { type QuerySamples, sampleQueries } from '../queries/sample-queries';
import { fireDueClocks, type SweepSamples } from '../sweep/due-clocks';

const SMALL = 10_000;
const DUE = 1_000;
/** Each uses up its clocks, and ten thousand complaints have few that can come due. */
const SWEEP_ROUNDS = 3;

/** What is measured at one size. */
export interface AtSize {
  readonly loaded: BulkLoaded;
  readonly sweep: SweepSamples;
  readonly queries: QuerySamples;
}

/** The loaded platform with many complaints, and what was measured on the way. */
export interface GrownPlatform extends LoadedPlatform {
  readonly small: AtSize;
  readonly large: AtSize;
}

/** Grown once in a run, however many measurements ask. */
export function grownPlatform(context: BenchContext): Promise<GrownPlatform> {
  return context.shared('grown platform', async () => {
    const loaded = await loadedPlatform(context);
    const small = await measureAt(context, loaded, { complaints: SMALL, plans: false });
    const large = await measureAt(context, loaded, { complaints: context.complaints, plans: true });
    return { ...loaded, small, large, stop: async () => {} };
  });
}

/** Brings the platform to a size and measures what depends on it; with `plans` also how statements are planned there. */
export async function measureAt(
  context: BenchContext,
  { platform, load }: LoadedPlatform,
  { complaints, plans }: { readonly complaints: number; readonly plans: boolean },
): Promise<AtSize> {
  const loaded = await load.growTo({ complaints });
  const { complaints: count, rows, storyEvents, seconds } = loaded;
  context.progress(
    `  ${count.toLocaleString('en')} complaints: ${rows.toLocaleString('en')} rows written in ${seconds.toFixed(0)} s, ` +
      `${storyEvents.toLocaleString('en')} events on the topic`,
  );
  context.progress(`  load: ${(await verifyLoad(platform, loaded)).join('; ')}`);
  // Before the lists are read: thousands are overdue afterwards, so that a page of them is full at every size.
  const sweep = await fireDueClocks(platform, DUE, SWEEP_ROUNDS);
  const queries = await sampleQueries(context, platform, { plans });
  return { loaded, sweep, queries };
}
