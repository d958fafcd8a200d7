import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { machines, majorReportDue, type EventContract, type PackReference } from '@redress/contracts';
import { Custody, NotHolder, type LockedComplaint } from '@redress/lifecycle';
import { Outbox, parsePacks, type NewEvent } from '@redress/outbox';
import { newId, type Database, type Transaction } from '@redress/persistence';
import { clocksBySubject, PackRegistry, readClocks, strictestClocks, type CompiledPack } from '@redress/policy';
import { CalendarRegistry } from '@redress/time';
import { SYSTEM_ACTOR } from '../sla-clock/clock-events';
import type { RecomputeCause } from '../sla-clock/domain/clock-news';
import { reconcile } from '../sla-clock/domain/reconcile';
import type { SlaClock } from '../sla-clock/domain/sla-clock';
import { factsOf, factsOfMove, inStoryOrder, type LoggedFact } from '../sla-clock/domain/story-log';
import { SqlSlaClocks } from '../sla-clock/sql-sla-clocks';
import { SqlStoryFacts } from '../sla-clock/sql-story-facts';
import { escalationTarget } from '../work-item/domain/escalation-target';
import type { WorkItem } from '../work-item/domain/work-item';
import { SqlStaffLoads } from '../work-item/sql-staff-loads';
import { SqlWorkItems } from '../work-item/sql-work-items';
import { ComplaintFile, type RoutingMove } from './complaint-file';

/** Opens the files of complaints in a transaction, recomputes their clocks and saves them, each with few statements. */
@Injectable()
export class ComplaintFiles {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'routing'>,
    private readonly outbox: Outbox,
    private readonly packs: PackRegistry,
    private readonly calendars: CalendarRegistry,
    private readonly directory: Directory,
    private readonly items: SqlWorkItems,
    private readonly facts: SqlStoryFacts,
    private readonly clocks: SqlSlaClocks,
    private readonly loads: SqlStaffLoads,
  ) {}

  /**
   * Locks complaints and opens their files; complaints without a work item are absent from the answer.
   * @throws UnknownPack when a pack of one of them was not read yet
   */
  open(tx: Transaction, complaintIds: readonly string[]): Promise<ReadonlyMap<string, ComplaintFile>> {
    return this.read(tx, complaintIds, (ids) => this.facts.load(tx, ids));
  }

  /**
   * {@link open} for those who only publish clocks as they stand: the story, which is most of a file, is not read, and
   * the files refuse to be asked for it.
   * @throws UnknownPack as {@link open}
   */
  openWithoutStory(tx: Transaction, complaintIds: readonly string[]): Promise<ReadonlyMap<string, ComplaintFile>> {
    return this.read(tx, complaintIds, () => null);
  }

  private async read(
    tx: Transaction,
    complaintIds: readonly string[],
    readStories: (ids: readonly string[]) => Promise<Map<string, LoggedFact[]>> | null,
  ): Promise<ReadonlyMap<string, ComplaintFile>> {
    const complaints = await this.custody.lockAll(tx, complaintIds);
    const ids = [...complaints.keys()];
    if (ids.length === 0) return new Map();
    const [items, stories, running] = await Promise.all([
      this.items.load(tx, ids),
      readStories(ids),
      this.clocks.load(tx, ids),
    ]);
    const clocks = groupByComplaint(running);
    return new Map(
      items.map((item) => {
        const { complaintId } = item.now;
        const complaint = complaints.get(complaintId) as LockedComplaint;
        return [
          complaintId,
          new ComplaintFile(
            complaint,
            item,
            this.packsOf(complaint.packs),
            stories && (stories.get(complaintId) ?? []),
            clocks.get(complaintId) ?? new Map(),
            this.directory,
          ),
        ];
      }),
    );
  }

  /** The file of a complaint that was registered just now. @throws UnknownPack */
  create(complaint: LockedComplaint, item: WorkItem): ComplaintFile {
    return new ComplaintFile(complaint, item, this.packsOf(complaint.packs), [], new Map(), this.directory);
  }

  /** The pack whose ladder counts for a complaint. @throws UnknownPack */
  async pinnedPack(from: Pick<Database, 'query'>, complaintId: string): Promise<CompiledPack> {
    const { rows } = await from.query<{ packs: string }>(
      'select packs from complaint_custody where complaint_id = $1',
      [complaintId],
      'work-packs',
    );
    return this.packsOf(parsePacks(rows[0]?.packs ?? ''))[0] as CompiledPack;
  }

  /** The pinned packs. @throws UnknownPack */
  packsOf(references: readonly PackReference[]): CompiledPack[] {
    return references.map(({ id, version }) => this.packs.get(id, version));
  }

  /**
   * Plans a move of the complaint: the file stands as after it at once, {@link save} makes it, and its event carries the
   * clocks that change with it.
   * @throws NotHolder when another service holds the complaint
   * @throws IllegalMove when the custody table does not know the step
   */
  move(
    file: ComplaintFile,
    contract: RoutingMove['contract'],
    details: Omit<RoutingMove, 'complaint' | 'contract'>,
  ): void {
    const { complaint } = file;
    if (!this.custody.holds(complaint)) throw new NotHolder(complaint.complaintId, complaint.holder, complaint.state);
    const move: RoutingMove = { ...details, complaint, contract };
    file.plan(move, this.custody.after(move));
    const { state: to, stateSeq } = file.complaint;
    for (const fact of factsOfMove(contract as unknown as EventContract, details.payload, {
      at: details.at,
      to,
      stateSeq,
    })) {
      file.tell(fact);
    }
  }

  /** Tells a fact on which clocks start and stop when the file is saved, and takes it into the story that they hang on. */
  tell(file: ComplaintFile, fact: Omit<NewEvent, 'complaint' | 'id'>): void {
    const id = newId();
    file.say({ ...fact, id, complaint: file.complaint });
    if (!fact.contract.clocks) return;
    for (const told of factsOf(fact.contract, fact.payload, { key: id, at: fact.at })) file.tell(told);
  }

  /**
   * Computes the clocks of a file anew from its story and classification.
   * @param cause why clocks that keep running are due at another time now
   * @throws UnknownCalendar
   */
  recompute(file: ComplaintFile, now: Date, cause: RecomputeCause): void {
    this.noteWhetherMajor(file, now);
    const { receivedAt, classification, complainantType, complaintId } = file.item.now;
    const policies = strictestClocks(file.packs, { ...classification, complainantType, receivedAt }, this.calendars);
    for (const { subject, ...own } of clocksBySubject(policies, inStoryOrder(file.story, receivedAt))) {
      const actual = readClocks({ ...own, receivedAt, calendars: this.calendars, now });
      file.absorb(
        reconcile(file.clocks, actual, {
          complaintId,
          subject,
          now,
          cause,
          calendarOf: ({ policy }) => this.calendars.get(policy.calendarId),
          newId,
        }),
      );
    }
  }

  /** A complaint that is critical is reported to leadership, where a pack says so (ES-01); one that no longer is needs none. */
  private noteWhetherMajor(file: ComplaintFile, at: Date): void {
    const { item, pack, packs } = file;
    const { classification, majorReport } = item.now;
    const isMajor = classification.severity === 'CRITICAL' && classification.kind === 'COMPLAINT';
    if (!isMajor && majorReport?.state === machines.majorReport.state.DUE) item.report(null);
    if (!isMajor || majorReport || !item.isOpen || !packs.some(wantsMajorReport)) return;
    const level = pack.content.escalation.ladder.find(({ role }) => role === 'EXECUTIVE')?.level;
    const targetId = level ? escalationTarget(pack, level, item.queueUnit, this.directory) : undefined;
    const report = { reportId: newId(), state: machines.majorReport.state.DUE, targetId: targetId ?? null };
    item.report(report);
    this.tell(file, {
      contract: majorReportDue as unknown as EventContract,
      at,
      actor: SYSTEM_ACTOR,
      payload: { reportId: report.reportId, ...(targetId ? { targetId } : {}) },
    });
  }

  /** Writes down what changed in the files, makes their moves and appends their events. */
  async save(tx: Transaction, files: readonly ComplaintFile[]): Promise<void> {
    const items = files.map((file) => file.item);
    const outgoing = files.map((file) => file.outgoing());
    this.custody.assign(
      tx,
      files.flatMap(({ newResponsible, complaint: { complaintId } }) =>
        newResponsible ? { ...newResponsible, complaintId } : [],
      ),
    );
    await Promise.all([
      ...inTurns(outgoing.map(({ moves }) => moves)).map((moves) => this.custody.moveAll(tx, moves)),
      this.items.save(tx, items),
      this.loads.book(tx, items),
      this.facts.add(
        tx,
        files.flatMap((file) => file.toldFacts.map((fact) => ({ complaintId: file.item.now.complaintId, fact }))),
      ),
      this.clocks.save(
        tx,
        files.flatMap((file) => [...file.changedClocks.values()]),
      ),
      this.outbox.append(
        tx,
        outgoing.flatMap(({ events }) => events),
      ),
    ]);
  }
}

/** The first moves of all complaints, then the second ones, and so on: each complaint moves once in each turn. */
function inTurns(moves: readonly (readonly RoutingMove[])[]): RoutingMove[][] {
  const turns = Math.max(0, ...moves.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => moves.flatMap((of) => of[turn] ?? []));
}

function wantsMajorReport({ content }: CompiledPack): boolean {
  return content.clocks.some(({ start }) => start.includes('major-report-due'));
}

function groupByComplaint(clocks: readonly SlaClock[]): Map<string, Map<string, SlaClock>> {
  const groups = new Map<string, Map<string, SlaClock>>();
  for (const clock of clocks) {
    const group = groups.get(clock.complaintId) ?? new Map<string, SlaClock>();
    groups.set(clock.complaintId, group.set(clock.key, clock));
  }
  return groups;
}
