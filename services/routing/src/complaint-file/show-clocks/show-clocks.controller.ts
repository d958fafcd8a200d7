import { Controller, Get, Param } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { clockViewSchema, Endpoint, type ClockView } from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { complaintParams } from '../work-changed.dto';
import { WorkReads } from '../work-reads';
import { ClockViews } from '../../sla-clock/clock-views';
import { SqlSlaClocks } from '../../sla-clock/sql-sla-clocks';

const clocksSchema = z
  .object({
    complaintId: z.uuid(),
    clocks: z.array(clockViewSchema).describe('Running ones first, due first on top; then those that ended'),
  })
  .meta({ id: 'Clocks' });

@Controller('v1/complaints/:id/clocks')
export class ShowClocksController {
  constructor(
    private readonly database: Database,
    private readonly reads: WorkReads,
    private readonly clocks: SqlSlaClocks,
    private readonly views: ClockViews,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Show the clocks of a complaint',
    tag: 'clocks',
    operationId: 'showClocks',
    access: ACCESS.routing.showClocks,
    params: complaintParams,
    response: clocksSchema,
    problems: { 404: 'No such complaint, or not yours to see' },
  })
  async show(@Param() { id }: z.infer<typeof complaintParams>): Promise<{ complaintId: string; clocks: ClockView[] }> {
    await this.reads.find(id);
    return { complaintId: id, clocks: this.views.all(await this.clocks.load(this.database, [id])) };
  }
}
