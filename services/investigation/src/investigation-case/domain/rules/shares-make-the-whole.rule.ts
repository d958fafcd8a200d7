import { faultAt, type FieldFault } from '@redress/commands';
import type { ResponsibilityShare } from '../determination';

const WHOLE_PERCENT = 100;

/** Shares of responsibility sum to 100, each party and unit once (RS-08). */
export function sharesMakeTheWhole(shares: readonly ResponsibilityShare[]): FieldFault[] {
  const faults: FieldFault[] = [];
  const seen = new Set<string>();
  for (const [at, { party, unitId }] of shares.entries()) {
    const name = `${party}/${unitId ?? ''}`;
    if (seen.has(name)) faults.push(faultAt(`/responsibility/${at}`, 'named-twice'));
    seen.add(name);
  }
  const sum = shares.reduce((total, share) => total + share.percent, 0);
  if (sum !== WHOLE_PERCENT) {
    faults.push(faultAt('/responsibility', 'shares-not-whole', { whole: WHOLE_PERCENT, sum }));
  }
  return faults;
}
