/** The table that a bare hop writes. */
export const HOP_SCHEMA = 'create table hop (id uuid primary key, headers text not null, value text not null)';
