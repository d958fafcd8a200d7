import { faultAt, type FieldFault } from '@redress/commands';
import { amountOf, type RemedyType } from '@redress/contracts';
import type { ProposedRemedy } from '../remedy-line';

/** What the complainant's procedure says about remedies. */
export interface RemedyRules {
  /** Whether an amount must be given (true) or none may be (false); undefined when the remedy is not offered. */
  readonly needsAmount: (type: RemedyType) => boolean | undefined;
  readonly isUnit: (unitId: string) => boolean;
  /** `YYYY-MM-DD` in the zone of the procedure. */
  readonly today: string;
}

/** Remedies are those of the pack, with an amount where it says so, an owner that exists and a date to come. */
export function remediesFollowThePack(remedies: readonly ProposedRemedy[], rules: RemedyRules): FieldFault[] {
  return remedies.flatMap((remedy, at) => {
    const { dueOn, ownerUnitId, type } = remedy;
    const amount = amountOf(remedy);
    const faults: FieldFault[] = [];
    const pointer = (field: 'type' | 'amount' | 'ownerUnitId' | 'dueOn') => `/remedies/${at}/${field}`;
    const needsAmount = rules.needsAmount(type);
    if (needsAmount === undefined) faults.push(faultAt(pointer('type'), 'not-offered'));
    if (needsAmount === true && !amount) faults.push(faultAt(pointer('amount'), 'required-for', { by: type }));
    if (needsAmount === false && amount) faults.push(faultAt(pointer('amount'), 'absent-for', { by: type }));
    if (!rules.isUnit(ownerUnitId)) faults.push(faultAt(pointer('ownerUnitId'), 'unknown-unit'));
    if (dueOn !== undefined && dueOn < rules.today) faults.push(faultAt(pointer('dueOn'), 'in-the-past'));
    return faults;
  });
}
