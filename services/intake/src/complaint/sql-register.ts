import { Injectable } from '@nestjs/common';
import { NotFound } from '@redress/commands';
import type { ComplainantType, MissingItem, ComplaintKind, ComplaintState, Holder, LinkCode } from '@redress/contracts';
import { Database, type Transaction } from '@redress/persistence';
import { Register, type RegisteredComplaint } from './register';

type Queryable = Pick<Database | Transaction, 'query'>;

interface Row {
  complaint_id: string;
  complaint_no: string;
  organisation_id: string;
  packs: string;
  source: string;
  source_id: string;
  kind: ComplaintKind;
  channel: string;
  receiving_unit: string;
  received_at: Date;
  registered_at: Date;
  received_late: boolean;
  complainant_type: ComplainantType;
  missing: string;
  registered_by_kind: string;
  registered_by_id: string;
  linked_to: string | null;
  link: LinkCode | null;
  state: ComplaintState;
  state_seq: number;
  holder: Holder;
}

const SELECT = `
  select c.complaint_id, c.complaint_no, c.organisation_id, custody.packs, c.source, c.source_id, c.kind, c.channel,
    c.receiving_unit, c.received_at, c.registered_at, c.received_late, c.complainant_type, c.missing,
    c.registered_by_kind, c.registered_by_id, c.linked_to, c.link,
    custody.state, custody.state_seq, custody.holder
  from complaint c join complaint_custody custody using (complaint_id)`;

/** The register in PostgreSQL. */
@Injectable()
export class SqlRegister extends Register {
  constructor(private readonly database: Database) {
    super();
  }

  override find(complaintId: string, organisationId: string): Promise<RegisteredComplaint | undefined> {
    return this.ofOrganisation(this.database, complaintId, organisationId);
  }

  override async get(tx: Transaction, complaintId: string, organisationId: string): Promise<RegisteredComplaint> {
    const found = await this.ofOrganisation(tx, complaintId, organisationId);
    if (!found) throw new NotFound('complaint');
    return found;
  }

  override findByNumber(complaintNo: string): Promise<RegisteredComplaint | undefined> {
    return one(this.database, `${SELECT} where c.complaint_no = $1`, [complaintNo], 'register-find-by-number');
  }

  override async alike(complaintId: string, limit: number): Promise<RegisteredComplaint[]> {
    const { rows } = await this.database.query<Row>(
      `${SELECT} where c.complaint_id in (
         select other.complaint_id from complaint_match own join complaint_match other using (hash)
         where own.complaint_id = $1 and other.complaint_id <> $1
       ) order by c.complaint_id desc limit $2`,
      [complaintId, limit],
      'register-alike',
    );
    return rows.map(toComplaint);
  }

  override async findBySubmission(from: Queryable, source: string, id: string): Promise<string | undefined> {
    const { rows } = await from.query<{ id: string }>(
      'select complaint_id as id from submission where source = $1 and source_id = $2',
      [source, id],
      'register-by-submission',
    );
    return rows[0]?.id;
  }

  override async linkedFrom(from: Queryable, complaintId: string): Promise<RegisteredComplaint[]> {
    const { rows } = await from.query<Row>(
      `${SELECT} where c.linked_to = $1 order by c.complaint_id`,
      [complaintId],
      'register-linked-from',
    );
    return rows.map(toComplaint);
  }

  private ofOrganisation(
    from: Queryable,
    complaintId: string,
    organisationId: string,
  ): Promise<RegisteredComplaint | undefined> {
    return one(
      from,
      `${SELECT} where c.complaint_id = $1 and c.organisation_id = $2`,
      [complaintId, organisationId],
      'register-find',
    );
  }
}

async function one(
  from: Queryable,
  sql: string,
  params: unknown[],
  name: string,
): Promise<RegisteredComplaint | undefined> {
  const { rows } = await from.query<Row>(sql, params, name);
  return rows[0] && toComplaint(rows[0]);
}

function toComplaint(row: Row): RegisteredComplaint {
  return {
    complaintId: row.complaint_id,
    complaintNo: row.complaint_no,
    organisationId: row.organisation_id,
    packs: row.packs,
    source: row.source,
    sourceId: row.source_id,
    kind: row.kind,
    channel: row.channel,
    receivingUnit: row.receiving_unit,
    receivedAt: row.received_at,
    registeredAt: row.registered_at,
    receivedLate: row.received_late,
    complainantType: row.complainant_type,
    missing: row.missing === '' ? [] : (row.missing.split(',') as MissingItem[]),
    registeredByKind: row.registered_by_kind,
    registeredById: row.registered_by_id,
    linkedTo: row.linked_to,
    link: row.link,
    state: row.state,
    stateSeq: row.state_seq,
    holder: row.holder,
  };
}
