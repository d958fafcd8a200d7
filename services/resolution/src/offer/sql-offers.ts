import { Injectable } from '@nestjs/common';
import { machines, STATE, type IdentityDocument } from '@redress/contracts';
import { mustChange, WrongRowCount, type Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import {
  Offers,
  type DecisionClock,
  type MarkedConsent,
  type AnswerRecord,
  type Offer,
  type OfferAnswer,
  type OfferState,
  type Tries,
} from './offers';

const machine = machines.offer;

type Round = { readonly complaintId: string; readonly cycle: number };

const COLUMNS = `offer_id as "offerId", complaint_id as "complaintId", party_id as "partyId", cycle, plan_id as "planId", revision, state,
  offered_at as "offeredAt", decide_by as "decideBy", decided_at as "decidedAt", imposed_by as "imposedBy"`;

const ANSWER_COLUMNS = `a.answer_id as "answerId", a.offer_id as "offerId", a.decision, a.round, a.channel, a.revision,
  a.text_sha256 as "textSha256", a.locale, a.given_at as "givenAt", a.recorded_at as "recordedAt", a.proof, a.mark,
  a.words, a.recorded_by as "recordedBy", a.contact_id as "contactId", a.listener_id as "listenerId",
  a.object_by as "objectBy", a.objected_at as "objectedAt", a.objection, a.scan_id as "scanId",
  a.scan_sha256 as sha256, a.scan_bytes as "byteSize", a.scan_type as "mediaType", a.scan_name as name,
  a.identity_document as document, a.identity_ending as ending`;

type AnswerRow = Omit<OfferAnswer, 'record'> & {
  readonly recordedBy: string | null;
  readonly contactId: string | null;
  readonly listenerId: string | null;
  readonly objectBy: Date | null;
  readonly objectedAt: Date | null;
  readonly objection: Buffer | null;
  readonly scanId: string | null;
  readonly sha256: string | null;
  readonly byteSize: string | null;
  readonly mediaType: string | null;
  readonly name: Buffer | null;
  readonly document: IdentityDocument | null;
  readonly ending: Buffer | null;
};

function answerFrom(row: AnswerRow): OfferAnswer {
  const { recordedBy, contactId, listenerId, objectBy, objectedAt, objection, ...rest } = row;
  const { scanId, sha256, byteSize, mediaType, name, document, ending, ...answer } = rest;
  if (recordedBy === null || objectBy === null) return { ...answer, record: null };
  const scan: AnswerRecord['scan'] =
    scanId && sha256 && byteSize && mediaType && name
      ? { scanId, sha256, byteSize: Number(byteSize), mediaType, name }
      : null;
  const identity = document && ending ? { document, ending } : null;
  return { ...answer, record: { recordedBy, contactId, listenerId, scan, identity, objectBy, objectedAt, objection } };
}

/**
 * Of the offers to several complainants the one by which the case is judged: an open one, else one that is carried out, else one
 * that lapsed.
 */
export const FIRST_OF_SEVERAL = `offered_at desc, array_position(array['${machine.state.OPEN}', '${machine.state.IMPOSED}', '${machine.state.ACCEPTED}', '${machine.state.LAPSED}'], state), offer_id`;

@Injectable()
export class SqlOffers extends Offers {
  override async add(
    tx: Transaction,
    offer: Omit<Offer, 'state' | 'decidedAt'> & { readonly tokenSha256: Buffer },
  ): Promise<void> {
    tx.write(
      `insert into offer (offer_id, complaint_id, cycle, plan_id, revision, token_sha256, offered_at, decide_by, party_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        offer.offerId,
        offer.complaintId,
        offer.cycle,
        offer.planId,
        offer.revision,
        offer.tokenSha256,
        offer.offeredAt,
        offer.decideBy,
        offer.partyId,
      ],
      'offer-add',
    );
  }

  override async findByToken(from: Queryable, tokenSha256: Buffer): Promise<Offer | undefined> {
    const { rows } = await from.query<Offer>(
      `select ${COLUMNS} from offer where token_sha256 = $1`,
      [tokenSha256],
      'offer-by-token',
    );
    return rows[0];
  }

  override async ofRound(from: Queryable, { complaintId, cycle }: Round, partyId?: string): Promise<Offer | undefined> {
    const { rows } = await from.query<Offer>(
      `select ${COLUMNS} from offer
       where complaint_id = $1 and cycle = $2 and ($3::uuid is null or party_id = $3)
       order by revision desc, ${FIRST_OF_SEVERAL} limit 1`,
      [complaintId, cycle, partyId ?? null],
      'offer-of-round',
    );
    return rows[0];
  }

  override async ofRevision(
    from: Queryable,
    { planId, revision }: Pick<Offer, 'planId' | 'revision'>,
  ): Promise<Offer[]> {
    const { rows } = await from.query<Offer>(
      `select ${COLUMNS} from offer where plan_id = $1 and revision = $2
         and offered_at = (select max(newest.offered_at) from offer newest where newest.plan_id = $1 and newest.revision = $2)
       order by offer_id`,
      [planId, revision],
      'offers-of-revision',
    );
    return rows;
  }

  override async voidFor(
    tx: Transaction,
    complaintId: string,
    partyId: string,
    { at, alsoAccepted }: { readonly at: Date; readonly alsoAccepted: boolean },
  ): Promise<Offer | undefined> {
    const { ACCEPTED, OPEN, VOID } = machine.state;
    const from = alsoAccepted ? [OPEN, ACCEPTED] : [OPEN];
    const [to] = from.map((state) => machine.move(state, VOID));
    // What was accepted of an earlier revision is settled.
    const { rows } = await tx.query<Offer>(
      `update offer o set state = $4, decided_at = $5
       where complaint_id = $1 and party_id = $2 and state = any($3::text[])
         and not exists (select from offer n where n.complaint_id = o.complaint_id and n.offered_at > o.offered_at)
       returning ${COLUMNS}`,
      [complaintId, partyId, from, to, at],
      'offer-void-for',
    );
    return rows[0];
  }

  override async ofClock(from: Queryable, complaintId: string, clockId: string): Promise<Offer | undefined> {
    const { rows } = await from.query<Offer>(
      `select ${COLUMNS} from offer where complaint_id = $1 and decision_clock_id = $2
       order by ${FIRST_OF_SEVERAL} limit 1`,
      [complaintId, clockId],
      'offer-of-clock',
    );
    return rows[0];
  }

  override async noteClocks(tx: Transaction, clocks: readonly DecisionClock[]): Promise<void> {
    if (clocks.length === 0) return;
    tx.write(
      `update offer o set decision_clock_id = t.clock_id, decide_by = coalesce(t.due_at, o.decide_by)
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as t(complaint_id, clock_id, started_at, due_at)
       where o.complaint_id = t.complaint_id and o.state = $5 and o.offered_at <= t.started_at`,
      [
        clocks.map(({ complaintId }) => complaintId),
        clocks.map(({ clockId }) => clockId),
        clocks.map(({ startedAt }) => startedAt),
        clocks.map(({ dueAt }) => dueAt),
        machine.state.OPEN,
      ],
      'offer-clocks',
    );
  }

  override async lapse(
    tx: Transaction,
    complaintId: string,
    { clockId, at, closesAt }: { readonly clockId: string; readonly at: Date; readonly closesAt: Date },
  ): Promise<void> {
    const from = machine.state.OPEN;
    // Of several complainants all who have not answered.
    const lapsed = await tx.query(
      `update offer set state = $4, decided_at = $3, closes_at = $6
         where complaint_id = $1 and decision_clock_id = $2 and state = $5`,
      [complaintId, clockId, at, machine.move(from, machine.state.LAPSED), from, closesAt],
      'offer-lapse',
    );
    if (lapsed.rowCount === 0) throw new WrongRowCount('offer-lapse', 1, 0);
  }

  override async impose(
    tx: Transaction,
    offerId: string,
    { at, by }: { readonly at: Date; readonly by: string },
  ): Promise<void> {
    const from = machine.state.OPEN;
    await mustChange(
      'offer-impose',
      1,
      tx.query(
        `with others as (
           update offer o set state = $3, decided_at = $4, imposed_by = $5 from offer this
           where this.offer_id = $1 and o.plan_id = this.plan_id and o.revision = this.revision and o.offer_id <> $1
             and o.state = $2)
         update offer set state = $3, decided_at = $4, imposed_by = $5 where offer_id = $1 and state = $2`,
        [offerId, from, machine.move(from, machine.state.IMPOSED), at, by],
        'offer-impose',
      ),
    );
  }

  override giveUp(tx: Transaction, complaintId: string, at: Date): void {
    const { LAPSED, OPEN, VOID } = machine.state;
    tx.write(
      `update offer set state = case when state = $2 then $3 else state end,
         decided_at = case when state = $2 then $4 else decided_at end, closes_at = null
       where complaint_id = $1 and (state = $2 or (state = $5 and closes_at is not null))`,
      [complaintId, OPEN, machine.move(OPEN, VOID), at, LAPSED],
      'offer-give-up',
    );
  }

  override async lapsedToClose(
    from: Queryable,
    now: Date,
    limit: number,
    among: readonly string[] | null = null,
  ): Promise<string[]> {
    const { rows } = await from.query<{ complaint_id: string }>(
      `select o.complaint_id from offer o join complaint_custody k on k.complaint_id = o.complaint_id
         join resolution_case c on c.complaint_id = o.complaint_id and c.cycle = o.cycle
       where o.state = $1 and o.closes_at <= $2 and c.status = $3 and k.state = $4
         and ($6::uuid[] is null or o.complaint_id = any($6))
         and not exists (select from offer n
           where n.complaint_id = o.complaint_id and n.cycle = o.cycle and n.offered_at > o.offered_at)
         and not exists (select from offer a
           where a.plan_id = o.plan_id and a.revision = o.revision and a.state = '${machine.state.ACCEPTED}')
       group by o.complaint_id order by min(o.closes_at) limit $5`,
      [machine.state.LAPSED, now, machines.resolution.state.OPEN, STATE.RESOLVED, limit, among],
      'offer-lapsed-to-close',
    );
    return rows.map((row) => row.complaint_id);
  }

  override async lock(tx: Transaction, offerId: string): Promise<Offer & { readonly tries: Tries }> {
    const { rows } = await tx.query<Offer & Tries>(
      `select ${COLUMNS},
         case when tries_until > clock_timestamp() then failed_tries else 0 end as failed,
         coalesce(greatest(0, ceil(extract(epoch from tries_until - clock_timestamp()))), 0)::int as "secondsLeft"
       from offer where offer_id = $1 for update`,
      [offerId],
      'offer-lock',
    );
    const { failed, secondsLeft, ...offer } = rows[0] as Offer & Tries;
    return { ...offer, tries: { failed, secondsLeft } };
  }

  override async countFailure(tx: Transaction, offerId: string, windowSeconds: number): Promise<void> {
    tx.write(
      `update offer set
         failed_tries = case when tries_until > clock_timestamp() then failed_tries + 1 else 1 end,
         tries_until = case when tries_until > clock_timestamp() then tries_until
           else clock_timestamp() + make_interval(secs => $2) end
       where offer_id = $1`,
      [offerId, windowSeconds],
      'offer-failure',
    );
  }

  override async answer(
    tx: Transaction,
    complaintId: string,
    answer: OfferAnswer,
    { from, to }: { readonly from: OfferState; readonly to: OfferState },
  ): Promise<void> {
    await mustChange(
      'offer-answer',
      1,
      tx.query(
        `with decided as (
           update offer set state = $4, decided_at = $5 where offer_id = $1 and state = $3 returning offer_id)
         insert into offer_answer (answer_id, offer_id, complaint_id, decision, round, channel, revision, text_sha256,
           locale, given_at, recorded_at, proof, mark, words, recorded_by, contact_id, listener_id, object_by, scan_id,
           scan_sha256, scan_bytes, scan_type, scan_name, identity_document, identity_ending)
         select $6, offer_id, $2, $7, $8, $9, $10, $11, $12, $5, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
           $24, $25, $26, $27 from decided`,
        [
          answer.offerId,
          complaintId,
          from,
          machine.move(from, to),
          answer.givenAt,
          answer.answerId,
          answer.decision,
          answer.round,
          answer.channel,
          answer.revision,
          answer.textSha256,
          answer.locale,
          answer.recordedAt,
          answer.proof,
          answer.mark,
          answer.words,
          answer.record?.recordedBy ?? null,
          answer.record?.contactId ?? null,
          answer.record?.listenerId ?? null,
          answer.record?.objectBy ?? null,
          answer.record?.scan?.scanId ?? null,
          answer.record?.scan?.sha256 ?? null,
          answer.record?.scan?.byteSize ?? null,
          answer.record?.scan?.mediaType ?? null,
          answer.record?.scan?.name ?? null,
          answer.record?.identity?.document ?? null,
          answer.record?.identity?.ending ?? null,
        ],
        'offer-answer',
      ),
    );
  }

  override async markedConsents(
    from: Queryable,
    organisationId: string,
    after: { readonly givenAt: string; readonly consentId: string } | undefined,
    limit: number,
  ): Promise<MarkedConsent[]> {
    const { rows } = await from.query<MarkedConsent>(
      `select c.answer_id as "consentId", c.offer_id as "offerId", c.complaint_id as "complaintId",
         r.complaint_no as "complaintNo", c.mark, c.proof, c.given_at as "givenAt"
       from offer_answer c join offer o using (offer_id)
         join resolution_case r on r.complaint_id = o.complaint_id and r.cycle = o.cycle
       where c.mark is not null and r.organisation_id = $1
         and ($2::timestamptz is null or (c.given_at, c.answer_id) > ($2, $3::uuid))
       order by c.given_at, c.answer_id limit $4`,
      [organisationId, after?.givenAt ?? null, after?.consentId ?? null, limit],
      'consents-marked',
    );
    return rows;
  }

  override async answersOf(from: Queryable, { complaintId, cycle }: Round): Promise<OfferAnswer[]> {
    const { rows } = await from.query<AnswerRow>(
      `select ${ANSWER_COLUMNS} from offer_answer a join offer o using (offer_id)
       where o.complaint_id = $1 and o.cycle = $2 order by a.revision, a.recorded_at, a.answer_id`,
      [complaintId, cycle],
      'answers-of',
    );
    return rows.map(answerFrom);
  }

  override async answerById(from: Queryable, complaintId: string, answerId: string): Promise<OfferAnswer | undefined> {
    const { rows } = await from.query<AnswerRow>(
      `select ${ANSWER_COLUMNS} from offer_answer a where a.answer_id = $2 and a.complaint_id = $1`,
      [complaintId, answerId],
      'answer-by-id',
    );
    return rows[0] && answerFrom(rows[0]);
  }

  override async answerTo(from: Queryable, offerId: string): Promise<OfferAnswer | undefined> {
    const { rows } = await from.query<AnswerRow>(
      `select ${ANSWER_COLUMNS} from offer_answer a where a.offer_id = $1 order by a.recorded_at desc, a.answer_id desc limit 1`,
      [offerId],
      'answer-to',
    );
    return rows[0] && answerFrom(rows[0]);
  }

  override async object(
    tx: Transaction,
    answerId: string,
    { at, words }: { readonly at: Date; readonly words: Buffer | null },
  ): Promise<void> {
    await mustChange(
      'answer-object',
      1,
      tx.query(
        `update offer_answer set objected_at = $2, objection = $3
         where answer_id = $1 and object_by is not null and objected_at is null`,
        [answerId, at, words],
        'answer-object',
      ),
    );
  }

  override async reopen(tx: Transaction, offerId: string): Promise<void> {
    const { ACCEPTED, COUNTERED, OPEN, REFUSED } = machine.state;
    const from = [ACCEPTED, COUNTERED, REFUSED];
    const [to] = from.map((state) => machine.move(state, OPEN));
    // The clock may have been moved for the others since.
    await mustChange(
      'offer-reopen',
      1,
      tx.query(
        `update offer o set state = $3, decided_at = null,
           decision_clock_id = coalesce(other.decision_clock_id, o.decision_clock_id),
           decide_by = coalesce(other.decide_by, o.decide_by)
         from offer this left join lateral (
           select n.decision_clock_id, n.decide_by from offer n
           where n.plan_id = this.plan_id and n.revision = this.revision and n.state = $3 limit 1) other on true
         where o.offer_id = $1 and this.offer_id = $1 and o.state = any($2::text[])`,
        [offerId, from, to],
        'offer-reopen',
      ),
    );
  }

  override async undo(tx: Transaction, offerId: string): Promise<void> {
    const from = machine.state.ACCEPTED;
    await mustChange(
      'offer-undo',
      1,
      tx.query(
        'update offer set state = $3 where offer_id = $1 and state = $2',
        [offerId, from, machine.move(from, machine.state.VOID)],
        'offer-undo',
      ),
    );
  }
}
