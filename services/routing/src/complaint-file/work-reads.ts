import { Injectable } from '@nestjs/common';
import { NotFound } from '@redress/commands';
import { Database } from '@redress/persistence';
import type { WorkItem } from '../work-item/domain/work-item';
import { SqlWorkItems } from '../work-item/sql-work-items';

/** Finds the work item of a complaint that the reader may see. */
@Injectable()
export class WorkReads {
  constructor(
    private readonly database: Database,
    private readonly items: SqlWorkItems,
  ) {}

  /** @throws NotFound when there is none */
  async find(complaintId: string): Promise<WorkItem> {
    const [item] = await this.items.load(this.database, [complaintId]);
    if (!item) throw new NotFound('complaint');
    return item;
  }
}
