import type { Directory } from '@redress/access';
import type { DisclosurePurpose } from '@redress/contracts';
import { newId, type QueryResult } from '@redress/persistence';
import { KnownUntil, type BusinessClock } from '@redress/time';
import type { Disclosure } from './disclosure';
import type { DisclosureAlarm } from './disclosure-alarm';

/** A database or a transaction. */
export interface Queryable {
  query<R extends object>(sql: string, params?: readonly unknown[], name?: string): Promise<QueryResult<R>>;
}

export interface DisclosureLogOptions {
  /** Different complaints of one person within an hour of business time from which on the alarm is raised. */
  readonly manyComplaints: number;
}

/** A line of the log. */
export interface LoggedDisclosure {
  readonly disclosureId: string;
  readonly complaintId: string;
  readonly readerId: string;
  /** The handler for whom the reader stood in. */
  readonly onBehalfOf: string | null;
  readonly operation: string;
  readonly opened: readonly string[];
  readonly purpose: DisclosurePurpose;
  /** Sealed. */
  readonly note: Buffer | null;
  /** How often, within one hour. */
  readonly times: number;
  /** Business time of the first and the last time. */
  readonly readAt: Date;
  readonly lastReadAt: Date;
  /** Real time of them. */
  readonly recordedAt: Date;
  readonly lastRecordedAt: Date;
}

/** Which lines: of one organisation, of a person or a complaint or both, newest first. */
export interface DisclosureFilter {
  readonly organisationId: string;
  readonly readerId?: string | undefined;
  readonly complaintId?: string | undefined;
  /** Only those before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

// What the reader has seen besides is only counted for a row that is new and until the alarm was raised, no further than
// that needs.
const RECORD = `
  with said as (
    insert into disclosure as known (disclosure_id, organisation_id, complaint_id, reader_id, on_behalf_of, operation,
      opened, purpose, note, counted_in, times, read_at, last_read_at, recorded_at, last_recorded_at)
    select id, $4::text, complaint, $5::text,
      (select handler_id from complaint_custody c where c.complaint_id = complaint and c.handler_id = any($6::text[])),
      $7::text, string_to_array(what, ','), $8::text, $9::bytea, $10::timestamptz, 1, $11::timestamptz, $11, clock_timestamp(), clock_timestamp()
    from unnest($1::uuid[], $2::uuid[], $3::text[]) as t(id, complaint, what)
    on conflict (reader_id, complaint_id, operation, counted_in, purpose, opened) do update set
      times = known.times + 1, last_read_at = greatest(known.last_read_at, excluded.last_read_at),
      last_recorded_at = excluded.last_recorded_at
    returning (xmax = 0) as is_new
  )
  select case when $12::int > 0 and exists (select from said where is_new) then (
    select count(*) from (
      select distinct complaint_id from disclosure
      where reader_id = $5 and read_at > $11::timestamptz - interval '1 hour' and complaint_id <> all($2::uuid[])
      limit $12::int
    ) as others)::int end as "others"`;

const LINE = `disclosure_id as "disclosureId", complaint_id as "complaintId", reader_id as "readerId",
  on_behalf_of as "onBehalfOf", operation, opened, purpose, note, times, read_at as "readAt",
  last_read_at as "lastReadAt", recorded_at as "recordedAt", last_recorded_at as "lastRecordedAt"`;

const HOUR_MS = 3_600_000;

/**
 * Every read that opened personal data: who, on whose behalf, what, what for, when (D10, PR-01). Repeats within an hour
 * count up in one row.
 */
export class DisclosureLog {
  private readonly alarmed = new KnownUntil();

  constructor(
    private readonly database: Queryable,
    private readonly directory: Directory,
    private readonly clock: BusinessClock,
    private readonly alarm: DisclosureAlarm,
    private readonly options: DisclosureLogOptions,
  ) {}

  /**
   * Writes down what was opened, in one statement; nothing when nothing was. The answer must wait for it.
   * @throws what the database throws; the answer must not leave then
   */
  async record(disclosure: Disclosure): Promise<void> {
    const { opened, reader, operation } = disclosure;
    if (opened.length === 0) return;
    const { purpose, stated } = disclosure;
    if (stated && opened.length > 1) throw new Error('A stated purpose is for one complaint');
    const at = this.clock.now();
    const { rows } = await this.database.query<{ others: number | null }>(
      RECORD,
      [
        opened.map(() => stated?.disclosureId ?? newId()),
        opened.map(({ complaintId }) => complaintId),
        opened.map(({ what }) => what.join(',')),
        reader.organisationId,
        reader.sub,
        this.directory.standsInFor(reader.sub),
        operation,
        purpose,
        stated?.note ?? null,
        stated ? null : hourOf(at),
        at,
        this.isAlarmed(reader.sub, at) ? 0 : this.options.manyComplaints,
      ],
      'disclosure-record',
    );
    const others = rows[0]?.others;
    if (others !== null && others !== undefined) this.watch(reader.sub, others + opened.length, at);
  }

  /** Lines of the log, newest first. */
  async list(filter: DisclosureFilter): Promise<LoggedDisclosure[]> {
    const { organisationId, readerId, complaintId, before, limit } = filter;
    const params: unknown[] = [organisationId];
    const where = ['organisation_id = $1'];
    const and = (condition: string, value: unknown): void => {
      if (value !== undefined) where.push(`${condition} $${params.push(value)}`);
    };
    and('reader_id =', readerId);
    and('complaint_id =', complaintId);
    and('disclosure_id <', before);
    const { rows } = await this.database.query<LoggedDisclosure>(
      `select ${LINE} from disclosure where ${where.join(' and ')} order by disclosure_id desc limit $${params.push(limit)}`,
      params,
    );
    return rows;
  }

  /** One line of an organisation. */
  async find(disclosureId: string, organisationId: string): Promise<LoggedDisclosure | undefined> {
    const { rows } = await this.database.query<LoggedDisclosure>(
      `select ${LINE} from disclosure where disclosure_id = $1 and organisation_id = $2`,
      [disclosureId, organisationId],
    );
    return rows[0];
  }

  private isAlarmed(readerId: string, at: Date): boolean {
    return this.alarmed.leftMs(readerId, at.getTime()) > 0;
  }

  /** Once an hour for each person. */
  private watch(readerId: string, count: number, at: Date): void {
    if (count < this.options.manyComplaints || this.isAlarmed(readerId, at)) return;
    this.alarmed.remember(readerId, at.getTime() + HOUR_MS);
    this.alarm.manyComplaints(readerId, count);
  }
}

function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}
