import { Injectable } from '@nestjs/common';
import { Directory, type DirectoryPerson } from '@redress/access';
import { mustBeTheRightPerson, NotFound, type Caller } from '@redress/commands';
import { ACCESS, holdsOneOf, STATE, type AssignmentReason } from '@redress/contracts';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { isAccepted } from '../../work-item/domain/assignment-rules';
import { conflictOf } from '../../work-item/domain/command-rules';
import { handlersOf, handlesFor, leastLoaded, passedOver } from '../../work-item/domain/handler-choice';
import { managesFor, ownerOf } from '../../work-item/domain/responsible-owner';
import { SqlStaffLoads } from '../../work-item/sql-staff-loads';
import { SqlWorkItems } from '../../work-item/sql-work-items';
import { ApprovalSteps } from '../approval-steps';
import { assign } from '../assign';
import { changeResponsible } from '../change-assignment/change-assignment.handler';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { endAssignment } from '../return-assignment/return-assignment.handler';
import { readerOf } from '../work-commands';

/** How many complaints go over in one transaction; who has more is handed over in several. */
export const MOST_AT_ONCE = 200;

export interface HandOver {
  readonly actor: Caller;
  /** Whose work it is. */
  readonly staffId: string;
  /** To the deputies as far as they have room, then to others of the unit; or to the queue of the unit at once. */
  readonly to: 'DEPUTY' | 'QUEUE';
  readonly reason: AssignmentReason;
}

export interface HandedOver {
  readonly toDeputies: number;
  readonly toColleagues: number;
  /** Not accepted yet, and proposed to no person now. */
  readonly toQueue: number;
  /** Accepted, and no one else of the unit has room. */
  readonly stayed: number;
  /** Still to be handed over: ask again. */
  readonly remaining: number;
}

type Taker = { readonly kind: 'DEPUTY' | 'COLLEAGUE'; readonly id: string };

/** The work of a person who is absent goes to others in one go (RT-04). */
@Injectable()
export class HandOverHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly items: SqlWorkItems,
    private readonly files: ComplaintFiles,
    private readonly loads: SqlStaffLoads,
    private readonly steps: ApprovalSteps,
  ) {}

  /**
   * @throws NotFound when there is no such person in the caller's organisation
   * @throws WrongPerson when the caller neither dispatches nor manages the person's unit
   */
  async handle(tx: Transaction, command: HandOver): Promise<HandedOver> {
    const { actor, reason, staffId, to } = command;
    const person = this.directory.person(staffId);
    if (!person || person.organisationId !== actor.organisationId) throw new NotFound('person');
    this.mustManage(person, actor);
    const at = this.clock.now();
    const ids = await this.items.openOf(tx, staffId, MOST_AT_ONCE + 1);
    const files = await this.files.open(tx, ids.slice(0, MOST_AT_ONCE));
    const takers = await this.takersFor(tx, person, [...files.values()]);
    const counts = { toDeputies: 0, toColleagues: 0, toQueue: 0, stayed: 0 };
    const changed: ComplaintFile[] = [];
    for (const file of files.values()) {
      if (file.item.now.handlerId !== staffId) continue;
      const isAssigned = file.item.now.state === STATE.ASSIGNED;
      if (!isAssigned && !isAccepted(file.item)) continue;
      const taker = isAssigned && to === 'QUEUE' ? undefined : takers.next(file, to);
      if (!isAssigned && !taker) {
        counts.stayed += 1;
        continue;
      }
      await this.give(tx, file, taker?.id ?? null, { at, actor, reason });
      if (!taker) counts.toQueue += 1;
      else if (taker.kind === 'DEPUTY') counts.toDeputies += 1;
      else counts.toColleagues += 1;
      this.files.recompute(file, at, 'LATE_FACT');
      changed.push(file);
    }
    await this.files.save(tx, changed);
    return { ...counts, remaining: Math.max(0, ids.length - MOST_AT_ONCE) };
  }

  private mustManage({ unitId }: DirectoryPerson, actor: Caller): void {
    const may =
      holdsOneOf(actor.roles, ACCESS.routing.takeBackAssignment) || managesFor(this.directory, readerOf(actor), unitId);
    if (may) return;
    mustBeTheRightPerson([
      { code: 'NOT_MANAGER_OF_UNIT', params: { unitId }, whoCan: [{ role: 'UNIT_MANAGER', unit: unitId }] },
    ]);
  }

  private async give(
    tx: Transaction,
    file: ComplaintFile,
    handlerId: string | null,
    { at, actor, reason }: Pick<HandOver, 'actor' | 'reason'> & { readonly at: Date },
  ): Promise<void> {
    const { item } = file;
    const unitId = item.now.unitId as string;
    const ownerId = ownerOf(this.directory, unitId, item.now.subjectStaffId);
    if (item.now.state !== STATE.ASSIGNED) {
      changeResponsible(this.files, file, { unitId, handlerId: handlerId as string, ownerId }, { at, actor, reason });
      return;
    }
    const { isFinal } = item.now;
    const act = { at, actor: actor.onStory };
    await this.steps.lapse(tx, file, act);
    endAssignment(this.files, file, { ...act, reason, takenBack: true });
    const assignment = { assignmentId: newId(), unitId, handlerId, ownerId, assignedBy: actor.sub, isFinal };
    assign(this.files, file, assignment, { ...act, reasonCode: reason });
  }

  /** Everybody who may take something over, with their loads locked. */
  private async takersFor(tx: Transaction, { id }: DirectoryPerson, files: readonly ComplaintFile[]): Promise<Takers> {
    const units = [...new Set(files.flatMap(({ item }) => item.now.unitId ?? []))];
    const deputies = this.directory.deputiesOf(id);
    const colleagues = units.flatMap((unit) => handlersOf(this.directory, unit).map((one) => one.id));
    const loads = await this.loads.lock(
      tx,
      [...deputies, ...colleagues].filter((one) => one !== id),
    );
    return new Takers(this.directory, id, deputies, loads);
  }
}

/** Who takes the next complaint over; what was given already counts. */
class Takers {
  constructor(
    private readonly directory: Directory,
    private readonly absentId: string,
    private readonly deputies: readonly string[],
    private readonly loads: Map<string, number>,
  ) {}

  next({ item }: ComplaintFile, to: HandOver['to']): Taker | undefined {
    const unitId = item.now.unitId as string;
    const isFree = (id: string) => conflictOf(item, { handlerId: id, unitId }, this.directory) === undefined;
    const deputies = to === 'DEPUTY' ? this.deputies.filter((id) => this.handles(id, unitId) && isFree(id)) : [];
    const deputy = this.leastLoaded(deputies, item);
    if (deputy !== undefined) return { kind: 'DEPUTY', id: deputy };
    const colleagues = handlersOf(this.directory, unitId).filter(({ id }) => id !== this.absentId && isFree(id));
    const colleague = this.leastLoaded(
      colleagues.map(({ id }) => id),
      item,
    );
    return colleague === undefined ? undefined : { kind: 'COLLEAGUE', id: colleague };
  }

  private handles(id: string, unitId: string): boolean {
    const person = this.directory.person(id);
    return handlesFor(person, unitId) || (person?.active === true && managesFor(this.directory, person, unitId));
  }

  private leastLoaded(ids: readonly string[], item: ComplaintFile['item']): string | undefined {
    const candidates = ids.map((id) => ({
      id,
      capacity: this.directory.person(id)?.capacity ?? 0,
      load: this.loads.get(id) ?? 0,
    }));
    const chosen = leastLoaded(candidates, passedOver(item));
    if (chosen !== undefined) this.loads.set(chosen, (this.loads.get(chosen) ?? 0) + 1);
    return chosen;
  }
}
