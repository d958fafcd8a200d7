import {
  HOLDERS,
  OPEN_STATES,
  REFUSED_BY,
  REMEDY_EXECUTION_STATES,
  STATES,
  WITHDRAWN_BY,
  type Actor,
  type ComplaintState,
  type Holder,
  type RequestKind,
  type ServiceName,
  type StateEvent,
} from '@redress/contracts';
import type { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import type { Custody, HeldComplaint, LockedComplaint } from './custody';

/** A request to the holder, as it stands on the story (contracts, section 2). */
export interface StoryRequest {
  readonly requestId: string;
  readonly complaintId: string;
  readonly kind: RequestKind;
  /** Business time. */
  readonly requestedAt: Date;
  /** Event that carried it. */
  readonly eventId: string;
}

/**
 * Whether the holder grants a request, by the state of the complaint; `null` = granted, else the reason of the refusal.
 * Source: architecture 3.3, T34.
 */
export function refusalOf(kind: RequestKind, state: ComplaintState): string | null {
  if (STATES[state].ended) return 'ALREADY_ENDED';
  if (kind !== 'WITHDRAWAL') return 'NOT_SUPPORTED';
  if (REMEDY_EXECUTION_STATES.includes(state)) return 'REMEDY_IN_EXECUTION';
  return OPEN_STATES.includes(state) ? null : 'NOT_OPEN';
}

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

interface RequestRow {
  request_id: string;
  complaint_id: string;
  kind: RequestKind;
  requested_at: Date;
  event_id: string;
}

/**
 * Remembers every open request and answers those of the complaints that this service holds, each once and in the order
 * of the log (architecture 3.3). A service that takes a complaint over answers the requests that it finds open first.
 */
export class RequestDesk<S extends ServiceName> {
  constructor(
    private readonly custody: Custody<S>,
    private readonly outbox: Outbox,
    private readonly now: () => Date,
  ) {
    custody.whenTaken((tx, complaintIds) => this.answerHeld(tx, complaintIds));
  }

  /** Remembers requests and answers at once those of complaints that this service holds. */
  async receive(tx: Transaction, requests: readonly StoryRequest[]): Promise<void> {
    if (requests.length === 0) return;
    tx.write(
      `insert into open_request (request_id, complaint_id, kind, requested_at, event_id)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[]) on conflict do nothing`,
      [
        requests.map((request) => request.requestId),
        requests.map((request) => request.complaintId),
        requests.map((request) => request.kind),
        requests.map((request) => request.requestedAt),
        requests.map((request) => request.eventId),
      ],
      'request-open',
    );
    await this.answerHeld(
      tx,
      requests.map((request) => request.complaintId),
    );
  }

  /** Answers what is open for those of the complaints that this service holds. */
  async answerHeld(tx: Transaction, complaintIds: readonly string[]): Promise<void> {
    if (!(HOLDERS as readonly string[]).includes(this.custody.service)) return;
    const complaints = await this.custody.lockAll(tx, complaintIds);
    const heldIds = [...complaints.values()]
      .filter((complaint) => this.custody.holds(complaint))
      .map((c) => c.complaintId);
    if (heldIds.length === 0) return;
    // The ids of events are in the order in which intake recorded them, which is the order of the log per complaint.
    const { rows } = await tx.query<RequestRow>(
      `select request_id, complaint_id, kind, requested_at, event_id from open_request
       where complaint_id = any($1::uuid[]) order by event_id`,
      [heldIds],
      'request-held',
    );
    for (const row of rows) {
      const complaint = (await this.custody.lockAll(tx, [row.complaint_id])).get(row.complaint_id) as LockedComplaint;
      await this.answer(tx, complaint as HeldComplaint, row);
    }
  }

  /** Real seconds for which the oldest open request has been waiting; 0 when none is (alarm at 300, contracts section 2). */
  async oldestOpenSeconds(from: Pick<Transaction, 'query'>): Promise<number> {
    const { rows } = await from.query<{ seconds: number }>(
      `select coalesce(extract(epoch from clock_timestamp() - min(seen_at)), 0)::float8 as seconds from open_request`,
    );
    return rows[0]?.seconds ?? 0;
  }

  /** Forgets requests that a holder has answered. */
  async close(tx: Transaction, requestIds: readonly string[]): Promise<void> {
    if (requestIds.length === 0) return;
    tx.write('delete from open_request where request_id = any($1::uuid[])', [requestIds], 'request-close');
  }

  private async answer(tx: Transaction, complaint: HeldComplaint, request: RequestRow): Promise<void> {
    const holder = complaint.holder as Holder;
    const reasonCode = refusalOf(request.kind, complaint.state);
    if (reasonCode === null) {
      const contract = WITHDRAWN_BY[holder] as unknown as StateEvent<S, { requestId: string }>;
      await this.custody.move(tx, complaint, contract, {
        at: this.now(),
        actor: SYSTEM,
        payload: { requestId: request.request_id },
        causationId: request.event_id,
      });
    } else {
      await this.outbox.append(tx, [
        {
          contract: REFUSED_BY[holder],
          complaint,
          at: this.now(),
          actor: SYSTEM,
          reasonCode,
          payload: { requestId: request.request_id, kind: request.kind },
          causationId: request.event_id,
        },
      ]);
    }
    await this.close(tx, [request.request_id]);
  }
}
