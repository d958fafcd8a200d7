import type { Holder } from '../custody/services';
import { defineEvent } from '../event/event';
import { requestId, requestKind } from '../event/shared-fields';

/** The holder refuses a request, with the reason in `reasonCode`. One schema, one type per holder. */
const refusedBy = <S extends Holder>(emitter: S) =>
  defineEvent({
    emitter,
    fact: 'request-refused',
    kind: 'fact',
    title: { zh: '不予同意申请', en: 'Request refused', about: 'kind' },
    fields: { requestId, kind: requestKind },
    description: `A request was refused by ${emitter}, which held the complaint; the reason is in reasonCode.`,
    example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa', kind: 'WITHDRAWAL' },
  });

export const requestRefusedByRouting = refusedBy('routing');
export const requestRefusedByInvestigation = refusedBy('investigation');
export const requestRefusedByResolution = refusedBy('resolution');

/** A refused request, by the service that held the complaint. */
export const REFUSED_BY = {
  routing: requestRefusedByRouting,
  investigation: requestRefusedByInvestigation,
  resolution: requestRefusedByResolution,
} as const;

/** For readers to whom it does not matter which service refused a request. */
export const REFUSALS = Object.values(REFUSED_BY);
