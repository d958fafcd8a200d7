import type { FieldFault } from '@redress/commands';
import type { ResponsibilityShare } from '../determination';

const WHOLE_PERCENT = 100;

/** Shares of responsibility sum to 100, each party and unit once (RS-08). */
export function sharesMakeTheWhole(shares: readonly ResponsibilityShare[]): FieldFault[] {
  const faults: FieldFault[] = [];
  const seen = new Set<string>();
  for (const [at, { party, unitId }] of shares.entries()) {
    const name = `${party}/${unitId ?? ''}`;
    if (seen.has(name))
      faults.push({ pointer: `/responsibility/${at}`, detail: 'names a party that is already named' });
    seen.add(name);
  }
  const sum = shares.reduce((total, share) => total + share.percent, 0);
  if (sum !== WHOLE_PERCENT) {
    faults.push({ pointer: '/responsibility', detail: `shares must sum to ${WHOLE_PERCENT}, not to ${sum}` });
  }
  return faults;
}
