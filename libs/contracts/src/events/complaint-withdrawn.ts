import type { Holder } from '../custody/services';
import { defineEvent } from '../event/event';
import { requestId } from '../event/shared-fields';

/** T34: the holder grants a withdrawal. One schema, one type per holder. */
const withdrawnBy = <S extends Holder>(emitter: S) =>
  defineEvent({
    emitter,
    fact: 'complaint-withdrawn',
    kind: 'state',
    transition: 'T34',
    title: { zh: '同意撤诉', en: 'Withdrawal granted' },
    fields: { requestId },
    clocks: {},
    description: `A withdrawal was granted while ${emitter} held the complaint.`,
    example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa' },
  });

export const withdrawnByRouting = withdrawnBy('routing');
export const withdrawnByInvestigation = withdrawnBy('investigation');
export const withdrawnByResolution = withdrawnBy('resolution');

/** A granted withdrawal, by the service that held the complaint. */
export const WITHDRAWN_BY = {
  routing: withdrawnByRouting,
  investigation: withdrawnByInvestigation,
  resolution: withdrawnByResolution,
} as const;

/** For readers to whom it does not matter which service granted a withdrawal. */
export const WITHDRAWALS = Object.values(WITHDRAWN_BY);
