import { Controller, Get, Query } from '@nestjs/common';
import { Directory } from '@redress/access';
import { ACCESS } from '@redress/contracts';
import { CurrentUser, Endpoint, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import type { z } from 'zod';
import { Labels } from './labels';
import { overviewScope } from './overview-scope';
import { overviewQuerySchema, overviewSchema, type OverviewView } from './overview.dto';
import { figuresOf } from './overview-view';
import { periodOf } from './period';
import { SqlOverview } from './sql-overview';

/** Figures of the complaints received in a period. */
@Controller('v1/overview')
export class OverviewController {
  constructor(
    private readonly database: Database,
    private readonly overview: SqlOverview,
    private readonly directory: Directory,
    private readonly labels: Labels,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Count complaints by state, category, channel, severity, priority and unit, with clocks and times',
    description:
      'By day of receipt; complaints, enquiries and suggestions apart. Unit managers see their own unit and the units below it.',
    tag: 'overview',
    access: ACCESS.analytics.readOverview,
    query: overviewQuerySchema,
    response: overviewSchema,
  })
  async readOverview(
    @Query() query: z.infer<typeof overviewQuerySchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<OverviewView> {
    const now = this.clock.now();
    const { organisationId, unitId } = overviewScope(reader, query.unit, this.directory);
    const period = periodOf(query, now);
    const [totals, days] = await Promise.all([
      this.overview.totals(this.database, organisationId, query.kind, period),
      this.overview.perDay(this.database, organisationId, query.kind, period),
    ]);
    const isInScope = (row: { readonly unitId: string }): boolean =>
      unitId === undefined || this.directory.isWithin(row.unitId, unitId);
    return {
      asOf: now.toISOString(),
      ...period,
      unit: unitId ?? null,
      kind: query.kind,
      ...figuresOf(query.kind, totals.filter(isInScope), days.filter(isInScope), this.labels),
    };
  }
}
