import type { ClockProfile } from '@redress/contracts';
import type { CompiledPack } from './compiled-pack';
import type { PolicyPack } from './policy-pack';

export type EscalationRung = PolicyPack['escalation']['ladder'][number];

/** Who answers at a level; undefined at level 0, where it is the handler. A level above the ladder answers at its top. */
export function rungAt(pack: CompiledPack, level: number): EscalationRung | undefined {
  const { ladder } = pack.content.escalation;
  return ladder[Math.min(level, ladder.length) - 1];
}

/** How far a missed limit is overrun, in percent of it. */
export type Overrun = 100 | 150 | 200;

/**
 * The level after a clock of this profile was missed; never lower than before, never above the ladder.
 * @param level before the limit was missed: what it does at 150 and 200 per cent stands in place of what it did at 100
 */
export function levelAfterBreach(
  pack: CompiledPack,
  profile: ClockProfile,
  level: number,
  overrun: Overrun = 100,
): number {
  const { at150, at200, ...at100 } = pack.content.escalation.onBreach[profile];
  const effects = [at100, ...(overrun >= 150 && at150 ? [at150] : []), ...(overrun >= 200 && at200 ? [at200] : [])];
  return Math.max(...effects.map(({ raiseBy, raiseTo }) => raised(pack, level, raiseTo ?? level + (raiseBy ?? 0))));
}

/**
 * The level after a follow-up found the complainant dissatisfied (T29).
 * @param failures how many follow-ups of this complaint have failed, this one included
 */
export function levelAfterDissatisfied(pack: CompiledPack, level: number, failures: number): number {
  const raisesFrom = pack.content.escalation.dissatisfiedRaisesAt === 'FIRST' ? 1 : 2;
  return failures >= raisesFrom ? raised(pack, level, level + 1) : level;
}

function raised(pack: CompiledPack, level: number, target: number): number {
  return Math.max(level, Math.min(target, pack.content.escalation.ladder.length));
}
