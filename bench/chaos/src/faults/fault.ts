import type { SeededRandom } from '@redress/testing';
import type { Stage } from '../stage/stage';
import type { FaultKind } from './fault-kinds';

/** A fault under way. */
export interface Struck {
  /** What was hit, e.g. a service and its replica. */
  readonly target: string;
  /** Puts back what was taken away or changed; the platform recovers by itself. */
  end(): Promise<void>;
}

/** Something that goes wrong on purpose. */
export interface Fault {
  readonly kind: FaultKind;
  /** How long it lasts, from and to; a blow such as a kill lasts no time. */
  readonly lastsMs: readonly [number, number];
  /** How long the platform usually takes to recover, for planning. */
  readonly recoversInMs: number;
  /** What has to be at hand before it can strike; done while all is well, a while before. */
  prepare?(stage: Stage): Promise<void>;
  strike(stage: Stage, random: SeededRandom): Promise<Struck>;
}

/** For blows: there is nothing to put back. */
export const NOTHING_TO_END = (): Promise<void> => Promise.resolve();
