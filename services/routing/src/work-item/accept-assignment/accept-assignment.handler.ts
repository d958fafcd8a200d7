import { Inject, Injectable } from '@nestjs/common';
import { assignmentAccepted } from '@redress/contracts';
import type { CommandContext } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { Directory } from '@redress/security';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../../complaint-file/complaint-files';
import { moveFact } from '../../sla-clock/domain/story-log';
import { acceptanceObstacles } from '../domain/command-rules';
import { SqlStaffLoads } from '../sql-staff-loads';
import { workChanged, type WorkChanged } from '../work-changed.dto';
import { mustBeFree, readerOf, WorkCommands } from '../work-commands';

/** The unit takes the complaint on (T10): custody goes to investigation. */
@Injectable()
export class AcceptAssignmentHandler {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'routing'>,
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly loads: SqlStaffLoads,
  ) {}

  /** @param handlerId who is to handle it; absent: the proposed handler, or the caller when none was proposed */
  async handle(tx: Transaction, command: CommandContext, handlerId: string | undefined): Promise<WorkChanged> {
    const file = await this.work.open(tx, command);
    const held = await this.custody.hold(tx, command.complaintId);
    const { item } = file;
    const id = handlerId ?? item.now.handlerId ?? command.actor.sub;
    const load = (await this.loads.lock(tx, [id])).get(id) ?? 0;
    const handler = { id, person: this.directory.person(id), load };
    mustBeFree(acceptanceObstacles(item, readerOf(command.actor), handler, this.directory));

    const at = this.clock.now();
    const { assignmentId, unitId, classification } = item.now;
    const { category, severity, urgency, priority, flags } = classification;
    file.complaint = await this.custody.move(tx, held, assignmentAccepted, {
      at,
      actor: command.actor.onStory,
      payload: {
        assignmentId: assignmentId as string,
        unitId: unitId as string,
        handlerId: id,
        category,
        severity,
        urgency,
        priority,
        flags: [...flags],
      },
    });
    item.accept(id, file.complaint.stateSeq);
    file.tell(moveFact(assignmentAccepted.fact, at, file.complaint.state, file.complaint.stateSeq));
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
