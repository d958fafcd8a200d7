import { capacity } from './capacity/capacity';
import { costOfGrowth } from './growth/b9-cost-of-growth';
import { latencyOfStages } from './latency/b3-latency';
import { wholeLives } from './lives/b4-lives';
import type { Measurement } from './measurement';
import { operation } from './operation/b8-operation';
import { queriesOfStaff } from './queries/b7-queries';
import { rebuildOfProjections } from './rebuild/b5-rebuild';
import { submissionsAsRecords } from './records/b2-records';
import { submissionsOverHttp } from './submissions/b1-submissions';
import { sweepOfDueClocks } from './sweep/b6-sweep';

/** What the bench measures, in the order in which it does: first what needs the machine for itself, then what needs many complaints. */
export const MEASUREMENTS: readonly Measurement[] = [
  capacity,
  submissionsOverHttp,
  submissionsAsRecords,
  latencyOfStages,
  wholeLives,
  operation,
  queriesOfStaff,
  sweepOfDueClocks,
  rebuildOfProjections,
  costOfGrowth,
];
