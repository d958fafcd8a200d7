import { type LoadedPlatform, loadPlatform } from '../bulk/loaded-platform';
import type { BenchContext, BenchPlatform } from '../measurement';
import { explainQueries, type ExplainedQueries, type QuerySamples, sampleQueries } from '../queries/sample-queries';
import { fireDueClocks, type SweepSamples } from '../sweep/due-clocks';

const SMALL = 10_000;
const DUE = 1_000;
/** Each uses up its clocks, and ten thousand complaints have few that can come due. */
const SWEEP_ROUNDS = 3;

/** What is measured at one size. */
export interface AtSize {
  readonly sweep: SweepSamples;
  readonly queries: QuerySamples;
}

/** A platform with many complaints, and what was measured with ten thousand and with many. */
export interface GrownPlatform {
  readonly platform: BenchPlatform;
  readonly complaints: number;
  readonly small: AtSize;
  readonly large: AtSize;
  /** How the larger database plans what staff ask for. */
  readonly plans: ExplainedQueries;
  stop(): Promise<void>;
}

/**
 * Grown once in a run, however many measurements ask. Ten thousand complaints are on a platform of their own beside the
 * large one, and both are measured in turns, so that both see the same machine.
 */
export function grownPlatform(context: BenchContext): Promise<GrownPlatform> {
  return context.shared('grown platform', async () => {
    const small = await loadPlatform(context, SMALL);
    try {
      const large = await loadPlatform(context, context.complaints);
      try {
        return { ...(await measureBoth(context, small, large)), stop: () => large.platform.stop() };
      } catch (error) {
        await large.platform.stop();
        throw error;
      }
    } finally {
      await small.platform.stop();
    }
  });
}

async function measureBoth(
  context: BenchContext,
  small: LoadedPlatform,
  large: LoadedPlatform,
): Promise<Omit<GrownPlatform, 'stop'>> {
  const platforms = [small.platform, large.platform] as const;
  // Before the lists are read: thousands are overdue afterwards, so that a page of them is full at every size.
  const [smallSweep, largeSweep] = await fireDueClocks(platforms, DUE, SWEEP_ROUNDS);
  const [smallQueries, largeQueries] = await sampleQueries(context, platforms);
  return {
    platform: large.platform,
    complaints: large.loaded.complaints,
    small: { sweep: smallSweep, queries: smallQueries },
    large: { sweep: largeSweep, queries: largeQueries },
    plans: await explainQueries(context, large.platform),
  };
}
