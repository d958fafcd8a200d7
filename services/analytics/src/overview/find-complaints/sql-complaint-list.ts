import type { Database } from '@redress/persistence';
import type { ComplaintFold } from '../domain/complaint-fold';
import { DIMENSION_COLUMNS } from '../projection-tables';
import type { Period } from '../read-overview/period';

export type ListedDimension = keyof typeof DIMENSION_COLUMNS | 'BREACHED_CLOCK';

export interface ListPosition {
  readonly receivedOn: string;
  readonly complaintId: string;
}

export interface ListedComplaint extends ListPosition {
  readonly fold: ComplaintFold;
}

/** Lists of complaints behind a figure, each served by an index. */
export class SqlComplaintList {
  /** Complaints of one value of a dimension, newest day first, after a position. */
  async find(
    from: Database,
    wish: {
      readonly organisationId: string;
      readonly dimension: ListedDimension;
      readonly value: string;
      readonly period: Period;
      /** Responsible units; undefined: any or none. */
      readonly units: readonly string[] | undefined;
      readonly after: ListPosition | undefined;
      readonly limit: number;
    },
  ): Promise<ListedComplaint[]> {
    const condition =
      wish.dimension === 'BREACHED_CLOCK'
        ? `breached_clocks <> '{}' and $2 = any(breached_clocks)`
        : `${DIMENSION_COLUMNS[wish.dimension]} = $2`;
    const { rows } = await from.query<ListedComplaint>(
      `select complaint_id as "complaintId", received_on as "receivedOn", fold from complaint_fact
       where organisation_id = $1 and ${condition} and received_on between $3 and $4
         and ($5::text[] is null or unit_id = any($5))
         and ($6::date is null or (received_on, complaint_id) < ($6, $7::uuid))
       order by received_on desc, complaint_id desc limit $8`,
      [
        wish.organisationId,
        wish.value,
        wish.period.from,
        wish.period.to,
        wish.units ?? null,
        wish.after?.receivedOn ?? null,
        wish.after?.complaintId ?? null,
        wish.limit,
      ],
    );
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
