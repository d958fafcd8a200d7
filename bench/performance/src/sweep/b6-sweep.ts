import { against, atMost, type Figure, measured } from '../figure';
import { grownPlatform } from '../growth/growth';
import type { Measurement } from '../measurement';

const GOAL = 1.2;

/** B6: what a sweep costs must follow what is due, not what is running. */
export const sweepOfDueClocks: Measurement = {
  id: 'B6',
  title: 'Firing 1,000 due clocks among many running ones',
  async run(context) {
    const { small, large } = await grownPlatform(context);
    const few = measured(small.sweep.seconds);
    const many = measured(large.sweep.seconds);
    const growth = against(many.value, few.value);
    const figure: Figure = {
      id: 'B6',
      title: `1,000 due clocks fired, ${large.sweep.runningClocks.toLocaleString('en')} running`,
      unit: 's',
      ...many,
      ...growth,
      goal: atMost(GOAL, growth.ratio, 'growth'),
      remarks: [
        `baseline: the same with ${small.sweep.runningClocks.toLocaleString('en')} clocks running, ${few.min.toFixed(3)} to ${few.max.toFixed(3)} s`,
        `${many.value === 0 ? 0 : Math.round(1_000 / many.value)} clocks/s; each is a breach that raises the level: 2 events, in transactions of 200 complaints`,
        'time is the sum of what routing counts as its sweeps; the five other services are stopped',
      ],
    };
    return [figure];
  },
};
