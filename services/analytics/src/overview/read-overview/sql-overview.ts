import type { ComplaintKind } from '@redress/contracts';
import type { Database } from '@redress/persistence';
import type { Measure } from '../domain/contributions';
import type { Period } from './period';

/** A counter summed over the days of a period. */
export interface CountRow {
  readonly kind: ComplaintKind;
  readonly measure: Measure;
  readonly unitId: string;
  readonly value: string;
  readonly detail: string;
  readonly packs: string;
  readonly count: number;
}

/** Counters of one day that make its line of the series. */
export interface DayRow {
  readonly day: string;
  readonly unitId: string;
  readonly measure: 'COMPLAINTS' | 'TIME_TO';
  readonly value: string;
  readonly count: number;
}

/** Reads counters; what it costs depends on the days asked for, not on the complaints there are. */
export class SqlOverview {
  /** Counters of one kind, and how many there are of each. */
  async totals(from: Database, organisationId: string, kind: ComplaintKind, period: Period): Promise<CountRow[]> {
    const { rows } = await from.query<CountRow>(
      `select kind, measure, unit_id as "unitId", value, detail, packs, sum(count)::float8 as count
       from daily_count where organisation_id = $1 and day between $2 and $3 and (kind = $4 or measure = 'COMPLAINTS')
       group by kind, measure, unit_id, value, detail, packs having sum(count) > 0`,
      [organisationId, period.from, period.to, kind],
      'overview-totals',
    );
    return rows;
  }

  async perDay(from: Database, organisationId: string, kind: ComplaintKind, period: Period): Promise<DayRow[]> {
    const { rows } = await from.query<DayRow>(
      `select day, unit_id as "unitId", measure, value, sum(count)::float8 as count
       from daily_count where organisation_id = $1 and kind = $4 and day between $2 and $3
         and measure in ('COMPLAINTS', 'TIME_TO')
       group by day, unit_id, measure, value having sum(count) > 0 order by day`,
      [organisationId, period.from, period.to, kind],
      'overview-days',
    );
    return rows;
  }
}
