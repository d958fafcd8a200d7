import type { FieldFault } from '@redress/commands';
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
    const fault = (field: string, detail: string) => faults.push({ pointer: `/remedies/${at}/${field}`, detail });
    const needsAmount = rules.needsAmount(type);
    if (needsAmount === undefined) fault('type', 'is not offered by the policy pack of the complaint');
    if (needsAmount === true && !amount) fault('amount', `is required for ${type}`);
    if (needsAmount === false && amount) fault('amount', `must be absent for ${type}`);
    if (!rules.isUnit(ownerUnitId)) fault('ownerUnitId', 'must be a unit of the directory');
    if (dueOn !== undefined && dueOn < rules.today) fault('dueOn', 'must not be in the past');
    return faults;
  });
}
