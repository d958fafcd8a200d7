import { faultAt, type FieldFault } from '@redress/commands';
import type { ResponsibilityShare } from '../determination';

/** Blame lies with a unit that exists, not with "the company" (RS-07). */
export function companyShareNamesTheUnit(
  shares: readonly ResponsibilityShare[],
  isUnit: (unitId: string) => boolean,
): FieldFault[] {
  return shares.flatMap(({ party, unitId }, at) => {
    if (party === 'COMPANY_UNIT' && unitId === undefined) {
      return [faultAt(`/responsibility/${at}/unitId`, 'required-for', { by: 'COMPANY_UNIT' })];
    }
    if (unitId !== undefined && !isUnit(unitId)) {
      return [faultAt(`/responsibility/${at}/unitId`, 'unknown-unit')];
    }
    return [];
  });
}
