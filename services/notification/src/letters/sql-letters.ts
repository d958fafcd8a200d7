import {
  ENDED_STATES,
  machines,
  STATE,
  type LetterKind,
  type LetterWay,
  type LocaleCode,
  type StateOf,
  type ToldBy,
} from '@redress/contracts';
import { mustChange, type Database, type Transaction } from '@redress/persistence';
import { RESTING, type LetterFacts, type LetterReason, type LetterStatus } from './domain/letter';
import { complaintViewOf, type ComplaintView, type CustodyViewRow } from './sql-custody-view';

const { FAILED, REQUESTED, SENT, UNDER_WAY } = machines.letter.state;
const dispatch = machines.letterDispatch.state;

type Queryable = Pick<Transaction | Database, 'query'>;

export interface RequestedLetter {
  readonly letterId: string;
  readonly complaintId: string;
  /** The complaint whose story called for it; of a party of a case another one than theirs. */
  readonly caseId: string;
  readonly facts: LetterFacts;
  /** Least version of the resolution dossier that the letter needs. */
  readonly resolutionVersion?: number | undefined;
  readonly causedBy: string;
  /** Trace of the event that called for the letter. */
  readonly traceparent?: string | undefined;
  /** Business time. */
  readonly requestedAt: Date;
  /** Business time: the complainant knows already what it says, from the own screen. */
  readonly shownAt?: Date | undefined;
}

/** Content of a letter, with the version of the letter at which it was written. */
export interface SealedContent {
  readonly bytes: Buffer;
  readonly version: number;
}

/** A letter that this worker may try to send until its lease ends. */
export interface ClaimedLetter {
  readonly letterId: string;
  readonly complaintId: string;
  readonly caseId: string;
  readonly facts: LetterFacts;
  readonly causedBy: string;
  /** Trace that the letter goes on with; null when what called for it had none. */
  readonly traceparent: string | null;
  readonly attempts: number;
  /** Real time of the first attempt. */
  readonly tryingSince: Date | null;
  readonly version: number;
  /** Of an earlier attempt. */
  readonly content: SealedContent | null;
  readonly locale: LocaleCode;
  /** Ways that it went in vain. */
  readonly tried: readonly LetterWay[];
  /** Why the last of them failed. */
  readonly reason: LetterReason | null;
  readonly registeredAt: Date;
  readonly expectedAt: Date | null;
  /** Number and packs of the complaint, and where its case stands as this service has read the story; null when it knows nothing of it. */
  readonly complaint: ComplaintView | null;
}

/** A letter that goes a way now. */
export interface Attempt {
  readonly letterId: string;
  /** Whose lease the letter is under. */
  readonly owner: string;
  readonly content: SealedContent;
  /** Absent when there is none, so that a member of staff has to tell the complainant. */
  readonly way?: LetterWay | undefined;
}

/** What becomes of a letter that was under a lease. */
export interface Ending {
  readonly letterId: string;
  /** Whose lease the letter is under. */
  readonly owner: string;
  /** REQUESTED: it goes the next way. */
  readonly status: LetterStatus;
  readonly reason?: LetterReason | undefined;
  /** The way that it went, and how that ended. */
  readonly went?: { readonly way: LetterWay; readonly status: DispatchStatus } | undefined;
  readonly toldBy?: ToldBy | undefined;
  /** Business time. */
  readonly at: Date;
}

/** How a letter stood before it ended. */
export interface EndedLetter {
  readonly attempts: number;
  /** Whether the story says that the complaint is acknowledged. */
  readonly wasAcknowledged: boolean;
}

/** A letter whose complainant was told by something else than the worker. */
export interface Telling {
  readonly letterId: string;
  readonly by: ToldBy;
  /** Business time. */
  readonly at: Date;
  readonly way?: LetterWay | undefined;
  /** Sealed. */
  readonly proof?: Buffer | undefined;
  readonly person?: string | undefined;
  readonly contactId?: string | undefined;
}

/** A letter of which the complainant was told. */
export interface ToldLetter extends EndedLetter {
  readonly letterId: string;
  readonly complaintId: string;
  readonly kind: LetterKind;
  readonly locale: LocaleCode;
  readonly causedBy: string;
}

/** A way that did not bring a letter to its complainant although a server had taken it over. */
export interface FailedWay {
  readonly letterId: string;
  readonly complaintId?: string | undefined;
  readonly way: LetterWay;
  readonly reason: LetterReason;
  /** Business time. */
  readonly at: Date;
}

export type DispatchStatus = StateOf<typeof machines.letterDispatch>;

/** One way that a letter went. */
export interface DispatchRow {
  readonly letterId: string;
  readonly way: LetterWay;
  readonly status: DispatchStatus;
  readonly reason: LetterReason | null;
  readonly attempts: number;
  readonly at: Date;
}

export interface LetterRow {
  readonly letterId: string;
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  readonly kind: LetterKind;
  readonly locale: LocaleCode | null;
  readonly status: LetterStatus;
  readonly reason: LetterReason | null;
  readonly requestedAt: Date;
  readonly way: LetterWay | null;
  readonly toldAt: Date | null;
  readonly toldBy: ToldBy | null;
  /** Held by a worker at the moment. */
  readonly isLeased: boolean;
  readonly attempts: number;
  readonly version: number;
  readonly isUncertain: boolean;
  readonly content: SealedContent | null;
}

/** Content as it stands in a row. */
interface ContentColumns {
  readonly contentBytes: Buffer | null;
  readonly contentVersion: number | null;
}

/** What stands beside a letter whose complaint is not known yet. */
interface NoCustodyViewRow {
  readonly complaint_no: null;
}

/** A gateway that gives receipts gives most of them within this time; no one waits longer for business time to go on. */
const RECEIPT_COMES_WITHIN_SECONDS = 10;

const ENDED = ENDED_STATES.filter((state) => state !== STATE.MERGED)
  .map((state) => `'${state}'`)
  .join(', ');

/** Looked up for one letter; what `exists` says after `or` would be answered by reading the whole table first. */
const found = (rest: string): string => `coalesce((select true from ${rest}), false)`;

/**
 * Everything is there that the letter needs, so that it can be sent or put aside. An acceptance letter needs nothing more
 * once the complaint has ended: the expected time will then never come. What rests with a suspended complaint is not ready.
 */
const IS_READY = `c.locale is not null
  and not (l.kind in (${RESTING.map((kind) => `'${kind}'`).join(', ')}) and ${found(`complaint_custody p
    where p.complaint_id = l.case_id and p.state = '${STATE.SUSPENDED}'`)})
  and (
  (l.kind = 'ACKNOWLEDGEMENT' and ${found(`complaint_custody p
    where p.complaint_id = l.complaint_id and p.state in (${ENDED})`)})
  or ((l.kind <> 'ACKNOWLEDGEMENT' or c.expected_at is not null)
    and ${found('data_key k where k.complaint_id = l.complaint_id')}
    and ${found(`dossier d
      where d.complaint_id = l.complaint_id and d.source = 'intake' and d.version >= c.dossier_version`)}
    and (l.resolution_version is null or ${found(`dossier d
      where d.complaint_id = l.case_id and d.source = 'resolution' and d.version >= l.resolution_version`)})))`;

const CLAIM = `with ready as (
  select l.letter_id, l.case_id from letter l join correspondence c on c.complaint_id = l.complaint_id
  where l.status = '${REQUESTED}' and l.next_attempt_at <= clock_timestamp()
    and (l.lease_until is null or l.lease_until < clock_timestamp()) and ${IS_READY}
  order by l.next_attempt_at limit $1 for update of l skip locked
)
update letter l set lease_owner = $2, lease_until = clock_timestamp() + make_interval(secs => $3 / 1000.0)
from ready left join complaint_custody k on k.complaint_id = ready.case_id,
  correspondence c left join complaint_custody p on p.complaint_id = c.complaint_id
where l.letter_id = ready.letter_id and c.complaint_id = l.complaint_id
returning l.letter_id as "letterId", l.complaint_id as "complaintId", l.case_id as "caseId", l.facts, l.caused_by as "causedBy", l.traceparent,
  l.attempts, l.trying_since as "tryingSince", l.version, l.content as "contentBytes",
  l.content_version as "contentVersion", l.tried, l.reason, c.locale, c.registered_at as "registeredAt", c.expected_at as "expectedAt",
  case when k.complaint_id is not null then p.complaint_no end as complaint_no, k.state, k.state_seq, p.packs`;

const ROW = `select l.letter_id as "letterId", l.complaint_id as "complaintId", p.complaint_no as "complaintNo",
  p.organisation_id as "organisationId", l.kind, c.locale, l.status, l.reason, l.requested_at as "requestedAt",
  l.way, l.told_at as "toldAt", l.told_by as "toldBy", coalesce(l.lease_until > clock_timestamp(), false) as "isLeased",
  l.attempts, l.version, l.is_uncertain as "isUncertain", l.content as "contentBytes",
  l.content_version as "contentVersion"
from letter l join complaint_custody p on p.complaint_id = l.complaint_id
left join correspondence c on c.complaint_id = l.complaint_id`;

/**
 * Statements that change several letters lock them in the order of their ids, so that two of them never wait for each
 * other.
 */
const LOCKED = 'order by l.letter_id for update of l';

const RENEW = `with held as (
  select l.letter_id from letter l
  where l.letter_id = any($2::uuid[]) and l.lease_owner = $1 and l.lease_until > clock_timestamp() ${LOCKED}
)
update letter l set lease_until = clock_timestamp() + make_interval(secs => $3 / 1000.0)
from held where l.letter_id = held.letter_id`;

const BEGIN_ATTEMPTS = `with attempt as (
  select * from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[], $5::text[])
    as t(letter_id, owner, content, content_version, way)
), held as (
  select l.letter_id from letter l join attempt a on a.letter_id = l.letter_id
  where l.lease_owner = a.owner and l.lease_until > clock_timestamp() and l.status = '${REQUESTED}' ${LOCKED}
)
update letter l set attempts = l.attempts + case when a.way is null then 0 else 1 end, way = a.way,
  content = a.content, content_version = a.content_version, trying_since = coalesce(l.trying_since, clock_timestamp())
from held join attempt a on a.letter_id = held.letter_id where l.letter_id = held.letter_id
returning l.letter_id as "letterId"`;

/** What is set on a letter that goes another way. */
const ANOTHER_WAY = `way = null, attempts = 0, trying_since = null, next_attempt_at = clock_timestamp()`;

const SETTLE = `with ending as (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::timestamptz[]) as t(letter_id, owner, status, reason, way, went, told_by, at)
), held as (
  select l.letter_id, l.attempts, l.is_acknowledged from letter l join ending e on e.letter_id = l.letter_id
  where l.lease_owner = e.owner and l.status = '${REQUESTED}' ${LOCKED}
), gone as (
  insert into letter_dispatch as d (letter_id, way, status, reason, attempts, at)
  select e.letter_id, e.way, e.went, e.reason, h.attempts, e.at
  from held h join ending e on e.letter_id = h.letter_id where e.way is not null
  on conflict (letter_id, way) do update set status = excluded.status, reason = excluded.reason,
    attempts = excluded.attempts, at = excluded.at, noted_at = clock_timestamp()
)
update letter l set status = e.status, reason = e.reason,
  told_at = case when l.told_at is null and e.told_by is not null then e.at else l.told_at end,
  told_by = coalesce(l.told_by, e.told_by),
  is_acknowledged = l.is_acknowledged or (l.kind = 'ACKNOWLEDGEMENT' and e.told_by is not null),
  way = case when e.status = '${REQUESTED}' then null else l.way end,
  tried = case when e.status = '${REQUESTED}' then l.tried || e.way else l.tried end,
  attempts = case when e.status = '${REQUESTED}' then 0 else l.attempts end,
  trying_since = case when e.status = '${REQUESTED}' then null else l.trying_since end,
  version = l.version + 1, lease_owner = null, lease_until = null
from held join ending e on e.letter_id = held.letter_id where l.letter_id = held.letter_id
returning l.letter_id as "letterId", held.attempts, held.is_acknowledged as "wasAcknowledged"`;

const TELL = `with telling as (
  select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::bytea[], $6::text[], $7::uuid[])
    as t(letter_id, told_by, at, way, proof, person, contact_id)
), held as (
  select l.letter_id, l.attempts, l.is_acknowledged from letter l join telling t on t.letter_id = l.letter_id
  where l.status in ('${REQUESTED}', '${UNDER_WAY}', '${FAILED}') ${LOCKED}
), gone as (
  insert into letter_dispatch as d (letter_id, way, status, attempts, at, proof, told_by_person)
  select t.letter_id, t.way, '${dispatch.TOLD}', greatest(h.attempts, 1), t.at, t.proof, t.person
  from held h join telling t on t.letter_id = h.letter_id where t.way is not null
  on conflict (letter_id, way) do update set status = excluded.status, reason = null, at = excluded.at,
    noted_at = clock_timestamp(), proof = excluded.proof, told_by_person = excluded.told_by_person
)
update letter l set status = '${SENT}', reason = null, way = coalesce(t.way, l.way),
  told_at = coalesce(l.told_at, t.at), told_by = coalesce(l.told_by, t.told_by),
  told_in_contact = coalesce(t.contact_id, l.told_in_contact),
  is_acknowledged = l.is_acknowledged or l.kind = 'ACKNOWLEDGEMENT',
  version = l.version + 1, lease_owner = null, lease_until = null
from held join telling t on t.letter_id = held.letter_id, correspondence c
where l.letter_id = held.letter_id and c.complaint_id = l.complaint_id
returning l.letter_id as "letterId", l.complaint_id as "complaintId", l.kind, c.locale, l.caused_by as "causedBy",
  held.attempts, held.is_acknowledged as "wasAcknowledged"`;

/** A letter that the complainant knows otherwise stays as it is; the row of the way says that it failed. */
const FAIL_WAY = `with failed as (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
    as t(letter_id, complaint_id, way, reason, at)
), held as (
  select l.letter_id from letter l join failed f on f.letter_id = l.letter_id
  where f.complaint_id is null or f.complaint_id = l.complaint_id ${LOCKED}
), gone as (
  update letter_dispatch d set status = '${dispatch.FAILED}', reason = f.reason, at = f.at, noted_at = clock_timestamp()
  from held h join failed f on f.letter_id = h.letter_id
  where d.letter_id = h.letter_id and d.way = f.way and d.status in ('${dispatch.OPEN}', '${dispatch.TOLD}')
  returning d.letter_id, f.way, f.reason
), again as (
  update letter l set status = '${REQUESTED}', reason = g.reason, told_at = null, told_by = null,
    tried = l.tried || g.way, version = l.version + 1, ${ANOTHER_WAY}
  from gone g where l.letter_id = g.letter_id and l.way = g.way
    and (l.status = '${UNDER_WAY}' or (l.status = '${SENT}' and l.told_by = 'MAIL'))
)
select l.letter_id as "letterId", l.complaint_id as "complaintId", l.kind, c.locale, l.caused_by as "causedBy",
  l.attempts, l.is_acknowledged as "wasAcknowledged"
from gone g join letter l on l.letter_id = g.letter_id join correspondence c on c.complaint_id = l.complaint_id`;

/** Letters as rows: asked for, leased to one worker at a time, settled. */
export class SqlLetters {
  /** Asks for letters; one that was asked for already stays as it is. */
  async request(tx: Transaction, letters: readonly RequestedLetter[]): Promise<void> {
    if (letters.length === 0) return;
    tx.write(
      `insert into letter (letter_id, complaint_id, kind, facts, resolution_version, caused_by, traceparent, requested_at,
         told_at, case_id, told_by, is_acknowledged)
       select *, case when t.told_at is not null then 'ON_SCREEN' end, t.told_at is not null
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::int[], $6::uuid[], $7::text[],
         $8::timestamptz[], $9::timestamptz[], $10::uuid[]) as t(a, b, c, d, e, f, g, h, told_at, case_id)
       on conflict (letter_id) do nothing`,
      [
        letters.map((letter) => letter.letterId),
        letters.map((letter) => letter.complaintId),
        letters.map((letter) => letter.facts.kind),
        letters.map((letter) => JSON.stringify(letter.facts)),
        letters.map((letter) => letter.resolutionVersion ?? null),
        letters.map((letter) => letter.causedBy),
        letters.map((letter) => letter.traceparent ?? null),
        letters.map((letter) => letter.requestedAt),
        letters.map((letter) => letter.shownAt ?? null),
        letters.map((letter) => letter.caseId),
      ],
      'letter-request',
    );
  }

  /** Leases up to `limit` letters that can be sent now, the longest waiting first. */
  async claim(from: Queryable, owner: string, limit: number, leaseMs: number): Promise<ClaimedLetter[]> {
    const { rows } = await from.query<
      Omit<ClaimedLetter, 'complaint' | 'content'> & ContentColumns & (CustodyViewRow | NoCustodyViewRow)
    >(CLAIM, [limit, owner, leaseMs], 'letter-claim');
    return rows.map((row) => ({
      ...row,
      content: contentOf(row),
      complaint: row.complaint_no === null ? null : complaintViewOf(row),
    }));
  }

  /** Holds letters for longer that are still under the lease of this worker. */
  async renew(from: Queryable, owner: string, letterIds: readonly string[], leaseMs: number): Promise<void> {
    await from.query(RENEW, [owner, letterIds, leaseMs], 'letter-renew');
  }

  /**
   * Records which way letters go now, with what they say, before anybody else hears of it.
   * @returns those that may go; the others lost their lease meanwhile
   */
  async beginAttempts(from: Queryable, attempts: readonly Attempt[]): Promise<ReadonlySet<string>> {
    const { rows } = await from.query<{ letterId: string }>(
      BEGIN_ATTEMPTS,
      [
        attempts.map(({ letterId }) => letterId),
        attempts.map(({ owner }) => owner),
        attempts.map(({ content }) => content.bytes),
        attempts.map(({ content }) => content.version),
        attempts.map(({ way }) => way ?? null),
      ],
      'letter-attempts',
    );
    return new Set(rows.map(({ letterId }) => letterId));
  }

  /**
   * Ends letters, or has them go the next way. @returns how each stood before; absent are those that lost their lease, so
   * that another worker ends them
   */
  async settle(tx: Transaction, endings: readonly Ending[]): Promise<ReadonlyMap<string, EndedLetter>> {
    const { rows } = await tx.query<EndedLetter & { letterId: string }>(
      SETTLE,
      [
        endings.map(({ letterId }) => letterId),
        endings.map(({ owner }) => owner),
        endings.map(({ status }) => status),
        endings.map(({ reason }) => reason ?? null),
        endings.map(({ went }) => went?.way ?? null),
        endings.map(({ went }) => went?.status ?? null),
        endings.map(({ toldBy }) => toldBy ?? null),
        endings.map(({ at }) => at),
      ],
      'letter-settle',
    );
    return new Map(rows.map((row) => [row.letterId, row]));
  }

  /** Notes that complainants were told. @returns those of the letters of which they had not been told before */
  async tell(tx: Transaction, tellings: readonly Telling[]): Promise<ToldLetter[]> {
    const { rows } = await tx.query<ToldLetter>(
      TELL,
      [
        tellings.map(({ letterId }) => letterId),
        tellings.map(({ by }) => by),
        tellings.map(({ at }) => at),
        tellings.map(({ way }) => way ?? null),
        tellings.map(({ proof }) => proof ?? null),
        tellings.map(({ person }) => person ?? null),
        tellings.map(({ contactId }) => contactId ?? null),
      ],
      'letter-tell',
    );
    return rows;
  }

  /**
   * Notes that ways failed which had seemed to be going well; the letters go the next way.
   * @returns the letters of ways of which that was not known before
   */
  async failWays(tx: Transaction, ways: readonly FailedWay[]): Promise<ToldLetter[]> {
    const { rows } = await tx.query<ToldLetter>(
      FAIL_WAY,
      [
        ways.map(({ letterId }) => letterId),
        ways.map(({ complaintId }) => complaintId ?? null),
        ways.map(({ way }) => way),
        ways.map(({ reason }) => reason),
        ways.map(({ at }) => at),
      ],
      'letter-fail-way',
    );
    return rows;
  }

  /** The complaints of letters; those that are not there are absent. */
  async complaintsOf(from: Queryable, letterIds: readonly string[]): Promise<string[]> {
    const { rows } = await from.query<{ complaintId: string }>(
      'select distinct complaint_id as "complaintId" from letter where letter_id = any($1::uuid[])',
      [letterIds],
      'letter-complaints',
    );
    return rows.map(({ complaintId }) => complaintId);
  }

  /** Whether the complainant was given the code that opens the mailbox: on the own screen, or in a letter that arrived. */
  async holdsCode(from: Queryable, complaintId: string): Promise<boolean> {
    const { rows } = await from.query(
      `select from letter where complaint_id = $1 and kind = 'ACKNOWLEDGEMENT' and told_by in ('MAIL', 'SMS', 'ON_SCREEN')`,
      [complaintId],
      'letter-holds-code',
    );
    return rows.length > 0;
  }

  /** The ways that letters went. */
  async dispatchesOf(from: Queryable, letterIds: readonly string[]): Promise<ReadonlyMap<string, DispatchRow[]>> {
    const { rows } = await from.query<DispatchRow>(
      `select letter_id as "letterId", way, status, reason, attempts, at from letter_dispatch
       where letter_id = any($1::uuid[]) order by noted_at`,
      [letterIds],
      'letter-dispatches',
    );
    const found = new Map<string, DispatchRow[]>();
    for (const row of rows) found.set(row.letterId, [...(found.get(row.letterId) ?? []), row]);
    return found;
  }

  /** Text messages that the gateway took so many seconds of real time ago, or longer, and gave no receipt for. */
  async awaitingReceipt(from: Queryable, seconds: number, limit: number): Promise<string[]> {
    const { rows } = await from.query<{ letterId: string }>(
      `select letter_id as "letterId" from letter_dispatch
       where status = '${dispatch.OPEN}' and way = 'SMS' and noted_at <= clock_timestamp() - make_interval(secs => $1)
       order by noted_at limit $2`,
      [seconds, limit],
      'letter-awaiting-receipt',
    );
    return rows.map(({ letterId }) => letterId);
  }

  /** Gives a letter back, to be tried again after a while of real time. */
  async postpone(
    from: Queryable,
    letterId: string,
    owner: string,
    { delayMs, isUncertain }: { readonly delayMs: number; readonly isUncertain: boolean },
  ): Promise<void> {
    await from.query(
      `update letter set next_attempt_at = clock_timestamp() + make_interval(secs => $3 / 1000.0),
         is_uncertain = is_uncertain or $4, lease_owner = null, lease_until = null
       where letter_id = $1 and lease_owner = $2 and status = '${REQUESTED}'`,
      [letterId, owner, delayMs, isUncertain],
      'letter-postpone',
    );
  }

  /** Puts a failed letter back among those to be sent. Content that may have arrived is kept, other content written anew. */
  async retry(tx: Transaction, letterId: string): Promise<number> {
    const { rows } = await mustChange(
      'letter-retry',
      1,
      tx.query<{ version: number }>(
        `update letter set status = '${machines.letter.move(FAILED, REQUESTED)}', reason = null, way = null,
           tried = '{}', attempts = 0, trying_since = null, next_attempt_at = clock_timestamp(),
           content = case when is_uncertain then content end,
           content_version = case when is_uncertain then content_version end, version = version + 1
         where letter_id = $1 and status = '${FAILED}' returning version`,
        [letterId],
      ),
    );
    return (rows[0] as { version: number }).version;
  }

  /** One letter; with `lock` no other transaction changes it before the transaction ends. */
  async find(from: Queryable, letterId: string, { lock = false } = {}): Promise<LetterRow | undefined> {
    const { rows } = await from.query<StoredRow>(`${ROW} where l.letter_id = $1${lock ? ' for update of l' : ''}`, [
      letterId,
    ]);
    return rows[0] && letterRowOf(rows[0]);
  }

  /** How the newest letter of a kind to a complainant stands; undefined when none was asked for. */
  async lastOfKind(
    from: Queryable,
    complaintId: string,
    kind: LetterKind,
  ): Promise<{ readonly status: LetterStatus; readonly toldAt: Date | null } | undefined> {
    const { rows } = await from.query<{ status: LetterStatus; toldAt: Date | null }>(
      `select status, told_at as "toldAt" from letter where complaint_id = $1 and kind = $2
       order by requested_at desc limit 1`,
      [complaintId, kind],
      'letter-last-of-kind',
    );
    return rows[0];
  }

  /** The letters of a complaint after a position, oldest first. */
  async ofComplaint(
    from: Queryable,
    complaintId: string,
    after: { readonly requestedAt: string; readonly letterId: string } | undefined,
    limit: number,
  ): Promise<LetterRow[]> {
    const { rows } = await from.query<StoredRow>(
      `${ROW} where l.complaint_id = $1 and ($2::timestamptz is null or (l.requested_at, l.letter_id) > ($2, $3::uuid))
       order by l.requested_at, l.letter_id limit $4`,
      [complaintId, after?.requestedAt ?? null, after?.letterId ?? null, limit],
    );
    return rows.map(letterRowOf);
  }

  /** Letters that could be sent and were not tried yet, letters being sent, and receipts that are to come any moment. */
  async pending(from: Queryable): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      `select count(*)::int as count from letter l join correspondence c on c.complaint_id = l.complaint_id
       where l.status = '${REQUESTED}' and (l.lease_until > clock_timestamp() or (l.attempts = 0 and ${IS_READY}))
       union all select count(*)::int from letter_dispatch where status = '${dispatch.OPEN}' and way = 'SMS'
         and noted_at > clock_timestamp() - make_interval(secs => ${RECEIPT_COMES_WITHIN_SECONDS})`,
      [],
      'letter-pending',
    );
    return rows.reduce((sum, { count }) => sum + count, 0);
  }

  /** Real seconds for which the oldest letter has been waiting for a dossier, a key or the expected time; 0 when none is. */
  async oldestWaitSeconds(from: Queryable): Promise<number> {
    const { rows } = await from.query<{ seconds: number }>(
      `select coalesce(extract(epoch from clock_timestamp() - min(l.created_at)), 0)::float8 as seconds
       from letter l left join correspondence c on c.complaint_id = l.complaint_id
       where l.status = '${REQUESTED}' and not coalesce(${IS_READY}, false)`,
    );
    return rows[0]?.seconds ?? 0;
  }

  /** Letters that are asked for and neither sent nor given up. */
  async depth(from: Queryable): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      `select count(*)::int as count from letter where status = '${REQUESTED}'`,
    );
    return rows[0]?.count ?? 0;
  }
}

type StoredRow = Omit<LetterRow, 'content'> & ContentColumns;

function letterRowOf({ contentBytes, contentVersion, ...row }: StoredRow): LetterRow {
  return { ...row, content: contentOf({ contentBytes, contentVersion }) };
}

function contentOf({ contentBytes, contentVersion }: ContentColumns): SealedContent | null {
  return contentBytes && contentVersion !== null ? { bytes: contentBytes, version: contentVersion } : null;
}
