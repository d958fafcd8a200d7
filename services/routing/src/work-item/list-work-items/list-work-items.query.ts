import { Injectable } from '@nestjs/common';
import { decodeCursor, pageOf, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { z } from 'zod';
import { SqlDirectoryRegister } from '../../directory/sql-directory-register';
import { ClockViews } from '../../sla-clock/clock-views';
import { SqlSlaClocks } from '../../sla-clock/sql-sla-clocks';
import { seesAllUnits, seesOwnUnitOnly } from '../domain/visibility';
import { readerOf } from '../work-commands';
import type { WorkItemsQuery, WorkItemView } from './list-work-items.dto';
import { SqlWorkList, type ListedRow } from './sql-work-list';

const positionSchema = z.object({ key: z.array(z.string().max(100)).min(1).max(2), id: z.uuid() });

/** The work list of a reader. */
@Injectable()
export class ListWorkItemsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: BusinessClock,
    private readonly list: SqlWorkList,
    private readonly register: SqlDirectoryRegister,
    private readonly clocks: SqlSlaClocks,
    private readonly views: ClockViews,
  ) {}

  async run(query: WorkItemsQuery, actor: CurrentActor): Promise<{ items: WorkItemView[]; nextCursor: string | null }> {
    const rows = await this.list.page({
      ...query,
      after: decodeCursor(positionSchema, query.cursor),
      now: this.clock.now(),
      visible: await this.visibleTo(actor),
      limit: query.limit + 1,
    });
    const clocks = await this.clocks.find(
      this.database,
      rows.flatMap((row) => (row.due_clock_id ? [row.due_clock_id] : [])),
    );
    return pageOf(
      rows,
      query.limit,
      (row): WorkItemView => {
        const nearest = row.due_clock_id ? clocks.get(row.due_clock_id) : undefined;
        return { ...viewOf(row), clock: nearest ? this.views.of(nearest) : null };
      },
      (row) => ({ key: row.sort_key, id: row.complaint_id }),
    );
  }

  /** Units whose queues the reader sees, besides what the reader handles; undefined when the reader sees all. */
  private async visibleTo(actor: CurrentActor): Promise<{ units: readonly string[]; handlerId: string } | undefined> {
    const reader = readerOf(actor);
    if (seesAllUnits(reader)) return undefined;
    const { unitId, id } = reader;
    if (unitId === null) return { units: [], handlerId: id };
    const units = seesOwnUnitOnly(reader) ? [unitId] : await this.register.unitsWithin(this.database, unitId);
    return { units, handlerId: id };
  }
}

function viewOf(row: ListedRow): Omit<WorkItemView, 'clock'> {
  return {
    complaintId: row.complaint_id,
    complaintNo: row.complaint_no,
    organisationId: row.organisation_id,
    channel: row.channel,
    state: row.state,
    stateSeq: row.state_seq,
    version: row.version,
    classification: {
      category: row.category,
      severity: row.severity,
      urgency: row.urgency,
      priority: row.priority,
      flags: [...row.flags],
      assessedBy: row.assessed_by,
    },
    queueUnit: row.queue_unit,
    unitId: row.unit_id,
    handlerId: row.handler_id,
    level: row.level,
    cycle: row.cycle,
    receivedAt: row.received_at.toISOString(),
    registeredAt: row.registered_at.toISOString(),
  };
}
