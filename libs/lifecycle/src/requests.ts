import {
  HOLDERS,
  NOTHING_KNOWN,
  answerTo,
  grantingMove,
  requestRefused,
  type Actor,
  type Holder,
  type HolderFacts,
  type RequestAnswer,
  type RequestKind,
  type RequestSituation,
  type ServiceName,
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
  /** What the kind asks for besides. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Event that carried it. */
  readonly eventId: string;
}

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

interface RequestRow {
  request_id: string;
  complaint_id: string;
  kind: RequestKind;
  requested_at: Date;
  fields: Record<string, unknown>;
  event_id: string;
}

/** What a service knows of a complaint from its own rows, as far as a request of the kind asks for it. */
export type Knows = (
  tx: Transaction,
  complaint: HeldComplaint,
  request: Pick<StoryRequest, 'kind' | 'fields'>,
) => Promise<Partial<HolderFacts>>;

/** A request that was granted in the transaction at hand. */
export interface GrantedRequest extends StoryRequest {
  /** The complaint as it stood before. */
  readonly before: HeldComplaint;
  /** The complaint after the move. */
  readonly complaint: LockedComplaint;
  /** Business time of the move. */
  readonly at: Date;
}

/** A request that was refused in the transaction at hand; the complaint stands as it stood. */
export interface RefusedRequest extends StoryRequest {
  readonly complaint: HeldComplaint;
  readonly reasonCode: string;
  /** Business time of the refusal. */
  readonly at: Date;
}

/** Does what follows for the rows of the holder from a refusal. */
export type WhenRefused = (tx: Transaction, refused: RefusedRequest) => Promise<void>;

/** Changes rows of the holder with the move that grants a request. */
export type WhenGranted = (tx: Transaction, granted: GrantedRequest) => Promise<void>;

/** Custody of a service, whichever it is: what grants a request is a move that every holder may make. */
type AnyCustody = Pick<Custody<never>, 'whenTaken' | 'lockAll' | 'holds' | 'move'> & { readonly service: ServiceName };

/** Answers a request of a kind, asked of a holder. */
type Answering = (kind: RequestKind, holder: Holder, situation: RequestSituation) => RequestAnswer;

/**
 * Remembers every open request and answers those of the complaints that this service holds, each once and in the order
 * of the log (architecture 3.3). A service that takes a complaint over answers the requests that it finds open first.
 * What is granted is declared in libs/contracts, kind by kind.
 */
export class RequestDesk {
  private readonly knowers: Knows[] = [];
  private readonly hooks = new Map<RequestKind, WhenGranted[]>();
  private readonly refusalHooks = new Map<RequestKind, WhenRefused[]>();
  /** Events that asked for what was answered before the handovers that were read in a transaction. */
  private readonly answeredBefore = new WeakMap<Transaction, ReadonlySet<string>>();

  constructor(
    private readonly custody: AnyCustody,
    private readonly outbox: Outbox,
    private readonly now: () => Date,
    private readonly answering: Answering = answerTo,
  ) {
    custody.whenTaken((tx, complaintIds, answered) => {
      // What the giver answered, or granted by handing over, is not open, though the answer is yet to be read.
      this.answeredBefore.set(tx, new Set([...(this.answeredBefore.get(tx) ?? []), ...answered]));
      return this.answerHeld(tx, complaintIds);
    });
  }

  /** Has `knows` asked before every answer; what several say is put together. To be called while modules are made. */
  knows(knows: Knows): void {
    this.knowers.push(knows);
  }

  /** Has `hook` run in the transaction that grants a request of the kind, after the move. As {@link knows}. */
  whenGranted(kind: RequestKind, hook: WhenGranted): void {
    this.hooks.set(kind, [...(this.hooks.get(kind) ?? []), hook]);
  }

  /** Has `hook` run in the transaction that refuses a request of the kind, after the refusal. As {@link knows}. */
  whenRefused(kind: RequestKind, hook: WhenRefused): void {
    this.refusalHooks.set(kind, [...(this.refusalHooks.get(kind) ?? []), hook]);
  }

  /** Remembers requests, in the order of the log, and answers at once those of complaints that this service holds. */
  async receive(tx: Transaction, requests: readonly StoryRequest[]): Promise<void> {
    if (requests.length === 0) return;
    tx.write(
      `insert into open_request (request_id, complaint_id, kind, requested_at, fields, event_id)
       select request_id, complaint_id, kind, requested_at, fields::jsonb, event_id
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[])
         with ordinality as t(request_id, complaint_id, kind, requested_at, fields, event_id, place)
       order by place on conflict do nothing`,
      [
        requests.map((request) => request.requestId),
        requests.map((request) => request.complaintId),
        requests.map((request) => request.kind),
        requests.map((request) => request.requestedAt),
        requests.map((request) => JSON.stringify(request.fields)),
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
    const { rows } = await tx.query<RequestRow>(
      `select request_id, complaint_id, kind, requested_at, fields, event_id from open_request
       where complaint_id = any($1::uuid[]) order by arrival`,
      [heldIds],
      'request-held',
    );
    const answered = this.answeredBefore.get(tx);
    for (const row of rows) {
      if (answered?.has(row.event_id)) continue;
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
    const { request_id: requestId, kind, fields, requested_at: requestedAt, event_id: eventId } = request;
    const at = this.now();
    const details = { at, actor: SYSTEM, causationId: eventId };
    const { holder, state, suspendedFrom, unitId, handlerId, since, reopenCount } = complaint;
    const answer = this.answering(kind, holder, {
      state,
      suspendedFrom,
      unitId,
      handlerId,
      since,
      reopenCount,
      requestedAt,
      fields,
      facts: await this.factsFor(tx, complaint, { kind, fields }),
    });
    const asked = { requestId, complaintId: complaint.complaintId, kind, requestedAt, fields, eventId };
    if (answer.isGranted) {
      const after = await this.custody.move(tx, complaint, grantingMove(kind, holder), {
        ...details,
        payload: { ...answer.payload, requestId },
        to: answer.to,
      });
      for (const hook of this.hooks.get(kind) ?? []) {
        await hook(tx, { ...asked, before: complaint, complaint: after, at });
      }
    } else {
      await this.outbox.append(tx, [
        {
          ...details,
          contract: requestRefused,
          complaint,
          reasonCode: answer.reasonCode,
          payload: { requestId, kind },
        },
      ]);
      for (const hook of this.refusalHooks.get(kind) ?? []) {
        await hook(tx, { ...asked, complaint, reasonCode: answer.reasonCode, at });
      }
    }
    await this.close(tx, [requestId]);
  }

  private async factsFor(
    tx: Transaction,
    complaint: HeldComplaint,
    request: Pick<StoryRequest, 'kind' | 'fields'>,
  ): Promise<HolderFacts> {
    let facts = NOTHING_KNOWN;
    for (const knows of this.knowers) facts = { ...facts, ...(await knows(tx, complaint, request)) };
    return facts;
  }
}
