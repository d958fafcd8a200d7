import { SAMPLE_SOURCE } from '@redress/local';
import type { Api } from '@redress/local/driving';
import { SeededRandom } from '@redress/testing';
import type { SubmissionPublisher } from '@redress/workload';
import type { OfficeHours } from '../business/office-hours';
import type { Cast, Colleague } from '../people/cast';
import type { Complainant } from '../people/complainant';
import { Office } from '../people/office';
import type { WorkItem } from '../people/views';
import { submissionOf, type SampleRow } from '../sample/sample-row';
import { noticed, received, registered, until, type LifeRun } from './impressions';
import { determinationOf, planOf } from './plan';
import { wordsFor } from './words';

/** Days between a draft and its acceptance that a promised date allows for. */
const DAYS_TO_DECIDE = 6;
const HOUR = 60;
/** `ce_source` of what the customer relationship system submits. */
const PUBLISHER_SOURCE = SAMPLE_SOURCE;

/** What all lives share. */
export interface World {
  readonly api: Api;
  readonly cast: Cast;
  readonly hours: OfficeHours;
  readonly publisher: SubmissionPublisher;
  readonly seed: number;
  /** First local date of business time. */
  readonly from: string;
  /** Business time. */
  readonly now: () => Date;
}

/** What is known of the submission and its complaint, for the figures of the run. */
export interface Filing {
  /** Identity under which the submission stands on the story. */
  readonly source: string;
  readonly sourceId: string;
  /** Where the answer to the submission told it; the public form is known on the story by a hash of its key. */
  readonly complaintId?: string;
  /** Real time at which it was sent. */
  readonly sentAt: Date;
}

/**
 * One complaint of the samples from its submission to its end. People decide by what they can see: a line on a work
 * list, a letter, the commands and clocks that a resource shows them. How long people take is chance, from the row's
 * own stream of it; what they decide is the row's script.
 */
export class Life {
  private readonly random: SeededRandom;
  private readonly words;
  private filed: Filing | undefined;
  private complaintId = '';
  private complaintNo = '';
  private cycle = 0;
  private isLateBeforehand: boolean;

  constructor(
    readonly row: SampleRow,
    private readonly world: World,
    private readonly complainant: Complainant,
  ) {
    this.random = new SeededRandom(world.seed, row.id);
    this.words = wordsFor(row);
    this.isLateBeforehand = row.script.breach !== 'none';
  }

  /** Absent until the complaint is submitted. */
  get filing(): Filing | undefined {
    return this.filed;
  }

  /** Empty until it is known. */
  get id(): string {
    return this.complaintId;
  }

  /** Empty until it is known. */
  get number(): string {
    return this.complaintNo;
  }

  /** The whole life; it ends when the complaint has. Throws when a person cannot do what the script wants. */
  async *run(): LifeRun {
    const { script, occurredAt } = this.row;
    yield* until(this.world.hours.at(this.world.from, occurredAt.dayOffset, occurredAt.time));
    yield* this.file();
    const office = new Office(this.world.api, this.row.id, this.complaintId);
    const acceptance = yield* received('ACKNOWLEDGEMENT');
    this.complainant.keep(acceptance);
    for (;;) {
      if (yield* this.beforeInvestigation(office)) return;
      if (yield* this.investigation(office)) return;
      yield* this.resolution(office);
      if (yield* this.decision(office)) return;
      yield* this.remedies(office);
      if (yield* this.followUp(office)) break;
      this.cycle++;
    }
    yield* received('CLOSURE');
    if (script.ending === 'dissatisfied-then-closed' && this.cycle === 0) throw new Error('It was closed too early');
  }

  private async *file(): LifeRun {
    const { api, cast, publisher, now } = this.world;
    const { entry, id } = this.row;
    const submission = submissionOf(this.row);
    const sentAt = new Date();
    const sourceId = `demo-${id}`;
    if (entry === 'kafka') {
      const source = PUBLISHER_SOURCE;
      await publisher.publish([{ id: sourceId, source, submission }], now());
      this.filed = { source, sourceId, sentAt };
      const tale = yield* registered(source, sourceId);
      this.complaintId = tale.complaintId;
      this.complaintNo = tale.complaintNo;
      return;
    }
    const clerk = entry === 'staff' ? cast.somebody(this.random, 'FRONTLINE') : null;
    const answer = await api.call<{ complaintId: string; complaintNo: string }>({
      service: 'intake',
      method: 'POST',
      path: clerk ? '/v1/complaints' : '/v1/portal/complaints',
      by: clerk,
      body: submission,
      idempotencyKey: sourceId,
    });
    this.filed = { source: clerk?.id ?? 'portal', sourceId, complaintId: answer.complaintId, sentAt };
    this.complaintId = answer.complaintId;
    this.complaintNo = answer.complaintNo;
  }

  /** Assessment by hand where the rules leave it to a person, and acceptance. @returns whether the complaint has ended */
  private async *beforeInvestigation(office: Office): LifeRun<boolean> {
    const { cast } = this.world;
    let item = yield* noticed('UNDER_ASSESSMENT', 'ASSIGNED');
    if (item.state === 'UNDER_ASSESSMENT') {
      if (this.withdrawsIn('UNDER_ASSESSMENT')) return yield* this.withdraw(office);
      const officer = cast.somebody(this.random, 'TRIAGE_OFFICER');
      yield* this.work(5, 30);
      if (this.isLateAt('assessment')) yield* this.missTheLimit(office, officer, 'ASSESSMENT');
      await office.assess(officer);
      item = yield* noticed('ASSIGNED');
    }
    if (this.withdrawsIn('ASSIGNED')) return yield* this.withdraw(office);
    const handler = this.handlerOf(item);
    yield* this.work(5, 30);
    if (this.isLateAt('acceptance')) yield* this.missTheLimit(office, handler, 'ASSIGNEE_ACCEPT');
    await office.accept(handler);
    return false;
  }

  /** Evidence, then the determination. @returns whether the complaint has ended */
  private async *investigation(office: Office): LifeRun<boolean> {
    const item = yield* noticed('UNDER_INVESTIGATION');
    if (this.withdrawsIn('UNDER_INVESTIGATION')) return yield* this.withdraw(office);
    const investigator = this.handlerOf(item);
    yield* this.work(0.5 * HOUR, 3 * HOUR);
    const evidenceId = await office.addEvidence(investigator, {
      fields: { provenance: 'SYSTEM_RECORD', description: this.words.evidence },
      fileName: `${this.row.id}-${this.cycle + 1}.txt`,
      text: `${this.words.evidence}\n${this.complaintNo}\n`,
    });
    yield* this.work(0.5 * HOUR, 3 * HOUR);
    if (this.isLateAt('resolution')) yield* this.missTheLimit(office, investigator, 'RESOLUTION');
    await office.determine(investigator, determinationOf(this.row, evidenceId));
    return false;
  }

  /** The plan and its approval, rejected once where the script says so. */
  private async *resolution(office: Office): LifeRun {
    let isRejected = this.row.script.rejectApproval && this.cycle === 0;
    let lead = this.handlerOf(yield* noticed('DETERMINED'));
    yield* this.work(15, 60);
    await office.proposePlan(lead, this.plan(), 'draft');
    for (;;) {
      const item = yield* noticed('PENDING_APPROVAL');
      yield* this.work(10, 60);
      await office.decide(
        this.approvers(item),
        isRejected
          ? { decision: 'REJECT', reasonCode: 'REASONS_TOO_GENERAL', comment: this.words.tooLittle }
          : { decision: 'APPROVE' },
      );
      if (!isRejected) return;
      isRejected = false;
      lead = this.handlerOf(yield* noticed('RESOLUTION_DRAFTED'));
      yield* this.work(15, 60);
      await office.proposePlan(lead, this.plan(), 'revision');
    }
  }

  /** The complainant reads the offer and accepts it, or withdraws. @returns whether the complaint has ended */
  private async *decision(office: Office): LifeRun<boolean> {
    const letter = yield* received('OFFER');
    yield* this.leisure(0.5 * HOUR, 10 * HOUR);
    if (this.withdrawsIn('RESOLUTION_OFFERED')) return yield* this.withdraw(office);
    await this.complainant.acceptOffer(letter);
    return false;
  }

  /**
   * Every remedy by a person of the unit that owns it; after the first, where the script says so, a withdrawal that comes
   * too late (T34).
   */
  private async *remedies(office: Office): LifeRun {
    const item = yield* noticed('REMEDY_IN_PROGRESS', 'RESOLVED');
    if (item.state === 'RESOLVED') return;
    let withdrawsTooLate = this.row.script.ending === 'withdrawal-refused-then-closed' && this.cycle === 0;
    const view = await office.resolution(this.handlerOf(item));
    const lines = view.plan?.remedies ?? [];
    for (const line of lines.filter(({ state }) => state !== 'DONE')) {
      yield* this.work(0.5 * HOUR, 3 * HOUR);
      const owner = this.world.cast.somebody(this.random, 'UNIT_HANDLER', line.ownerUnitId);
      await office.execute(owner, line.remedyId, {
        fields: { note: this.words.receipt },
        fileName: `${line.remedyId}.txt`,
        text: `${this.words.receipt}\n${this.complaintNo}\n`,
      });
      if (!withdrawsTooLate) continue;
      withdrawsTooLate = false;
      await this.askToWithdraw(office);
      yield* received('REQUEST_REFUSED');
    }
  }

  /** @returns whether the complainant is satisfied, which closes the complaint */
  private async *followUp(office: Office): LifeRun<boolean> {
    yield* noticed('RESOLVED');
    yield* this.work(0.5 * HOUR, 5 * HOUR);
    const caller = this.world.cast.somebody(this.random, 'FOLLOW_UP_SPECIALIST');
    const fails = this.row.script.ending === 'dissatisfied-then-closed' && this.cycle === 0;
    await office.followUp(
      caller,
      fails
        ? { result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_SETTLED', comment: this.words.dissatisfied }
        : { result: 'SUCCESS', satisfaction: this.row.script.satisfaction, comment: this.words.satisfied },
    );
    return !fails;
  }

  /** @returns true: the complaint has ended */
  private async *withdraw(office: Office): LifeRun<boolean> {
    await this.askToWithdraw(office);
    yield* received('WITHDRAWAL');
    return true;
  }

  /** By phone where the complaint came through staff, else on the portal. */
  private async askToWithdraw(office: Office): Promise<void> {
    const { withdrawal } = this.words;
    if (this.row.entry !== 'staff') return this.complainant.askToWithdraw(withdrawal);
    await office.recordWithdrawal(this.world.cast.somebody(this.random, 'FRONTLINE'), withdrawal);
  }

  private withdrawsIn(state: WorkItem['state']): boolean {
    return this.row.script.ending === 'withdrawn' && this.row.script.withdrawAt === state && this.cycle === 0;
  }

  private isLateAt(step: SampleRow['script']['breach']): boolean {
    return this.isLateBeforehand && this.row.script.breach === step;
  }

  /** A person looks at the clock and lets its limit pass. */
  private async *missTheLimit(office: Office, who: Colleague, clock: string): LifeRun {
    this.isLateBeforehand = false;
    const running = (await office.clocks(who)).find((one) => one.clock === clock && one.state === 'RUNNING');
    if (!running?.dueAt) throw new Error(`${who.id} sees no clock ${clock} that runs`);
    const dueAt = new Date(running.dueAt);
    yield* until(
      this.world.hours.afterWork(dueAt > this.world.now() ? dueAt : this.world.now(), this.random.between(10, 60)),
    );
  }

  private plan(): object {
    const { hours, now } = this.world;
    return planOf(this.row, (days) => hours.dateAfter(now(), days + DAYS_TO_DECIDE));
  }

  private handlerOf({ handlerId, unitId }: WorkItem): Colleague {
    const { cast } = this.world;
    return handlerId ? cast.person(handlerId) : cast.somebody(this.random, 'UNIT_HANDLER', unitId ?? undefined);
  }

  /** Who may be asked to approve: first those of the responsible unit, then those of the whole enterprise. */
  private approvers({ unitId, handlerId }: WorkItem): Colleague[] {
    const { cast } = this.world;
    const near = cast.all('REMEDY_APPROVER', unitId ?? undefined).filter(({ id }) => id !== handlerId);
    return [...near, ...cast.all('EXECUTIVE').filter((executive) => !near.includes(executive))];
  }

  /** So many minutes of working time. */
  private async *work(low: number, high: number): LifeRun {
    yield* until(this.world.hours.afterWork(this.world.now(), this.random.between(low, high)));
  }

  /** So many minutes of a complainant's day. */
  private async *leisure(low: number, high: number): LifeRun {
    yield* until(this.world.hours.whileAwake(this.world.now(), this.random.between(low, high)));
  }
}
