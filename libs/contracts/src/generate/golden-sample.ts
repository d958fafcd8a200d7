import { holderAfter, STATES, transitionById, type Holder } from '../custody';
import type { DocumentContract } from '../documents';
import { emittersOf, type EventContract } from '../event';

const COMPLAINT_ID = '019a9d6e-7a00-7000-8000-000000000001';
const AT = '2026-03-02T01:15:02.000Z';

export interface GoldenSample {
  readonly headers: Record<string, string>;
  readonly value: unknown;
}

/** A whole record, headers and value, as a reader finds it on the topic. */
export function goldenSampleOf(contract: EventContract | DocumentContract): GoldenSample {
  if (contract.kind === 'document') {
    return { headers: headersOf(contract, COMPLAINT_ID, undefined), value: contract.example };
  }
  const move = moveOf(contract as EventContract);
  const event = contract as EventContract;
  const value = {
    complaintId: COMPLAINT_ID,
    complaintNo: 'GSCS-260302-00001',
    organisationId: 'acme',
    occurredAt: AT,
    actor: { kind: 'SYSTEM', id: 'system' },
    ...(event.fact === 'request-refused' ? { reasonCode: 'REMEDY_IN_EXECUTION' } : {}),
    packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
    ...move,
    ...(event.example as object),
  };
  return { headers: headersOf(contract, COMPLAINT_ID, move), value };
}

function moveOf(contract: EventContract) {
  if (contract.kind !== 'state') return undefined;
  const row = transitionById(contract.transitions[0] ?? '');
  const [giver] = emittersOf(contract) as [Holder];
  // A granted request leads from a state that its giver holds.
  const from =
    row.from.find((state) => state === null || row.giver !== 'holder' || STATES[state].holder === giver) ?? null;
  const to = row.to[0];
  if (!to) throw new Error(`${contract.type} is a state event of a row without a target`);
  return { stateSeq: from === null ? 1 : 5, from, to, holder: holderAfter(to, giver) };
}

function headersOf(
  contract: EventContract | DocumentContract,
  subject: string,
  move: ReturnType<typeof moveOf>,
): Record<string, string> {
  const emitter = contract.kind === 'document' ? contract.emitter : emittersOf(contract)[0];
  return {
    ce_specversion: '1.0',
    ce_id: '019a9d6e-7a00-7000-8000-00000000000f',
    ce_source: `/redress/${emitter}`,
    ce_type: contract.type,
    ce_subject: subject,
    ce_time: AT,
    ce_recordedat: AT,
    ce_organisationid: 'acme',
    ce_correlationid: subject,
    'content-type': 'application/json',
    ...(move
      ? {
          ce_stateseq: String(move.stateSeq),
          ce_statefrom: move.from ?? '',
          ce_stateto: move.to,
          ce_holder: move.holder,
          ce_complaintno: 'GSCS-260302-00001',
          ce_packs: 'GENERAL_SERVICE:1',
          ce_unitid: 'QA',
        }
      : {}),
  };
}
