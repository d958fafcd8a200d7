import type { CompiledPack } from '@redress/policy';

/**
 * Whether a person has to assess the complaint: no rule of the pack recognised its matter, so that it fell into the
 * category which the pack keeps for the rest.
 */
export function needsPerson(pack: CompiledPack, category: string): boolean {
  return category === pack.content.defaults.category;
}
