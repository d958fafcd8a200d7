import { Injectable } from '@nestjs/common';
import { NotFound, type Caller } from '@redress/commands';
import { Database } from '@redress/persistence';
import { Directory } from '@redress/security';
import { maySee } from '../work-item/domain/visibility';
import type { WorkItem } from '../work-item/domain/work-item';
import { SqlWorkItems } from '../work-item/sql-work-items';
import { readerOf } from './work-commands';

/** Finds a work item for a reader. */
@Injectable()
export class WorkReads {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly items: SqlWorkItems,
  ) {}

  /** @throws NotFound when there is none or the reader may not see it */
  async find(complaintId: string, actor: Caller): Promise<WorkItem> {
    const [item] = await this.items.load(this.database, [complaintId]);
    if (
      !item ||
      !maySee(readerOf(actor), { queueUnit: item.queueUnit, handlerId: item.now.handlerId }, this.directory)
    ) {
      throw new NotFound('complaint');
    }
    return item;
  }
}
