import { Inject } from '@nestjs/common';
import { Directory } from '@redress/access';
import {
  assessmentStarted,
  complaintAssigned,
  complaintRegistered,
  STATE,
  type DataOf,
  type Received,
} from '@redress/contracts';

import { Custody } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { newId, type Transaction } from '@redress/persistence';
import { assess, type Assessment } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { waitForDirectory } from '../wait-for-directory';
import { SYSTEM_ACTOR } from '../../sla-clock/clock-events';
import { moveFact } from '../../sla-clock/domain/story-log';
import { conflictOf } from '../../work-item/domain/command-rules';
import { handlersOf, leastLoaded, passedOver, type Candidate } from '../../work-item/domain/handler-choice';
import { needsPerson } from '../../work-item/domain/manual-assessment';
import { ownerOf } from '../../work-item/domain/responsible-owner';
import { WorkItem } from '../../work-item/domain/work-item';
import { SqlStaffLoads } from '../../work-item/sql-staff-loads';
import { SqlWorkItems } from '../../work-item/sql-work-items';

type Registered = Received<DataOf<typeof complaintRegistered>>;

interface Assessed {
  readonly event: Registered;
  readonly file: ComplaintFile;
  readonly assessment: Assessment;
  /** Never before the event that it follows, whatever the computers' clocks say. */
  readonly at: Date;
}

/**
 * Takes registered complaints over: lets the rules of the pack decide, and assigns unit and handler (T9). What the rules do
 * not recognise goes under assessment by a person (T4).
 */
@EventConsumer()
export class AssessWhenRegistered {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'routing'>,
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly items: SqlWorkItems,
    private readonly loads: SqlStaffLoads,
  ) {}

  @Consumes(complaintRegistered, { consumer: 'routing.assess-complaint' })
  async on(events: readonly Registered[], tx: Transaction): Promise<void> {
    waitForDirectory(this.directory);
    const opened = await this.openFiles(tx, events);
    const startable = opened.filter(({ file }) => file.complaint.state === STATE.REGISTERED);
    // A procedure that several organisations share names units of some of them only.
    const isOfAnother = ({ file, assessment: { unit } }: Assessed) =>
      (this.directory.unit(unit)?.organisationId ?? file.complaint.organisationId) !== file.complaint.organisationId;
    // The unit that the rules name is the one complained about: a person finds another one (T9).
    const isAboutUnit = ({ file: { item }, assessment: { unit } }: Assessed) =>
      conflictOf(item, { handlerId: null, unitId: unit }, this.directory) !== undefined;
    const isForAPerson = (one: Assessed) =>
      needsPerson(one.file.pack, one.assessment.category, one.event.data) || isOfAnother(one) || isAboutUnit(one);
    for (const one of startable.filter(isForAPerson)) this.hold(one);
    await this.assign(
      tx,
      startable.filter((one) => !isForAPerson(one)),
    );
    for (const { file, at } of opened) this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(
      tx,
      opened.map(({ file }) => file),
    );
  }

  private async openFiles(tx: Transaction, events: readonly Registered[]): Promise<Assessed[]> {
    const ids = events.map((event) => event.subject);
    const complaints = await this.custody.lockAll(tx, ids);
    const known = await this.items.known(tx, ids);
    return events.flatMap((event) => {
      const complaint = complaints.get(event.subject);
      if (!complaint || known.has(event.subject)) return [];
      const { data } = event;
      const pack = this.files.packsOf(complaint.packs)[0];
      if (!pack) return [];
      const assessment = assess(pack, {
        category: data.proposedCategory,
        flags: data.proposedFlags,
        urgency: data.urgency,
        channel: data.channel,
        complainantType: data.complainantType,
        kind: data.kind,
        complexity: data.complexity,
        faultLevel: data.faultLevel,
      });
      const item = WorkItem.register(
        {
          complaintId: complaint.complaintId,
          complaintNo: complaint.complaintNo,
          organisationId: complaint.organisationId,
          channel: data.channel,
          complainantType: data.complainantType,
          receivingUnit: data.receivingUnit,
          receivedAt: new Date(data.receivedAt),
          registeredAt: new Date(data.registeredAt),
          handling: data.handling ?? 'NORMAL',
          subjectStaffId: data.subjectStaffId ?? null,
          subjectUnitId: data.subjectUnitId ?? null,
          firstContactId: data.actor.kind === 'STAFF' ? data.actor.id : null,
        },
        classificationOf(assessment),
      );
      const file = this.files.create(complaint, item);
      file.tell(moveFact('complaint-registered', event.time, STATE.REGISTERED, 1));
      return [{ event, file, assessment, at: later(this.clock.now(), event.time) }];
    });
  }

  /** Leaves the decision to a person (T4). */
  private hold({ event, file, at }: Assessed): void {
    this.files.move(file, assessmentStarted, { at, actor: SYSTEM_ACTOR, payload: {}, causationId: event.id });
    file.item.follow(file.complaint.state, file.complaint.stateSeq);
  }

  /** Assigns what the rules decided (T9); the event says how they assessed it. */
  private async assign(tx: Transaction, decided: readonly Assessed[]): Promise<void> {
    const units = new Map(decided.map(({ assessment: { unit } }) => [unit, handlersOf(this.directory, unit)]));
    const loads = await this.loads.lock(
      tx,
      [...units.values()].flat().map((person) => person.id),
    );
    for (const { event, file, assessment, at } of decided) {
      const candidates = (units.get(assessment.unit) ?? []).map(({ id, capacity }): Candidate => ({
        id,
        capacity,
        load: loads.get(id) ?? 0,
      }));
      const handlerId = leastLoaded(candidates, passedOver(file.item)) ?? null;
      if (handlerId) loads.set(handlerId, (loads.get(handlerId) ?? 0) + 1);
      const { unit: unitId } = assessment;
      const ownerId = ownerOf(this.directory, unitId, file.item.now.subjectStaffId);
      const assignment = { assignmentId: newId(), unitId, handlerId, ownerId, assignedBy: null, isFinal: false };
      const classification = classificationOf(assessment);
      this.files.move(file, complaintAssigned, {
        at,
        actor: SYSTEM_ACTOR,
        assigns: { unitId, handlerId },
        payload: {
          assignmentId: assignment.assignmentId,
          unitId,
          handlerId: handlerId ?? undefined,
          ownerId: ownerId ?? undefined,
          assessment: { ...classification, appliedRules: assessment.appliedRules },
        },
        causationId: event.id,
      });
      file.item.assess(classification, 'RULES');
      file.item.assign(assignment, file.complaint.stateSeq);
    }
  }
}

function classificationOf({ unit: _unit, appliedRules: _rules, ...classification }: Assessment) {
  return classification;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
