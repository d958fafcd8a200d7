import {
  emittersOf,
  type ComplaintState,
  type DocumentContract,
  type EventContract,
  type Holder,
  type PackReference,
  type ServiceName,
} from '@redress/contracts';
import { envelopeHeaders } from '@redress/outbox';
import { v7 } from 'uuid';

/** The place of a state event in its story. */
export interface StoryMove {
  readonly stateSeq: number;
  readonly from: ComplaintState | null;
  readonly to: ComplaintState;
  readonly holder: Holder;
  /** The unit responsible afterwards; that of the payload, else CS, if absent. */
  readonly unitId?: string | undefined;
  /** Who handles it afterwards; whom the payload names if absent, no one if null. */
  readonly handlerId?: string | null | undefined;
}

/** One event as the service that owns its contract tells it. */
export interface Told {
  readonly contract: EventContract;
  /** The service that emits it, where several may; the first of them if absent. */
  readonly by?: ServiceName | undefined;
  /** Replaces parts of the example of the contract. */
  readonly payload?: object;
  /** For state events. */
  readonly move?: StoryMove;
  /** The member of staff who acts; the platform itself if absent. */
  readonly staffId?: string | undefined;
  readonly reasonCode?: string | undefined;
}

/** A record for the broker. */
export interface StoryMessage {
  readonly key: string;
  readonly value: string | null;
  readonly headers: Record<string, string>;
}

/** The pack of every complaint that is told of, and the organisation that it belongs to. */
const PACKS: PackReference[] = [{ id: 'GENERAL_SERVICE', version: 1 }];
const ORGANISATION = 'acme';
const UNIT = 'CS';

/**
 * The record of an event, with headers as the outbox writes them.
 * @param complaint of whom it is told, in the organisation `acme` under the pack GENERAL_SERVICE
 * @param at business time of the event
 */
export function storyMessage(
  complaint: { readonly complaintId: string; readonly complaintNo: string },
  { contract, by = emitterOf(contract), payload, move, staffId, reasonCode }: Told,
  { at, traceparent }: { readonly at: Date; readonly traceparent?: string | undefined },
): StoryMessage {
  const { complaintId, complaintNo } = complaint;
  const named = { ...(contract.example as object), ...payload };
  const place = move && { stateSeq: move.stateSeq, from: move.from, to: move.to, holder: move.holder };
  return {
    key: complaintId,
    value: JSON.stringify({
      complaintId,
      complaintNo,
      organisationId: ORGANISATION,
      occurredAt: at.toISOString(),
      actor: staffId ? { kind: 'STAFF', id: staffId } : { kind: 'SYSTEM', id: 'system' },
      packs: PACKS,
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...named,
      ...place,
    }),
    headers: envelopeHeaders({
      id: v7(),
      service: by,
      type: contract.type,
      subject: complaintId,
      at,
      recordedAt: new Date(),
      organisationId: ORGANISATION,
      correlationId: complaintId,
      traceparent,
      actorId: staffId,
      ...(contract.assigns ? { assigns: responsibleIn(named) as { unitId: string; handlerId: string } } : {}),
      ...(place ? { move: { ...place, ...responsibleIn(named, move), complaintNo, packs: PACKS } } : {}),
    }),
  };
}

/** The unit that an event makes responsible, if it names one, and who handles the complaint after it. */
export function responsibleIn(
  named: object,
  told: { readonly unitId?: string | undefined; readonly handlerId?: string | null | undefined } = {},
): { readonly unitId: string; readonly handlerId: string | undefined } {
  const { unitId, receivingUnit, handlerId } = named as Readonly<Record<string, string | undefined>>;
  return {
    unitId: told.unitId ?? unitId ?? receivingUnit ?? UNIT,
    handlerId: told.handlerId === null ? undefined : (told.handlerId ?? handlerId),
  };
}

function emitterOf(contract: EventContract): ServiceName {
  return emittersOf(contract)[0] as ServiceName;
}

/** The record of a whole document of a compacted topic; null erases it. */
export function documentMessage<T>(
  contract: DocumentContract<T>,
  key: string,
  data: T | null,
  {
    at = new Date(),
    recordedAt = new Date(),
    organisationId = ORGANISATION,
  }: { readonly at?: Date; readonly recordedAt?: Date; readonly organisationId?: string } = {},
): StoryMessage {
  return {
    key,
    value: data === null ? null : JSON.stringify(data),
    headers: envelopeHeaders({
      id: v7(),
      service: contract.emitter,
      type: contract.type,
      subject: key,
      at,
      recordedAt,
      organisationId,
      correlationId: key,
    }),
  };
}
