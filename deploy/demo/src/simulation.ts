import { bounded, type Stage } from '@redress/local/driving';
import type { OfficeHours } from './business/office-hours';
import type { Impression, LifeRun, Wait } from './life/impressions';
import type { Life } from './life/life';
import type { Complainant } from './people/complainant';
import type { Mailbox } from './platform/mailbox';
import type { StoryReader } from './platform/story-reader';
import { Agenda } from './stage/agenda';
import type { WorkLists } from './stage/work-lists';

/** A life on the stage, with what it waits for. */
export interface Player {
  readonly life: Life;
  readonly complainant: Complainant;
}

interface Playing extends Player {
  readonly run: LifeRun;
  wait: Wait | null;
  /** A letter may come before anybody waits for it. */
  readonly unread: NonNullable<Impression['letter']>[];
}

/** Why a life did not come to its end. */
export interface Stuck {
  readonly life: Life;
  readonly reason: string;
}

export interface SimulationParts {
  readonly stage: Stage;
  readonly hours: OfficeHours;
  readonly lists: WorkLists;
  readonly mailbox: Mailbox;
  readonly story: StoryReader;
  /** Called after every step. */
  readonly onStep: (now: Date) => void;
  /** Aborted: the simulation ends after the step under way. */
  readonly signal: AbortSignal;
}

const MINUTE_MS = 60_000;
/** Staff look at their lists this often. */
const LOOK_EVERY_MINUTES = 45;
/** What lies this close together happens in one step of the clock. */
const WINDOW_MS = 30 * MINUTE_MS;
const IDLE_WINDOW_MS = 120 * MINUTE_MS;
/** Clocks run out at night too: time does not move on further than this at once. */
const LONGEST_STEP_MS = 6 * 60 * MINUTE_MS;
const ACTS_AT_ONCE = 8;
const PATIENCE_MS = 30_000;

type Entry = Playing | 'look';

/**
 * Plays lives on the stage. In each step the clock moves to the next thing that anybody wants to do, staff look at their
 * lists when it is time to, everybody who is due acts, the platform comes to rest, and letters are read.
 */
export class Simulation {
  private readonly agenda = new Agenda<Entry>();
  private readonly playing = new Set<Playing>();
  private readonly failures: Stuck[] = [];
  private isLookPlanned = false;

  constructor(
    players: readonly Player[],
    private readonly parts: SimulationParts,
  ) {
    for (const player of players) this.playing.add({ ...player, run: player.life.run(), wait: null, unread: [] });
  }

  /** Lives that have not ended. */
  get left(): number {
    return this.playing.size;
  }

  get stuck(): readonly Stuck[] {
    return this.failures;
  }

  /** Plays until every life has ended, or nothing can happen any more before `until`. */
  async play(until: Date): Promise<void> {
    const { stage, signal, onStep } = this.parts;
    await this.act([...this.playing].map((one) => () => this.wake(one, {})));
    while (this.playing.size > 0 && !signal.aborted) {
      const next = this.nextTime();
      if (next > until) break;
      await stage.advanceTo(next);
      const due = this.agenda.takeDue(next);
      if (due.includes('look')) await this.look();
      await this.act(due.filter((entry) => entry !== 'look').map((one) => () => this.wake(one, {})));
      await stage.settle();
      await this.readStories();
      await this.readLetters();
      onStep(stage.now);
    }
    for (const one of this.playing) this.giveUp(one, signal.aborted ? 'The demo was stopped' : stillWaiting(one));
  }

  private nextTime(): Date {
    const { hours, stage } = this.parts;
    const latest = new Date(stage.now.getTime() + LONGEST_STEP_MS);
    const first = this.agenda.next;
    if (!first) return latest;
    const isOpen = hours.areOpen(first);
    const wanted = this.agenda.lastWithin(isOpen ? WINDOW_MS : IDLE_WINDOW_MS, (at) => hours.areOpen(at) === isOpen);
    if (!wanted || wanted < stage.now) return stage.now;
    return wanted < latest ? wanted : latest;
  }

  /** Staff see what is on their lists, and lives that waited for that continue. */
  private async look(): Promise<void> {
    this.isLookPlanned = false;
    const items = await this.parts.lists.look();
    await this.act(
      this.waiting('item').flatMap(({ one, wait }) => {
        const item = items.get(one.life.id);
        return item && wait.states.includes(item.state) ? [() => this.wake(one, { item })] : [];
      }),
    );
    this.planLook();
  }

  private async readStories(): Promise<void> {
    const waiting = this.waiting('registration');
    if (waiting.length === 0) return;
    await this.parts.story.catchUp(PATIENCE_MS);
    await this.act(
      waiting.flatMap(({ one, wait }) => {
        const tale = this.parts.story.fold.ofSubmission(wait.source, wait.id);
        return tale ? [() => this.wake(one, { tale })] : [];
      }),
    );
  }

  private async readLetters(): Promise<void> {
    const byAddress = new Map(
      [...this.playing].flatMap((one) => one.complainant.addresses.map((address) => [address, one] as const)),
    );
    for (const letter of await this.parts.mailbox.collect()) byAddress.get(letter.to)?.unread.push(letter);
    await this.act(
      this.waiting('letter').flatMap(({ one, wait }) => {
        const index = one.unread.findIndex(({ kind }) => kind === wait.letter);
        const [letter] = index < 0 ? [] : one.unread.splice(index, 1);
        return letter ? [() => this.wake(one, { letter })] : [];
      }),
    );
  }

  private waiting<K extends Wait['kind']>(kind: K): { one: Playing; wait: Extract<Wait, { kind: K }> }[] {
    return [...this.playing].flatMap((one) =>
      one.wait?.kind === kind ? [{ one, wait: one.wait as Extract<Wait, { kind: K }> }] : [],
    );
  }

  private act(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    return bounded(ACTS_AT_ONCE, tasks);
  }

  private async wake(one: Playing, impression: Impression): Promise<void> {
    one.wait = null;
    try {
      const { done, value } = await one.run.next(impression);
      if (done) {
        this.playing.delete(one);
        return;
      }
      one.wait = value;
      if (value.kind === 'time') this.agenda.add(value.at, one);
      if (value.kind === 'item') this.planLook();
    } catch (error) {
      this.giveUp(one, (error as Error).message);
    }
  }

  private planLook(): void {
    if (this.isLookPlanned || this.waiting('item').length === 0) return;
    this.isLookPlanned = true;
    this.agenda.add(this.parts.hours.afterWork(this.parts.stage.now, LOOK_EVERY_MINUTES), 'look');
  }

  private giveUp(one: Playing, reason: string): void {
    this.playing.delete(one);
    this.failures.push({ life: one.life, reason });
  }
}

function stillWaiting({ wait }: Playing): string {
  switch (wait?.kind) {
    case 'item':
      return `Staff never saw it as ${wait.states.join(' or ')}`;
    case 'letter':
      return `The complainant never got the letter ${wait.letter}`;
    case 'registration':
      return 'The publisher never read its registration';
    default:
      return 'Business time ran out';
  }
}
