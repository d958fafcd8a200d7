import { complaintRegistered, USUAL_KIND } from '@redress/contracts';
import type { Database, Transaction } from '@redress/persistence';
import { DUPLICATES_PLACEHOLDER, NUMBER_PLACEHOLDER, type DraftRegistration } from './draft-registration';

/** How many possible duplicates the event names. */
const MOST_DUPLICATES = 5;

/** A registration that the statement made. */
export interface RegisteredRow {
  readonly complaint_id: string;
  readonly complaint_no: string;
}

// Identities are claimed before numbers are counted, so that a repeat, waiting for its twin to commit, burns none. All
// statements take identities and counters in one order, so that none waits for another in a circle. The counter stays
// locked until the commit and a rollback gives its numbers back: that makes them gap-free.
// The rows come as one JSON value: arrays would have the statement planned anew for every length, which costs more than
// running it.
// Those of the same statement are not in the table yet: the caller names them, and those count that are registered.
const ALIKE = `select coalesce(string_agg('"' || alike.complaint_id || '"', ','), '') from (
  select distinct complaint_id from (
    select known.complaint_id from complaint_match known
    where known.hash = any(numbered.match_look) and known.registered_at >= numbered.match_since
    union all
    select fellow.complaint_id from numbered fellow where numbered.alike_here is not null and fellow.complaint_id = any(numbered.alike_here)
  ) as found order by complaint_id desc limit ${MOST_DUPLICATES}) as alike`;

const REGISTER = `
with input as materialized (
  select * from json_to_recordset($1::json) as t(
    n int, complaint_id uuid, source text, source_id text, organisation_id text, unit_id text,
    number_before text, serial_width int, number_after text, kind text, channel text, received_at timestamptz,
    registered_at timestamptz, received_late boolean, complainant_type text, locale text, reachable_by_mail boolean,
    proposed_category text, proposed_flags text, missing text, urgency text, actor_kind text, actor_id text,
    match_keep text[], match_look text[], match_since timestamptz, alike_here uuid[],
    linked_to uuid, link text,
    packs text, state text, holder text, event_id uuid, key_headers text, key_value text,
    dossier_headers text, dossier_value text, event_headers text, event_value text)
),
claimed as (
  insert into submission (source, source_id, complaint_id)
  select source, source_id, complaint_id from input order by source, source_id, n
  on conflict do nothing
  returning complaint_id
),
fresh as materialized (
  select input.*, row_number() over (partition by number_before, number_after order by n) as place
  from input join claimed using (complaint_id)
),
counted as (
  insert into complaint_counter as counter (number_before, number_after, last)
  select number_before, number_after, max(place) from fresh group by 1, 2 order by 1, 2
  on conflict (number_before, number_after) do update set last = counter.last + excluded.last
  returning number_before, number_after, last
),
numbered as materialized (
  select fresh.*, number_before || lpad(serial::text, greatest(serial_width, length(serial::text)), '0') || number_after
    as complaint_no
  from fresh
  join (
    select number_before, number_after, counted.last - (max(place))::int as base
    from counted join fresh using (number_before, number_after) group by 1, 2, counted.last
  ) run using (number_before, number_after)
  cross join lateral (select base + place as serial) as given
),
registered as (
  insert into complaint (complaint_id, complaint_no, organisation_id, source, source_id, kind, channel,
    receiving_unit, received_at, registered_at, received_late, complainant_type, locale, reachable_by_mail, proposed_category,
    proposed_flags, missing, urgency, registered_by_kind, registered_by_id, linked_to, link)
  select complaint_id, complaint_no, organisation_id, source, source_id, kind, channel, unit_id,
    received_at, registered_at, received_late, complainant_type, locale, reachable_by_mail, proposed_category,
    proposed_flags, missing, urgency, actor_kind, actor_id, linked_to, link
  from numbered
),
held as (
  insert into complaint_custody (complaint_id, complaint_no, organisation_id, packs, state_seq, state, holder,
    last_event_id, unit_id, receiving_unit, since, participants)
  select complaint_id, complaint_no, organisation_id, packs, 1, state, holder, event_id, unit_id, unit_id, registered_at,
    case when actor_kind = 'STAFF'
    then jsonb_build_array(jsonb_build_object('personId', actor_id, 'part', '${complaintRegistered.parts.actor}'))
    else '[]' end
  from numbered
),
matchable as (
  insert into complaint_match (hash, registered_at, complaint_id)
  select unnest(match_keep), registered_at, complaint_id from numbered where match_keep is not null
),
keyed as (
  insert into data_key (complaint_id, key_ring_id, wrapped)
  select complaint_id, key_value::json ->> 'keyRingId', decode(key_value::json ->> 'wrappedKey', 'base64') from numbered
),
filed as (
  insert into dossier (complaint_id, source, version, sealed)
  select complaint_id, 'intake', 1, decode(dossier_value::json ->> 'sealed', 'base64') from numbered
),
published as (
  insert into outbox (topic, key, headers, value)
  select message.topic, complaint_id::text, message.headers, message.value
  from numbered
  cross join lateral (values
    (1, 'privacy.keys.v1', key_headers, key_value),
    (2, 'intake.dossiers.v1', dossier_headers, dossier_value),
    (3, 'complaint.lifecycle.v1', replace(event_headers, $2, complaint_no),
      case when match_keep is null then replace(event_value, $2, complaint_no)
      else replace(replace(event_value, $2, complaint_no), $3, (${ALIKE})) end)
  ) as message(step, topic, headers, value)
  order by n, message.step
)
select complaint_id, complaint_no from numbered`;

/**
 * Writes registrations in one statement: identity, number, register, custody, data key, sealed dossier and three outbox
 * rows each. Those whose identity is known already are left out of the answer and change nothing.
 */
export async function sqlRegisterComplaints(
  on: Pick<Database | Transaction, 'query'>,
  drafts: readonly DraftRegistration[],
): Promise<RegisteredRow[]> {
  const { rows } = await on.query<RegisteredRow>(
    REGISTER,
    [JSON.stringify(rowsOf(drafts)), NUMBER_PLACEHOLDER, `"${DUPLICATES_PLACEHOLDER}"`],
    'register-complaints',
  );
  return rows;
}

/** The rows of a statement; each names those before it that are recognised by the same. */
function rowsOf(drafts: readonly DraftRegistration[]): Record<string, unknown>[] {
  const before = new Map<string, string[]>();
  return drafts.map((draft, index) => {
    const keys = draft.match?.keep ?? [];
    const alike = [...new Set(keys.flatMap((key) => before.get(key) ?? []))];
    for (const key of keys) before.set(key, [...(before.get(key) ?? []), draft.complaintId].slice(-MOST_DUPLICATES));
    return toRow(draft, index, alike.length > 0 ? alike : null);
  });
}

function toRow(draft: DraftRegistration, index: number, alikeHere: readonly string[] | null): Record<string, unknown> {
  const { candidate, proposal, numbering, keyRow, dossierRow, eventRow } = draft;
  const { identity, content, actor } = candidate;
  const { complainant, channel } = content.submission;
  return {
    n: index,
    complaint_id: draft.complaintId,
    source: identity.source,
    source_id: identity.id,
    organisation_id: content.organisationId,
    unit_id: content.receivingUnit,
    number_before: numbering.before,
    serial_width: numbering.serialWidth,
    number_after: numbering.after,
    kind: content.submission.kind ?? USUAL_KIND,
    channel,
    received_at: content.receivedAt,
    registered_at: content.registeredAt,
    received_late: content.receivedLate,
    complainant_type: complainant.type,
    locale: complainant.locale,
    reachable_by_mail: complainant.email !== undefined,
    proposed_category: proposal.category,
    proposed_flags: proposal.flags.join(','),
    missing: content.missing.join(','),
    urgency: proposal.urgency,
    actor_kind: actor.kind,
    actor_id: actor.id,
    match_keep: draft.match?.keep ?? null,
    match_look: draft.match?.look ?? null,
    match_since: draft.match?.since ?? null,
    alike_here: alikeHere,
    linked_to: candidate.origin?.complaintId ?? null,
    link: candidate.origin?.link ?? null,
    packs: draft.packs,
    state: draft.state,
    holder: draft.holder,
    event_id: draft.eventId,
    key_headers: keyRow.headers,
    key_value: keyRow.value,
    dossier_headers: dossierRow.headers,
    dossier_value: dossierRow.value,
    event_headers: eventRow.headers,
    event_value: eventRow.value,
  };
}
