import type { complaintRegistered, DataOf } from '@redress/contracts';
import type { CompiledPack } from '@redress/policy';

/** What a registration says that keeps the rules from deciding alone. */
export type HeldBackBy = Pick<DataOf<typeof complaintRegistered>, 'handling' | 'possibleDuplicates'>;

/**
 * Whether a person has to assess the complaint: no rule of the pack recognised its matter, so that it fell into the
 * category which the pack keeps for the rest; who received it wants to settle it on the spot (RG-26);
 * or it may be about the same matter as another one.
 */
export function needsPerson(
  pack: CompiledPack,
  category: string,
  { handling, possibleDuplicates = [] }: HeldBackBy,
): boolean {
  return category === pack.content.defaults.category || handling === 'ON_THE_SPOT' || possibleDuplicates.length > 0;
}
