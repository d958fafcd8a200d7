import { Injectable } from '@nestjs/common';
import { NotFound } from '@redress/commands';
import type { ComplaintState, PartyLeaves } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import { Parties, type Party, type PartyStanding } from './parties';

interface StandingRow {
  case_id: string;
  state: ComplaintState;
  since: Date;
  is_party: boolean;
  party_ids: string[] | null;
}

/** Parties in PostgreSQL. */
@Injectable()
export class SqlParties extends Parties {
  override async standingOf(from: Queryable, complaintId: string): Promise<PartyStanding> {
    const { rows } = await from.query<StandingRow>(
      `select custody.complaint_id as case_id, custody.state, custody.since, own.party_id is not null as is_party,
         (select array_agg(party_id::text order by joined_at, party_id) from complaint_party p
          where p.case_id = custody.complaint_id and p.left_at is null) as party_ids
       from (select $1::uuid as asked) a
         left join complaint_party own on own.party_id = asked and own.left_at is null
         join complaint_custody custody on custody.complaint_id = coalesce(own.case_id, asked)`,
      [complaintId],
      'party-standing',
    );
    const row = rows[0];
    if (!row) throw new NotFound('complaint');
    return {
      caseId: row.case_id,
      caseState: row.state,
      caseSince: row.since,
      isParty: row.is_party || row.party_ids === null,
      partyIds: row.party_ids ?? [row.case_id],
    };
  }

  override async ofCase(from: Queryable, caseId: string): Promise<Party[]> {
    const { rows } = await from.query<Party>(
      `select p.party_id as "partyId", c.complaint_no as "complaintNo", p.joined_at as "joinedAt",
         p.left_at as "leftAt", p.left_because as "leftBecause"
       from complaint_party p join complaint c on c.complaint_id = p.party_id
       where p.case_id = $1 order by p.joined_at, p.party_id`,
      [caseId],
      'parties-of-case',
    );
    return rows;
  }

  override async join(
    tx: Transaction,
    complaintId: string,
    { caseId, at }: { readonly caseId: string; readonly at: Date },
  ): Promise<string[]> {
    // Of the case itself the complainant is a party as well, from the first one who joins.
    const { rows } = await tx.query<{ party_id: string }>(
      `with coming as (
         select party_id, $3::timestamptz as joined_at from complaint_party
         where case_id = $1 and party_id <> $1 and left_at is null
         union select $1, $3 where not exists (select from complaint_party where party_id = $1 and left_because is not null
           and case_id = $1)
         union select $2, (select registered_at from complaint where complaint_id = $2)
           where not exists (select from complaint_party where party_id = $2)),
       joined as (
         insert into complaint_party as p (party_id, case_id, joined_at) select party_id, $2, joined_at from coming
         on conflict (party_id) do update
           set case_id = excluded.case_id, joined_at = excluded.joined_at, left_at = null, left_because = null
         returning party_id)
       select party_id::text from joined where party_id <> $2 order by party_id`,
      [complaintId, caseId, at],
      'party-join',
    );
    return rows.map((row) => row.party_id);
  }

  override async leave(
    tx: Transaction,
    partyId: string,
    { at, why }: { readonly at: Date; readonly why: PartyLeaves },
  ): Promise<string | undefined> {
    const { rows } = await tx.query<{ case_id: string }>(
      `update complaint_party set left_at = $2, left_because = $3 where party_id = $1 and left_at is null
       returning case_id::text`,
      [partyId, at, why],
      'party-leave',
    );
    return rows[0]?.case_id;
  }
}
