import { faultAt, type FieldFault } from '@redress/commands';
import { amountOf, paymentBy, RemedyType, type OutcomeCode, type ValidityVerdict } from '@redress/contracts';
import type { ProposedPlan } from '../resolution-plan';

const NEED_REMEDY: readonly ValidityVerdict[] = ['VALID', 'PARTLY_VALID', 'PENDING_IMPROVEMENT'];

const OUTCOMES: Readonly<Record<ValidityVerdict, readonly OutcomeCode[]>> = {
  VALID: ['UPHELD', 'PARTLY_UPHELD'],
  PARTLY_VALID: ['UPHELD', 'PARTLY_UPHELD'],
  PENDING_IMPROVEMENT: ['UPHELD', 'PARTLY_UPHELD', 'GOODWILL'],
  INVALID: ['NOT_UPHELD', 'GOODWILL'],
  UNDETERMINED: ['UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD', 'GOODWILL'],
};

const isGoodwill = (type: RemedyType) => paymentBy(type) === 'GOODWILL';
const GOODWILL = RemedyType.options.filter(isGoodwill).join(', ');

/**
 * A founded complaint gets a remedy; an unfounded one gets an explanation and at most a goodwill payment (T17, CL-17 to
 * CL-19, D9).
 * @param doneBefore remedies that were done under earlier revisions of the plan
 */
export function planSuitsTheVerdict(
  { outcome, remedies }: ProposedPlan,
  verdict: ValidityVerdict,
  doneBefore = 0,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!OUTCOMES[verdict].includes(outcome)) {
    faults.push(faultAt('/outcome', 'not-for-the-verdict', { verdict, allowed: OUTCOMES[verdict].join(', ') }));
  }
  if (NEED_REMEDY.includes(verdict) && remedies.length + doneBefore === 0) {
    faults.push(faultAt('/remedies', 'remedy-needed', { verdict }));
  }
  if (verdict === 'INVALID') {
    for (const [at, remedy] of remedies.entries()) {
      if (!amountOf(remedy) || isGoodwill(remedy.type)) continue;
      faults.push(faultAt(`/remedies/${at}/amount`, 'only-goodwill', { verdict, allowed: GOODWILL }));
    }
  }
  return faults;
}
