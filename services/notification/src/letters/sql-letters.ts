import { ENDED_STATES, machines, type LetterKind, type LocaleCode } from '@redress/contracts';
import { mustChange, type Database, type Transaction } from '@redress/persistence';
import type { LetterFacts, LetterReason, LetterStatus } from './domain/letter';
import { complaintViewOf, type ComplaintView, type CustodyViewRow } from './sql-custody-view';

const { FAILED, REQUESTED } = machines.letter.state;

type Queryable = Pick<Transaction | Database, 'query'>;

export interface RequestedLetter {
  readonly letterId: string;
  readonly complaintId: string;
  readonly facts: LetterFacts;
  /** Least version of the resolution dossier that the letter needs. */
  readonly resolutionVersion?: number | undefined;
  readonly causedBy: string;
  /** Trace of the event that called for the letter. */
  readonly traceparent?: string | undefined;
  /** Business time. */
  readonly requestedAt: Date;
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
  readonly reachableByMail: boolean;
  readonly registeredAt: Date;
  readonly expectedAt: Date | null;
  /** Where the complaint stands, as this service has read the story; null when it knows nothing of it. */
  readonly complaint: ComplaintView | null;
}

/** An attempt to send a letter that is about to be made. */
export interface Attempt {
  readonly letterId: string;
  /** Whose lease the letter is under. */
  readonly owner: string;
  readonly content: SealedContent;
}

/** How a letter ends. */
export interface Ending {
  readonly letterId: string;
  /** Whose lease the letter is under. */
  readonly owner: string;
  readonly status: Exclude<LetterStatus, typeof REQUESTED>;
  readonly reason?: LetterReason | undefined;
  /** Business time. */
  readonly sentAt?: Date | undefined;
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
  readonly sentAt: Date | null;
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

const ENDED = ENDED_STATES.map((state) => `'${state}'`).join(', ');

/** Looked up for one letter; what `exists` says after `or` would be answered by reading the whole table first. */
const found = (rest: string): string => `coalesce((select true from ${rest}), false)`;

/**
 * Everything is there that the letter needs, so that it can be sent or put aside. An acceptance letter needs nothing more
 * once the complaint has ended: the expected time will then never come.
 */
const IS_READY = `c.locale is not null and (not c.reachable_by_mail
  or (l.kind = 'ACKNOWLEDGEMENT' and ${found(`complaint_custody p
    where p.complaint_id = l.complaint_id and p.state in (${ENDED})`)})
  or ((l.kind <> 'ACKNOWLEDGEMENT' or c.expected_at is not null)
    and ${found('data_key k where k.complaint_id = l.complaint_id')}
    and ${found(`dossier d
      where d.complaint_id = l.complaint_id and d.source = 'intake' and d.version >= c.dossier_version`)}
    and (l.resolution_version is null or ${found(`dossier d
      where d.complaint_id = l.complaint_id and d.source = 'resolution' and d.version >= l.resolution_version`)})))`;

const CLAIM = `with ready as (
  select l.letter_id from letter l join correspondence c on c.complaint_id = l.complaint_id
  where l.status = '${REQUESTED}' and l.next_attempt_at <= clock_timestamp()
    and (l.lease_until is null or l.lease_until < clock_timestamp()) and ${IS_READY}
  order by l.next_attempt_at limit $1 for update of l skip locked
)
update letter l set lease_owner = $2, lease_until = clock_timestamp() + make_interval(secs => $3 / 1000.0)
from ready, correspondence c left join complaint_custody p on p.complaint_id = c.complaint_id
where l.letter_id = ready.letter_id and c.complaint_id = l.complaint_id
returning l.letter_id as "letterId", l.complaint_id as "complaintId", l.facts, l.caused_by as "causedBy", l.traceparent,
  l.attempts, l.trying_since as "tryingSince", l.version, l.content as "contentBytes",
  l.content_version as "contentVersion", c.locale, c.reachable_by_mail as "reachableByMail",
  c.registered_at as "registeredAt", c.expected_at as "expectedAt",
  p.complaint_no, p.state, p.state_seq, p.packs`;

const ROW = `select l.letter_id as "letterId", l.complaint_id as "complaintId", p.complaint_no as "complaintNo",
  p.organisation_id as "organisationId", l.kind, c.locale, l.status, l.reason, l.requested_at as "requestedAt",
  l.sent_at as "sentAt", l.attempts, l.version, l.is_uncertain as "isUncertain", l.content as "contentBytes",
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
  select * from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[]) as t(letter_id, owner, content, content_version)
), held as (
  select l.letter_id from letter l join attempt a on a.letter_id = l.letter_id
  where l.lease_owner = a.owner and l.lease_until > clock_timestamp() and l.status = '${REQUESTED}' ${LOCKED}
)
update letter l set attempts = l.attempts + 1, content = a.content, content_version = a.content_version,
  trying_since = coalesce(l.trying_since, clock_timestamp())
from held join attempt a on a.letter_id = held.letter_id where l.letter_id = held.letter_id
returning l.letter_id as "letterId"`;

const SETTLE = `with ending as (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
    as t(letter_id, owner, status, reason, sent_at)
), held as (
  select l.letter_id from letter l join ending e on e.letter_id = l.letter_id
  where l.lease_owner = e.owner and l.status = '${REQUESTED}' ${LOCKED}
)
update letter l set status = e.status, reason = e.reason, sent_at = e.sent_at, version = l.version + 1,
  lease_owner = null, lease_until = null
from held join ending e on e.letter_id = held.letter_id where l.letter_id = held.letter_id
returning l.letter_id as "letterId", l.attempts`;

/** Letters as rows: asked for, leased to one worker at a time, settled. */
export class SqlLetters {
  /** Asks for letters; one that was asked for already stays as it is. */
  async request(tx: Transaction, letters: readonly RequestedLetter[]): Promise<void> {
    if (letters.length === 0) return;
    tx.write(
      `insert into letter (letter_id, complaint_id, kind, facts, resolution_version, caused_by, traceparent, requested_at)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::int[], $6::uuid[], $7::text[],
         $8::timestamptz[])
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
   * Records that letters are being handed to the mail server, with what they say.
   * @returns those that may be sent; the others lost their lease meanwhile
   */
  async beginAttempts(from: Queryable, attempts: readonly Attempt[]): Promise<ReadonlySet<string>> {
    const { rows } = await from.query<{ letterId: string }>(
      BEGIN_ATTEMPTS,
      [
        attempts.map(({ letterId }) => letterId),
        attempts.map(({ owner }) => owner),
        attempts.map(({ content }) => content.bytes),
        attempts.map(({ content }) => content.version),
      ],
      'letter-attempts',
    );
    return new Set(rows.map(({ letterId }) => letterId));
  }

  /**
   * Ends letters. @returns the attempts that each took; absent are those that lost their lease, so that another
   * worker ends them
   */
  async settle(tx: Transaction, endings: readonly Ending[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await tx.query<{ letterId: string; attempts: number }>(
      SETTLE,
      [
        endings.map(({ letterId }) => letterId),
        endings.map(({ owner }) => owner),
        endings.map(({ status }) => status),
        endings.map(({ reason }) => reason ?? null),
        endings.map(({ sentAt }) => sentAt ?? null),
      ],
      'letter-settle',
    );
    return new Map(rows.map(({ letterId, attempts }) => [letterId, attempts]));
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
        `update letter set status = '${machines.letter.move(FAILED, REQUESTED)}', reason = null,
           trying_since = null, next_attempt_at = clock_timestamp(),
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

  /** Letters that could be sent and were not tried yet, and letters being sent. */
  async pending(from: Queryable): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      `select count(*)::int as count from letter l join correspondence c on c.complaint_id = l.complaint_id
       where l.status = '${REQUESTED}' and (l.lease_until > clock_timestamp() or (l.attempts = 0 and ${IS_READY}))`,
      [],
      'letter-pending',
    );
    return rows[0]?.count ?? 0;
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
