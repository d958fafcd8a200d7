import { requestRefusedByInvestigation, withdrawnByInvestigation } from './investigation';
import { requestRefusedByResolution, withdrawnByResolution } from './resolution';
import { requestRefusedByRouting, withdrawnByRouting } from './routing';

/** A granted withdrawal, by the service that held the complaint. */
export const WITHDRAWN_BY = {
  routing: withdrawnByRouting,
  investigation: withdrawnByInvestigation,
  resolution: withdrawnByResolution,
} as const;

/** A refused request, by the service that held the complaint. */
export const REFUSED_BY = {
  routing: requestRefusedByRouting,
  investigation: requestRefusedByInvestigation,
  resolution: requestRefusedByResolution,
} as const;

/** For readers to whom it does not matter which service granted a withdrawal. */
export const WITHDRAWALS = Object.values(WITHDRAWN_BY);

/** For readers to whom it does not matter which service refused a request. */
export const REFUSALS = Object.values(REFUSED_BY);
