/** Tables like those that a registration touches, column for column and index for index. */
export const BARE_SCHEMA = `
create table bare_submission (
  source text not null, source_id text not null, complaint_id uuid not null, primary key (source, source_id));
create table bare_complaint_counter (
  organisation_id text not null, unit_id text not null, day date not null, last int not null,
  primary key (organisation_id, unit_id, day)) with (fillfactor = 50);
create table bare_complaint (
  complaint_id uuid primary key, complaint_no text not null unique, organisation_id text not null, source text not null,
  source_id text not null, channel text not null, receiving_unit text not null, received_at timestamptz not null,
  registered_at timestamptz not null, received_late boolean not null, complainant_type text not null, locale text not null,
  reachable_by_mail boolean not null, proposed_category text not null, proposed_flags text not null, urgency text not null,
  registered_by_kind text not null, registered_by_id text not null);
create table bare_complaint_custody (
  complaint_id uuid primary key, complaint_no text not null, organisation_id text not null, packs text not null,
  state_seq int not null, state text not null, holder text not null, last_event_id uuid not null, adopted_at timestamptz);
create table bare_data_key (complaint_id uuid primary key, key_ring_id text not null, wrapped bytea not null);
create table bare_dossier (
  complaint_id uuid not null, source text not null, version int not null, sealed bytea not null,
  primary key (complaint_id, source));
create table bare_outbox (
  id bigint generated always as identity primary key, topic text not null, key text not null, headers text not null,
  value text, recorded_at timestamptz not null default clock_timestamp(), blocked_at timestamptz, blocked_reason text);
create index bare_outbox_blocked on bare_outbox (topic, key) where blocked_at is not null;`;
