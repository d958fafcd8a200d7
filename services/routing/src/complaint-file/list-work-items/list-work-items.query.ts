import { Injectable } from '@nestjs/common';
import type { Caller } from '@redress/commands';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { SqlDirectoryRegister } from '../../directory/sql-directory-register';
import type { SlaClock } from '../../sla-clock/domain/sla-clock';
import { SqlSlaClocks } from '../../sla-clock/sql-sla-clocks';
import { listsOrganisation, listsUnitsBelow } from '../../work-item/domain/reader';
import { readerOf } from '../work-commands';
import { SqlWorkList, type ListedRow, type WorkListQuery } from './sql-work-list';

/** A row of the list with the clock that is due first. */
export interface ListedWork {
  readonly row: ListedRow;
  readonly clock: SlaClock | undefined;
}

/** The work list of a reader. */
@Injectable()
export class ListWorkItemsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: BusinessClock,
    private readonly list: SqlWorkList,
    private readonly register: SqlDirectoryRegister,
    private readonly clocks: SqlSlaClocks,
  ) {}

  async run(query: Omit<WorkListQuery, 'now' | 'visible' | 'organisationId'>, reader: Caller): Promise<ListedWork[]> {
    const visible = await this.visibleTo(reader);
    const organisationId = reader.organisationId ?? '';
    const rows = await this.list.page({ ...query, organisationId, now: this.clock.now(), visible });
    const clocks = await this.clocks.find(
      this.database,
      rows.flatMap((row) => (row.due_clock_id ? [row.due_clock_id] : [])),
    );
    return rows.map((row) => ({ row, clock: row.due_clock_id ? clocks.get(row.due_clock_id) : undefined }));
  }

  /** Units of the organisation whose queues the reader lists, besides what they handle themselves; undefined for all. */
  private async visibleTo(actor: Caller): Promise<{ units: readonly string[]; handlerId: string } | undefined> {
    const reader = readerOf(actor);
    if (listsOrganisation(reader)) return undefined;
    const { unitId, id } = reader;
    if (unitId === null) return { units: [], handlerId: id };
    const units = listsUnitsBelow(reader) ? await this.register.unitsWithin(this.database, unitId) : [unitId];
    return { units, handlerId: id };
  }
}
