import { Inject } from '@nestjs/common';
import {
  assessmentStarted,
  complaintAssessed,
  complaintAssigned,
  complaintRegistered,
  type DataOf,
  type Received,
} from '@redress/contracts';

import { Custody, type HeldComplaint } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Outbox, type NewEvent } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { assess, type Assessment } from '@redress/policy';
import { Directory } from '@redress/security';
import { BusinessClock } from '@redress/time';
import type { ComplaintFile } from '../../complaint-file/complaint-file';
import { ComplaintFiles } from '../../complaint-file/complaint-files';
import { waitForDirectory } from '../../complaint-file/wait-for-directory';
import { SYSTEM_ACTOR } from '../../sla-clock/clock-events';
import { moveFact } from '../../sla-clock/domain/story-log';
import { handlersOf, leastLoaded, type Candidate } from '../domain/handler-choice';
import { needsPerson } from '../domain/manual-assessment';
import { WorkItem } from '../domain/work-item';
import { SqlStaffLoads } from '../sql-staff-loads';
import { SqlWorkItems } from '../sql-work-items';

type Registered = Received<DataOf<typeof complaintRegistered>>;

interface Assessed {
  readonly event: Registered;
  readonly file: ComplaintFile;
  readonly assessment: Assessment;
  /** Never before the event that it follows, whatever the computers' clocks say. */
  readonly at: Date;
}

/**
 * Takes registered complaints over: starts their assessment (T4), lets the rules of the pack decide, and assigns unit and
 * handler (T9). What the rules do not recognise stays under assessment for a person.
 */
@EventConsumer()
export class AssessWhenRegistered {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'routing'>,
    private readonly outbox: Outbox,
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
    const startable = opened.filter(({ file }) => file.complaint.state === 'REGISTERED');
    await this.move(tx, startable, assessmentStarted, () => ({}));
    const decided = startable.filter(({ file, assessment }) => !needsPerson(file.pack, assessment.category));
    await this.tellAssessment(tx, decided);
    await this.assign(tx, decided);
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
        },
        classificationOf(assessment),
      );
      const file = this.files.create(complaint, item);
      file.tell(moveFact('complaint-registered', event.time, 'REGISTERED', 1));
      return [{ event, file, assessment, at: later(this.clock.now(), event.time) }];
    });
  }

  private async tellAssessment(tx: Transaction, decided: readonly Assessed[]): Promise<void> {
    for (const { file, assessment } of decided) file.item.assess(classificationOf(assessment), 'RULES');
    const facts = decided.map(({ event, file, assessment, at }) => ({
      contract: complaintAssessed,
      complaint: file.complaint,
      at,
      actor: SYSTEM_ACTOR,
      payload: { ...classificationOf(assessment), appliedRules: assessment.appliedRules },
      causationId: event.id,
    }));
    await this.outbox.append(tx, facts as unknown as NewEvent[]);
  }

  private async assign(tx: Transaction, decided: readonly Assessed[]): Promise<void> {
    const units = new Map(decided.map(({ assessment: { unit } }) => [unit, handlersOf(this.directory, unit)]));
    const loads = await this.loads.lock(
      tx,
      [...units.values()].flat().map((person) => person.id),
    );
    const assignments = new Map<string, { assignmentId: string; unitId: string; handlerId: string | null }>();
    for (const { file, assessment } of decided) {
      const candidates = (units.get(assessment.unit) ?? []).map(({ id, capacity }): Candidate => ({
        id,
        capacity,
        load: loads.get(id) ?? 0,
      }));
      const handlerId = leastLoaded(candidates) ?? null;
      if (handlerId) loads.set(handlerId, (loads.get(handlerId) ?? 0) + 1);
      assignments.set(file.complaint.complaintId, { assignmentId: newId(), unitId: assessment.unit, handlerId });
    }
    const assignmentOf = ({ file }: Assessed) => assignments.get(file.complaint.complaintId)!;
    await this.move(tx, decided, complaintAssigned, (one) => {
      const { assignmentId, unitId, handlerId } = assignmentOf(one);
      return { assignmentId, unitId, ...(handlerId ? { handlerId } : {}) };
    });
    for (const one of decided) one.file.item.assign(assignmentOf(one), one.file.complaint.stateSeq);
  }

  private async move(
    tx: Transaction,
    cases: readonly Assessed[],
    contract: typeof assessmentStarted | typeof complaintAssigned,
    payload: (one: Assessed) => object,
  ): Promise<void> {
    if (cases.length === 0) return;
    const moved = await this.custody.moveAll(
      tx,
      cases.map((one) => ({
        complaint: one.file.complaint as HeldComplaint,
        contract,
        at: one.at,
        actor: SYSTEM_ACTOR,
        payload: payload(one),
        causationId: one.event.id,
      })) as Parameters<Custody<'routing'>['moveAll']>[1],
    );
    cases.forEach(({ file, at }, index) => {
      file.complaint = moved[index]!;
      file.tell(moveFact(contract.fact, at, file.complaint.state, file.complaint.stateSeq));
      file.item.follow(file.complaint.state, file.complaint.stateSeq);
    });
  }
}

function classificationOf({ category, severity, urgency, priority, flags }: Assessment) {
  return { category, severity, urgency, priority, flags };
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
