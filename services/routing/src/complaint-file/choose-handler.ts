import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { faultAt, mustBeFree, mustBeValid, obstaclesOf } from '@redress/commands';
import { newId, type Transaction } from '@redress/persistence';
import { assignmentObstacles, conflictOf } from '../work-item/domain/command-rules';
import { handlersOf, leastLoaded, passedOver } from '../work-item/domain/handler-choice';
import { ownerOf } from '../work-item/domain/responsible-owner';
import type { NewAssignment, WorkItem } from '../work-item/domain/work-item';
import { SqlStaffLoads } from '../work-item/sql-staff-loads';

/** @throws WrongFields for a unit that is not one of the organisation */
export function mustBeUnitOf(organisationId: string, unitId: string, directory: Directory): void {
  if (directory.unit(unitId)?.organisationId !== organisationId) mustBeValid([faultAt('/unitId', 'unknown-unit')]);
}

/** Whom a person wants to assign a complaint to. */
export interface WantedAssignment {
  readonly unitId: string;
  /** Absent: the least loaded handler of the unit. */
  readonly handlerId?: string | undefined;
  readonly assignedBy: string;
  readonly isFinal?: boolean;
}

/** Chooses who is to handle a complaint of a unit, as far as people have room. */
@Injectable()
export class ChooseHandler {
  constructor(
    private readonly directory: Directory,
    private readonly loads: SqlStaffLoads,
  ) {}

  /**
   * A new assignment to a unit.
   * @throws Blocked when the handler who is wanted cannot take it
   */
  async assignment(tx: Transaction, item: WorkItem, wanted: WantedAssignment): Promise<NewAssignment> {
    const { unitId, assignedBy, isFinal = false } = wanted;
    const handlerId = await this.handler(tx, item, unitId, wanted.handlerId);
    return {
      assignmentId: newId(),
      unitId,
      handlerId,
      ownerId: ownerOf(this.directory, unitId, item.now.subjectStaffId),
      assignedBy,
      isFinal,
    };
  }

  /**
   * The wanted handler, else the least loaded one of the unit; null when no one of it has room.
   * @throws Blocked when the handler who is wanted cannot take it
   */
  async handler(tx: Transaction, item: WorkItem, unitId: string, wanted: string | undefined): Promise<string | null> {
    if (wanted !== undefined) {
      const load = (await this.loads.lock(tx, [wanted])).get(wanted) ?? 0;
      const handler = { id: wanted, person: this.directory.person(wanted), load };
      mustBeFree(assignmentObstacles(item, unitId, handler, this.directory));
      return wanted;
    }
    mustBeFree(obstaclesOf(conflictOf(item, { handlerId: null, unitId }, this.directory)));
    const handlers = handlersOf(this.directory, unitId);
    const loads = await this.loads.lock(
      tx,
      handlers.map((person) => person.id),
    );
    const candidates = handlers.map(({ id, capacity }) => ({ id, capacity, load: loads.get(id) ?? 0 }));
    return leastLoaded(candidates, passedOver(item)) ?? null;
  }
}
