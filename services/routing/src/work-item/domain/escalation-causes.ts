import type { ClockProfile } from '@redress/contracts';
import { levelAfterBreach, levelAfterDissatisfied, type CompiledPack, type Overrun } from '@redress/policy';

/** Something that raised the level of a complaint and that may turn out not to have happened. */
export type EscalationCause =
  | {
      readonly key: string;
      readonly kind: 'BREACH';
      readonly profile: ClockProfile;
      /** Absent: the limit is missed, and not overrun by half of it. */
      readonly overrun?: Overrun;
    }
  | { readonly key: string; readonly kind: 'DISSATISFIED'; readonly failures: number }
  | { readonly key: string; readonly kind: 'ASKED'; readonly level: number };

/**
 * The level to which the causes, in the order in which they came up, have led. The level is never stored as a sum: a
 * breach that is taken back leaves the list, and what remains says how high the complaint still is (decision 8).
 */
export function levelOf(causes: readonly EscalationCause[], pack: CompiledPack): number {
  return causes.reduce((level, cause) => {
    switch (cause.kind) {
      case 'BREACH':
        return levelAfterBreach(pack, cause.profile, level, cause.overrun);
      case 'DISSATISFIED':
        return levelAfterDissatisfied(pack, level, cause.failures);
      case 'ASKED':
        return Math.max(level, cause.level);
    }
  }, 0);
}
