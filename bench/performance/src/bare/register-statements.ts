import type { QueryConfig } from 'pg';
import { type BareRegistration, NUMBER_PLACEHOLDER, ORGANISATION, UNIT } from './bare-registration';

// One statement, one flush: the counter stays locked for no longer than the statement runs, and numbers have no gaps.
const REGISTER_ONE = `
with claimed as (
  insert into bare_submission (source, source_id, complaint_id) values ($2, $3, $1::uuid) on conflict do nothing returning 1),
counted as (
  insert into bare_complaint_counter as counter (organisation_id, unit_id, day, last) select $4, $5, $6::date, 1 from claimed
  on conflict (organisation_id, unit_id, day) do update set last = counter.last + 1 returning last),
numbered as materialized (select $7 || lpad(last::text, 6, '0') as complaint_no from counted),
registered as (
  insert into bare_complaint select $1, complaint_no, $4, $2, $3, $8, $5,
    $9::timestamptz, $9::timestamptz, false, $10, $11, $12::boolean,
    'UNCLASSIFIED', '', 'NORMAL', 'STAFF', $2 from numbered),
held as (
  insert into bare_complaint_custody select $1, complaint_no, $4, $13, 1, 'REGISTERED', $14, $15::uuid from numbered),
keyed as (insert into bare_data_key select $1, 'k1', $16::bytea from numbered),
filed as (insert into bare_dossier select $1, 'intake', 1, decode($20, 'base64') from numbered),
published as (
  insert into bare_outbox (topic, key, headers, value)
  select topic, $1::text, headers, value from numbered cross join lateral (values
    ('privacy.keys.v1', $17, $18), ('intake.dossiers.v1', $19, $21 || $20 || $22),
    ('complaint.lifecycle.v1', replace($23, $25, complaint_no), replace($24, $25, complaint_no))
  ) as record(topic, headers, value))
select complaint_no from numbered`;

const REGISTER_MANY = `
with input as materialized (
  select * from json_to_recordset($1::json) as t(
    n int, "complaintId" uuid, source text, "sourceId" text, channel text, "registeredAt" timestamptz,
    "complainantType" text, locale text, "reachableByMail" boolean, packs text, holder text, "eventId" uuid,
    "wrappedKey" text, "keyHeaders" text, "keyValue" text, "dossierHeaders" text, "dossierBefore" text, sealed text,
    "dossierAfter" text, "eventHeaders" text, "eventValue" text)),
claimed as (
  insert into bare_submission select source, "sourceId", "complaintId" from input order by source, "sourceId"
  on conflict do nothing returning complaint_id),
fresh as materialized (
  select input.*, row_number() over (order by n) as place from input join claimed on complaint_id = "complaintId"),
counted as (
  insert into bare_complaint_counter as counter select $2, $3, $4::date, count(*) from fresh having count(*) > 0
  on conflict (organisation_id, unit_id, day) do update set last = counter.last + excluded.last returning last),
numbered as materialized (
  select fresh.*, $5 || lpad((last - (select count(*) from fresh) + place)::text, 6, '0') as complaint_no
  from fresh cross join counted),
registered as (
  insert into bare_complaint select "complaintId", complaint_no, $2, source, "sourceId", channel, $3, "registeredAt",
    "registeredAt", false, "complainantType", locale, "reachableByMail", 'UNCLASSIFIED', '', 'NORMAL', 'STAFF', source
  from numbered),
held as (
  insert into bare_complaint_custody select "complaintId", complaint_no, $2, packs, 1, 'REGISTERED', holder, "eventId"
  from numbered),
keyed as (insert into bare_data_key select "complaintId", 'k1', decode("wrappedKey", 'base64') from numbered),
filed as (insert into bare_dossier select "complaintId", 'intake', 1, decode(sealed, 'base64') from numbered),
published as (
  insert into bare_outbox (topic, key, headers, value)
  select topic, "complaintId"::text, headers, value from numbered cross join lateral (values
    (1, 'privacy.keys.v1', "keyHeaders", "keyValue"),
    (2, 'intake.dossiers.v1', "dossierHeaders", "dossierBefore" || sealed || "dossierAfter"),
    (3, 'complaint.lifecycle.v1', replace("eventHeaders", $6, complaint_no), replace("eventValue", $6, complaint_no))
  ) as record(step, topic, headers, value)
  order by n, step)
select n, complaint_no from numbered`;

/** The statement that registers one complaint; answers `complaint_no`. */
export function registerOne(registration: BareRegistration): QueryConfig {
  const day = registration.registeredAt.slice(0, 10);
  return {
    name: 'register-one',
    text: REGISTER_ONE,
    values: [
      registration.complaintId,
      registration.source,
      registration.sourceId,
      ORGANISATION,
      UNIT,
      day,
      numberBefore(day),
      registration.channel,
      registration.registeredAt,
      registration.complainantType,
      registration.locale,
      registration.reachableByMail,
      registration.packs,
      registration.holder,
      registration.eventId,
      Buffer.from(registration.wrappedKey, 'base64'),
      registration.keyHeaders,
      registration.keyValue,
      registration.dossierHeaders,
      registration.sealed,
      registration.dossierBefore,
      registration.dossierAfter,
      registration.eventHeaders,
      registration.eventValue,
      NUMBER_PLACEHOLDER,
    ],
  };
}

/** The statement that registers many; answers `n` (the place in the list) and `complaint_no` of those that were new. */
export function registerMany(registrations: readonly BareRegistration[]): QueryConfig {
  const day = new Date().toISOString().slice(0, 10);
  return {
    name: 'register-many',
    text: REGISTER_MANY,
    values: [
      JSON.stringify(registrations.map((registration, n) => ({ n, ...registration }))),
      ORGANISATION,
      UNIT,
      day,
      numberBefore(day),
      NUMBER_PLACEHOLDER,
    ],
  };
}

function numberBefore(day: string): string {
  return `${UNIT}-${day.replaceAll('-', '')}-`;
}
