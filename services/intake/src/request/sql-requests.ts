import { Injectable } from '@nestjs/common';
import { machines, type Actor, type Holder, type RequestKind } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import type { RequestStatus } from './request.dto';
import { Requests, type AskedWords, type HolderRequest, type NewRequest, type RequestAnswer } from './requests';

interface Row {
  request_id: string;
  complaint_id: string;
  kind: RequestKind;
  status: RequestStatus;
  requested_at: Date;
  reason_code: string | null;
  answered_by: Holder | 'intake' | null;
  answered_at: Date | null;
}

const COLUMNS = `request.request_id, request.complaint_id, request.kind, request.status, request.requested_at,
  request.reason_code, request.answered_by, request.answered_at`;

/** Requests in PostgreSQL. */
@Injectable()
export class SqlRequests extends Requests {
  override async add(tx: Transaction, request: NewRequest): Promise<void> {
    tx.write(
      `insert into complaint_request
         (request_id, complaint_id, kind, requested_at, requested_by_kind, requested_by_id, statement, details,
         other_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        request.requestId,
        request.complaintId,
        request.kind,
        request.requestedAt,
        request.actor.kind,
        request.actor.id,
        request.sealedStatement,
        request.sealedDetails ?? null,
        request.otherId ?? null,
      ],
      'request-add',
    );
  }

  override async ofComplaint(from: Queryable, complaintId: string): Promise<HolderRequest[]> {
    const { rows } = await from.query<Row>(
      `select ${COLUMNS} from complaint_request request where complaint_id = $1 order by request_id`,
      [complaintId],
      'requests-of-complaint',
    );
    return rows.map(toRequest);
  }

  override async find(from: Queryable, requestId: string, organisationId: string): Promise<HolderRequest | undefined> {
    const { rows } = await from.query<Row>(
      `select ${COLUMNS} from complaint_request request join complaint using (complaint_id)
       where request_id = $1 and organisation_id = $2`,
      [requestId, organisationId],
      'request-find',
    );
    return rows[0] && toRequest(rows[0]);
  }

  override async isMergeOpen(from: Queryable, of: readonly string[], into: readonly string[]): Promise<boolean> {
    const { rowCount } = await from.query(
      `select from complaint_request
       where status = $3 and ((complaint_id = any($1::uuid[]) and other_id is not null) or other_id = any($2::uuid[]))
       limit 1`,
      [of, into, machines.request.state.OPEN],
      'request-merge-open',
    );
    return (rowCount ?? 0) > 0;
  }

  override async wordsOf(from: Queryable, requestId: string): Promise<AskedWords | undefined> {
    const { rows } = await from.query<{ requestedAt: Date; kind: Actor['kind']; id: string; sealedStatement: Buffer }>(
      `select requested_at as "requestedAt", requested_by_kind as kind, requested_by_id as id,
         statement as "sealedStatement"
       from complaint_request where request_id = $1 and statement is not null`,
      [requestId],
      'request-words',
    );
    const [row] = rows;
    return (
      row && {
        requestedAt: row.requestedAt,
        actor: { kind: row.kind, id: row.id },
        sealedStatement: row.sealedStatement,
      }
    );
  }

  override async answer(tx: Transaction, answers: readonly RequestAnswer[]): Promise<void> {
    tx.write(
      `update complaint_request request set
         status = answer.status, reason_code = answer.reason_code, answered_by = answer.answered_by,
         answered_at = answer.answered_at
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
         as answer(request_id, status, reason_code, answered_by, answered_at)
       where request.request_id = answer.request_id and request.status = '${machines.request.state.OPEN}'`,
      [
        answers.map((answer) => answer.requestId),
        answers.map((answer) => answer.status),
        answers.map((answer) => answer.reasonCode),
        answers.map((answer) => answer.answeredBy),
        answers.map((answer) => answer.answeredAt),
      ],
      'request-answer',
    );
  }
}

function toRequest(row: Row): HolderRequest {
  return {
    requestId: row.request_id,
    complaintId: row.complaint_id,
    kind: row.kind,
    status: row.status,
    requestedAt: row.requested_at,
    reasonCode: row.reason_code,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
  };
}
