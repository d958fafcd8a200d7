import type { Obstacle } from '@redress/commands';
import type { ConsentException } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

/** Safety is a ground for going without consent only where the complaint is flagged for it (T26, RM-10). */
export function exceptionRestsOnTheCase(
  { flags }: Pick<CaseSituation, 'flags'>,
  exception: ConsentException,
): Obstacle | undefined {
  return exception === 'SAFETY' && !flags.includes('safetyCritical') ? { code: 'NOT_SAFETY_CRITICAL' } : undefined;
}
