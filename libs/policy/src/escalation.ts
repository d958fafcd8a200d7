import type { ClockProfile } from '@redress/contracts';
import type { CompiledPack } from './compiled-pack';
import type { PolicyPack } from './policy-pack';

export type EscalationRung = PolicyPack['escalation']['ladder'][number];

/** Who answers at a level; undefined at level 0, where it is the handler. A level above the ladder answers at its top. */
export function rungAt(pack: CompiledPack, level: number): EscalationRung | undefined {
  const { ladder } = pack.content.escalation;
  return ladder[Math.min(level, ladder.length) - 1];
}

/** The level after a clock of this profile was missed; never lower than before, never above the ladder. */
export function levelAfterBreach(pack: CompiledPack, profile: ClockProfile, level: number): number {
  const effect = pack.content.escalation.onBreach[profile];
  return raised(pack, level, effect.raiseTo ?? level + (effect.raiseBy ?? 0));
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
