import type { ComplaintKind } from '@redress/contracts';
import { HIGHEST_ID, type Database } from '@redress/persistence';
import type { ComplaintFold } from '../domain/complaint-fold';
import { DIMENSION_COLUMNS, LANE } from '../projection-tables';
import type { Period } from '../read-overview/period';

export type ListedDimension = keyof typeof DIMENSION_COLUMNS | 'BREACHED_CLOCK';

export interface ListPosition {
  readonly receivedOn: string;
  readonly complaintId: string;
}

export interface ListedComplaint extends ListPosition {
  readonly fold: ComplaintFold;
}

export interface ListWish {
  readonly organisationId: string;
  readonly kind: ComplaintKind;
  readonly dimension: ListedDimension;
  readonly value: string;
  readonly period: Period;
  /** Responsible units; undefined: any or none. */
  readonly units: readonly string[] | undefined;
  readonly after: ListPosition | undefined;
  readonly limit: number;
}

/**
 * What every list asks for besides its dimension. The end of the period and the position after which a page begins are one
 * bound: beside another bound of the day PostgreSQL begins at the end of the period and passes by all pages before.
 */
const IN_PERIOD = `organisation_id = $1 and kind = $8 and received_on >= $3
  and (received_on, complaint_id) < ($4::date, $6::uuid)`;
const NEWEST_FIRST = 'received_on desc, complaint_id desc';
const LISTED = 'complaint_id as "complaintId", received_on as "receivedOn", fold';

/** Lists of complaints behind a figure, each served by an index. */
export class SqlComplaintList {
  /** Complaints of one value of a dimension, newest day first, after a position. */
  async find(from: Database, wish: ListWish): Promise<ListedComplaint[]> {
    const isByLanes = wish.dimension !== 'UNIT' && wish.dimension !== 'BREACHED_CLOCK';
    const units = wish.units ?? (isByLanes ? [NOBODY, ...(await this.units(from, wish.organisationId))] : null);
    const { after, period } = wish;
    const end: ListPosition = { receivedOn: period.to, complaintId: HIGHEST_ID };
    const { receivedOn, complaintId } = after && after.receivedOn <= period.to ? after : end;
    const { rows } = await from.query<ListedComplaint>(listStatement(wish.dimension), [
      wish.organisationId,
      wish.value,
      period.from,
      receivedOn,
      units,
      complaintId,
      wish.limit,
      wish.kind,
    ]);
    return rows;
  }

  /** One complaint by its number. */
  async byNumber(from: Database, organisationId: string, complaintNo: string): Promise<ComplaintFold | undefined> {
    const { rows } = await from.query<{ fold: ComplaintFold }>(
      `select fold from complaint_fact
       where complaint_no = $1 and organisation_id = $2 and received_on is not null order by complaint_id limit 1`,
      [complaintNo, organisationId],
      'fact-by-number',
    );
    return rows[0]?.fold;
  }

  /** Units that complaints of the organisation were ever assigned to. */
  async units(from: Database, organisationId: string): Promise<string[]> {
    const { rows } = await from.query<{ unit_id: string }>(
      `with recursive units as (
         (select min(unit_id) as unit_id from complaint_fact where organisation_id = $1 and received_on is not null)
         union all
         select (select min(f.unit_id) from complaint_fact f
                 where f.organisation_id = $1 and f.received_on is not null and f.unit_id > u.unit_id)
         from units u where u.unit_id is not null)
       select unit_id from units where unit_id is not null`,
      [organisationId],
      'fact-units',
    );
    return rows.map((row) => row.unit_id);
  }
}

/** The lane of complaints without a unit yet. */
const NOBODY = '';

/**
 * Of most dimensions each unit gives the newest of its own: a page costs as much as the units are many, not as much as
 * others have. What is equal in all rows comes first in the order too, because only the right index has that order.
 */
function listStatement(dimension: ListedDimension): string {
  if (dimension === 'BREACHED_CLOCK') {
    return `select ${LISTED} from complaint_fact
      where ${IN_PERIOD} and breached_clocks <> '{}' and $2 = any(breached_clocks)
        and ($5::text[] is null or unit_id = any($5)) order by ${NEWEST_FIRST} limit $7`;
  }
  if (dimension === 'UNIT') {
    return `select ${LISTED} from complaint_fact
      where ${IN_PERIOD} and unit_id = any(array[$2]) and ($5::text[] is null or $2 = any($5))
      order by unit_id desc, ${NEWEST_FIRST} limit $7`;
  }
  const column = DIMENSION_COLUMNS[dimension];
  return `select ${LISTED} from unnest($5::text[]) as lane (unit) cross join lateral (
      select complaint_id, received_on, fold from complaint_fact
      where ${IN_PERIOD} and ${column} = any(array[$2]) and ${LANE} = any(array[lane.unit])
      order by ${column} desc, ${LANE} desc, ${NEWEST_FIRST} limit $7) as listed
    order by ${NEWEST_FIRST} limit $7`;
}
