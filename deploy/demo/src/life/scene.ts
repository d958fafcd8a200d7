import type { Api } from '@redress/local/driving';
import { SeededRandom } from '@redress/testing';
import type { SubmissionPublisher } from '@redress/workload';
import type { OfficeHours } from '../business/office-hours';
import type { Cast, Colleague } from '../people/cast';
import type { Complainant } from '../people/complainant';
import { Office, type Paper } from '../people/office';
import type { WorkItem } from '../people/views';
import type { Letter, LetterKind } from '../platform/mailbox';
import type { SampleRow } from '../sample/sample-row';
import { received, until, type LifeRun } from './impressions';
import { planOf } from './plan';
import { wordsFor } from './words';

/** Days between a draft and its acceptance that a promised date allows for. */
const DAYS_TO_DECIDE = 6;
const DAY_MS = 86_400_000;

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
  /** The complaint of another row, once it is registered: what a person who knows both cases would look up. */
  readonly complaintOf: (row: string) => string | undefined;
}

/** The complaint of a row as its people find it once it is registered. */
export interface Registered {
  readonly complaintId: string;
  readonly complaintNo: string;
}

/**
 * What the people of one complaint have in common: their script, the time that they take (chance, from the row's own stream
 * of it), whom they find in the directory, and the office in which they act.
 */
export class Scene {
  readonly random: SeededRandom;
  readonly words;
  /** How often the complaint was taken up again. */
  cycle = 0;
  private isLateBeforehand: boolean;
  private opened: Office | undefined;
  private complaintNo = '';

  constructor(
    readonly row: SampleRow,
    readonly world: World,
    readonly complainant: Complainant,
  ) {
    this.random = new SeededRandom(world.seed, row.id);
    this.words = wordsFor(row);
    this.isLateBeforehand = row.script.breach !== 'none';
  }

  /** Where staff act on it. Throws before it is registered. */
  get office(): Office {
    if (!this.opened) throw new Error('The complaint is not registered yet');
    return this.opened;
  }

  open({ complaintId, complaintNo }: Registered): void {
    this.opened = new Office(this.world.api, this.row.id, complaintId);
    this.complaintNo = complaintNo;
  }

  /** Whether the script wants this, the first time that the complaint comes by. */
  isOn(detour: NonNullable<SampleRow['script']['detour']>): boolean {
    return this.row.script.detour === detour && this.cycle === 0;
  }

  /** Whether the script ends like this, the first time that the complaint comes by. */
  endsAs(...endings: readonly SampleRow['script']['ending'][]): boolean {
    return endings.includes(this.row.script.ending) && this.cycle === 0;
  }

  somebody(...who: [role: Parameters<Cast['all']>[0], unitId?: string]): Colleague {
    return this.world.cast.somebody(this.random, ...who);
  }

  handlerOf({ handlerId, unitId }: WorkItem): Colleague {
    return handlerId ? this.world.cast.person(handlerId) : this.somebody('UNIT_HANDLER', unitId ?? undefined);
  }

  /** The manager of the unit in whose queue it lies. Throws when it lies in none. */
  managerOf({ unitId }: WorkItem): Colleague {
    if (!unitId) throw new Error('It lies in the queue of no unit');
    return this.somebody('UNIT_MANAGER', unitId);
  }

  /** So many minutes of working time. */
  async *work(low: number, high: number): LifeRun {
    yield* until(this.world.hours.afterWork(this.world.now(), this.random.between(low, high)));
  }

  /** So many minutes of a complainant's day. */
  async *leisure(low: number, high: number): LifeRun {
    yield* until(this.world.hours.whileAwake(this.world.now(), this.random.between(low, high)));
  }

  /** Waits for a letter, where letters come by themselves. */
  async *told(letter: LetterKind): LifeRun<Letter | undefined> {
    return this.complainant.isReached ? yield* received(letter) : undefined;
  }

  /** The business time so many days from now. */
  inDays(days: number): string {
    return new Date(this.world.now().getTime() + days * DAY_MS).toISOString();
  }

  /** The local date so many days from now. */
  dateIn(days: number): string {
    return this.world.hours.dateAfter(this.world.now(), days);
  }

  /** What this person proposes to the complainants of the case. */
  async plan(lead: Colleague): Promise<object> {
    const { hours, now } = this.world;
    const parties = await this.office.parties(lead);
    return planOf(this.row, (days) => hours.dateAfter(now(), days + DAYS_TO_DECIDE), parties);
  }

  /** A file for the evidence. */
  evidence(provenance: 'SYSTEM_RECORD' | 'THIRD_PARTY', number: number): Paper {
    return {
      fields: { provenance, description: this.words.evidence },
      fileName: `${this.row.id}-${this.cycle + 1}-${number}.txt`,
      text: `${this.words.evidence}\n${this.complaintNo}\n`,
    };
  }

  /** A proof that a remedy was carried out. */
  receipt(remedyId: string): Paper {
    return {
      fields: { note: this.words.receipt },
      fileName: `${remedyId}.txt`,
      text: `${this.words.receipt}\n${this.complaintNo}\n`,
    };
  }

  /** A person looks at the clock and lets its limit pass, where the script says so. */
  async *beLateAt(step: SampleRow['script']['breach'], who: Colleague, clock: string): LifeRun {
    if (!this.isLateBeforehand || this.row.script.breach !== step) return;
    this.isLateBeforehand = false;
    const running = (await this.office.clocks(who)).find((one) => one.clock === clock && one.state === 'RUNNING');
    if (!running?.dueAt) throw new Error(`${who.id} sees no clock ${clock} that runs`);
    const { hours, now } = this.world;
    const dueAt = new Date(running.dueAt);
    yield* until(hours.afterWork(dueAt > now() ? dueAt : now(), this.random.between(10, 60)));
  }

  /** @returns whether the complaint has ended, because its complainant withdraws in this state */
  async *withdrawsIn(state: WorkItem['state']): LifeRun<boolean> {
    if (!this.endsAs('withdrawn') || this.row.script.withdrawAt !== state) return false;
    await this.askToWithdraw();
    yield* this.told('WITHDRAWAL');
    return true;
  }

  /** By phone where the complaint came through staff, else on the portal. */
  async askToWithdraw(): Promise<void> {
    const { withdrawal } = this.words;
    if (this.row.entry !== 'staff') return this.complainant.request('WITHDRAWAL', withdrawal);
    await this.office.request(this.somebody('FRONTLINE'), { kind: 'WITHDRAWAL', statement: withdrawal });
  }
}
