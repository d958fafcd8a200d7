import type { complaintRegistered, DataOf } from '@redress/contracts';
import type { CompiledPack } from '@redress/policy';

/** What a registration says that keeps the rules from deciding alone. */
export type HeldBackBy = Pick<DataOf<typeof complaintRegistered>, 'handling'>;

/**
 * Whether a person has to assess the complaint: no rule of the pack recognised its matter, so that it fell into the
 * category which the pack keeps for the rest; or who received it wants to settle it on the spot (RG-26).
 */
export function needsPerson(pack: CompiledPack, category: string, { handling }: HeldBackBy): boolean {
  return category === pack.content.defaults.category || handling === 'ON_THE_SPOT';
}
