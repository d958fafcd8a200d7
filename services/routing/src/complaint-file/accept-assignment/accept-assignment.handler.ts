import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { ComplaintCommand } from '@redress/commands';
import { assignmentAccepted } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../complaint-files';
import { acceptanceObstacles } from '../../work-item/domain/command-rules';
import type { WorkItem } from '../../work-item/domain/work-item';
import { SqlStaffLoads } from '../../work-item/sql-staff-loads';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface AcceptAssignment extends ComplaintCommand {
  /** Who is to handle it; absent: the proposed handler, or the caller when no person was proposed. */
  readonly handlerId?: string | undefined;
}

/** The unit takes the complaint on (T10): custody goes to investigation. */
@Injectable()
export class AcceptAssignmentHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly loads: SqlStaffLoads,
  ) {}

  async handle(tx: Transaction, command: AcceptAssignment): Promise<WorkChanged> {
    const { file } = await this.work.open(tx, command, async ({ item }, caller) => {
      const id = handlerIdFor(command, item);
      const load = (await this.loads.lock(tx, [id])).get(id) ?? 0;
      const handler = { id, person: this.directory.person(id), load };
      return acceptanceObstacles(item, caller, handler, this.directory);
    });
    const { item } = file;
    const id = handlerIdFor(command, item);

    const at = this.clock.now();
    const { assignmentId, unitId, classification } = item.now;
    this.files.move(file, assignmentAccepted, {
      at,
      actor: command.actor.onStory,
      actingFor: standsInFor(command, item, this.directory),
      assigns: { unitId: unitId as string, handlerId: id },
      payload: {
        assignmentId: assignmentId as string,
        unitId: unitId as string,
        handlerId: id,
        ...classification,
        flags: [...classification.flags],
      },
    });
    item.accept(id, file.complaint.stateSeq);
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}

/** The proposed handler for whom a deputy accepts; undefined for everybody else. */
function standsInFor({ actor }: AcceptAssignment, { now }: WorkItem, directory: Directory): string | undefined {
  const { handlerId } = now;
  if (handlerId === null || handlerId === actor.sub) return undefined;
  return directory.isDeputyOf(actor.sub, handlerId) ? handlerId : undefined;
}

function handlerIdFor({ handlerId, actor }: AcceptAssignment, item: WorkItem): string {
  return handlerId ?? item.now.handlerId ?? actor.sub;
}
