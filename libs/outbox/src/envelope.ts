import type { Holder, PackReference, ServiceName } from '@redress/contracts';

/** Names of the CloudEvents attributes in Kafka's binary mode, with the extensions of this platform (contracts, section 1). */
export const HEADER = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  subject: 'ce_subject',
  time: 'ce_time',
  recordedAt: 'ce_recordedat',
  organisationId: 'ce_organisationid',
  correlationId: 'ce_correlationid',
  causationId: 'ce_causationid',
  stateSeq: 'ce_stateseq',
  from: 'ce_statefrom',
  to: 'ce_stateto',
  holder: 'ce_holder',
  complaintNo: 'ce_complaintno',
  packs: 'ce_packs',
  unitId: 'ce_unitid',
  handlerId: 'ce_handlerid',
  actorId: 'ce_actorid',
  actingFor: 'ce_actingfor',
  contentType: 'content-type',
  traceparent: 'traceparent',
} as const;

export interface EnvelopeFields {
  readonly id: string;
  readonly service: ServiceName;
  readonly type: string;
  readonly subject: string;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly organisationId: string;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  /** The member of staff who acted; absent for everybody else. */
  readonly actorId?: string | undefined;
  /** For whom the actor stood in. */
  readonly actingFor?: string | undefined;
  /** Who is responsible after a fact that assigns. */
  readonly assigns?: { readonly unitId: string; readonly handlerId: string };
  readonly move?: {
    readonly stateSeq: number;
    readonly from: string | null;
    readonly to: string;
    readonly holder: Holder;
    readonly complaintNo: string;
    readonly packs: readonly PackReference[];
    readonly unitId: string;
    readonly handlerId?: string | undefined;
  };
}

/** The headers of one record. `ce_statefrom` is the empty string for the first event of a story. */
export function envelopeHeaders(fields: EnvelopeFields): Record<string, string> {
  const headers: Record<string, string> = {
    [HEADER.specversion]: '1.0',
    [HEADER.id]: fields.id,
    [HEADER.source]: `/redress/${fields.service}`,
    [HEADER.type]: fields.type,
    [HEADER.subject]: fields.subject,
    [HEADER.time]: fields.at.toISOString(),
    [HEADER.recordedAt]: fields.recordedAt.toISOString(),
    [HEADER.organisationId]: fields.organisationId,
    [HEADER.correlationId]: fields.correlationId,
    [HEADER.contentType]: 'application/json',
  };
  if (fields.causationId) headers[HEADER.causationId] = fields.causationId;
  if (fields.traceparent) headers[HEADER.traceparent] = fields.traceparent;
  if (fields.actorId) headers[HEADER.actorId] = fields.actorId;
  if (fields.actingFor) headers[HEADER.actingFor] = fields.actingFor;
  if (fields.assigns) {
    headers[HEADER.unitId] = fields.assigns.unitId;
    headers[HEADER.handlerId] = fields.assigns.handlerId;
  }
  if (fields.move) {
    headers[HEADER.stateSeq] = String(fields.move.stateSeq);
    headers[HEADER.from] = fields.move.from ?? '';
    headers[HEADER.to] = fields.move.to;
    headers[HEADER.holder] = fields.move.holder;
    headers[HEADER.complaintNo] = fields.move.complaintNo;
    headers[HEADER.packs] = formatPacks(fields.move.packs);
    headers[HEADER.unitId] = fields.move.unitId;
    if (fields.move.handlerId) headers[HEADER.handlerId] = fields.move.handlerId;
  }
  return headers;
}

/** `GENERAL_SERVICE:1,MANUFACTURING_8D:2`, the form of pinned packs in a header. */
export function formatPacks(packs: readonly PackReference[]): string {
  return packs.map((pack) => `${pack.id}:${pack.version}`).join(',');
}

/** Source of the pattern of one pinned pack in a header, `ID:version`; id and version are its groups. */
export const PINNED_PACK = '([A-Z][A-Z0-9_]{1,39}):([1-9][0-9]{0,8})';
const WHOLE_PINNED_PACK = new RegExp(`^${PINNED_PACK}$`);

/** Reads what {@link formatPacks} wrote. Throws when the text is not of that form. */
export function parsePacks(text: string): PackReference[] {
  return text.split(',').map((part) => {
    const match = WHOLE_PINNED_PACK.exec(part);
    if (!match) throw new Error(`ce_packs is not of the form ID:version: ${part}`);
    return { id: match[1] as string, version: Number(match[2]) };
  });
}
