import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { STATES, TOPICS, type TopicName } from '@redress/contracts';
import { describeFailure, Messaging, partitionOf } from '@redress/messaging';
import { Metrics, type Logger } from '@redress/observability';
import { Database, inHalves, type Transaction } from '@redress/persistence';
import { Feeds, IdleRegistry, LOGGER, PeriodicWork } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { ReadHorizon } from '../../sla-clock/domain/read-horizon';
import { tell } from '../../sla-clock/domain/reconcile';
import { outlives } from '../../sla-clock/domain/sla-clock';
import { SqlSlaClocks } from '../../sla-clock/sql-sla-clocks';

const STORY: TopicName = 'complaint.lifecycle.v1';
const BATCH = 200;
const LONG_AGO = new Date(0);
/** Each failure is found by transactions that are in vain: many of them must not take the time of all others. */
const TRIED_AGAIN_AFTER_MS = 30_000;

/** How many of the clocks that are due are named to an operator. */
const NAMED = 10;

interface Failure {
  readonly tryAgainMs: number;
  readonly error: unknown;
}

/** Up to when the story of a complaint is read; undefined when that is not known. */
type ReadPast = (complaintId: string) => Date | undefined;

/**
 * Publishes the marks of clocks as they are reached: 50 and 80 per cent, and the breach. The complaint's lock and SKIP
 * LOCKED make it happen on exactly one replica; the cost follows what is due, since only the index on the next mark is
 * read.
 */
@Injectable()
export class ClockSweep extends PeriodicWork<number> {
  protected readonly intervalMs = 1_000;
  private readonly horizon = new ReadHorizon();
  private readonly seconds;
  /** Complaints whose clocks could not be told, and when they are tried again (real time). */
  private readonly failing = new Map<string, Failure>();

  constructor(
    private readonly database: Database,
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly messaging: Messaging,
    private readonly feeds: Feeds,
    private readonly files: ComplaintFiles,
    private readonly clocks: SqlSlaClocks,
    idle: IdleRegistry,
    metrics: Metrics,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
    this.seconds = metrics.histogram({ name: 'clock_sweep_seconds', help: 'Time of one sweep of due clocks' });
    const due = () => this.clocks.countDue(this.database, this.clock.now());
    metrics.observedGauge({ name: 'clocks_due', help: 'Clocks with a mark that is reached and not yet told' }, due);
    const pending = async () => {
      const count = await due();
      // The driver of the clock asks until nothing is due, and need not wait for the next interval.
      if (count > 0) this.wake();
      return count;
    };
    idle.register('clocks', pending, { explain: () => this.explain() });
  }

  /** What is due and was not told, with what the last attempt failed on. */
  private async explain(): Promise<string[]> {
    const named = await this.clocks.namesOfDue(this.database, this.clock.now(), NAMED);
    return named.map(({ complaintId, line }) => {
      const failure = this.failing.get(complaintId);
      return failure ? `${line}; failed with ${describeFailure(failure.error)}` : line;
    });
  }

  /** Tells everything that is due now and may be told. @returns how many complaints had something to tell */
  protected async work(): Promise<number> {
    if (!this.directory.isReady()) return 0;
    const stopTimer = this.seconds.startTimer();
    try {
      const now = this.clock.now();
      return (await this.recomputeStale(now)) + (await this.tellDue(now));
    } finally {
      stopTimer();
    }
  }

  /** Goes past what may not be published yet: it is no reason to leave out what became due after it. */
  private async tellDue(now: Date): Promise<number> {
    let page = await this.clocks.due(this.database, now, BATCH);
    if (page.length === 0) return 0;
    // Positions are read before the files: what was handled up to them is in the files then.
    const readPast = await this.readPast(now);
    let told = 0;
    for (;;) {
      const tellable = page.filter(({ complaintId, firesAt }) => (readPast(complaintId) ?? LONG_AGO) >= firesAt);
      const complaintIds = [...new Set(tellable.map(({ complaintId }) => complaintId))];
      told += await this.together(complaintIds, (tx, ids) => this.tell(tx, ids, now, readPast));
      if (page.length < BATCH || this.isStopping) return told;
      page = await this.clocks.due(this.database, now, BATCH, page.at(-1));
    }
  }

  private async tell(tx: Transaction, complaintIds: readonly string[], now: Date, readPast: ReadPast): Promise<number> {
    const files = await this.files.openWithoutStory(tx, complaintIds);
    const told: ComplaintFile[] = [];
    for (const [complaintId, file] of files) {
      const { state } = file.complaint;
      const until = readPast(complaintId);
      if (!until) continue;
      for (const clock of file.clocks) {
        // It ended by a grant that is not read back yet; the clocks follow when it is.
        if (STATES[state].ended && !outlives(clock, state)) continue;
        file.absorb(tell(clock, until < now ? until : now));
      }
      if (file.hasNews) told.push(file);
    }
    await this.files.save(tx, told);
    return told.length;
  }

  private async recomputeStale(now: Date): Promise<number> {
    let page = await this.clocks.stale(this.database, BATCH);
    if (page.length === 0) return 0;
    await this.feeds.refresh();
    let done = 0;
    for (;;) {
      done += await this.together(page, async (tx, ids) => {
        const files = [...(await this.files.open(tx, ids)).values()];
        for (const file of files) this.files.recompute(file, now, 'CALENDAR');
        await Promise.all([this.clocks.unmarkStale(tx, ids), this.files.save(tx, files)]);
        return files.length;
      });
      if (page.length < BATCH || this.isStopping) return done;
      page = await this.clocks.stale(this.database, BATCH, page.at(-1));
    }
  }

  /**
   * Works on complaints in one transaction, as far as no other replica does. One that cannot be worked on is logged
   * once, holds up no other clocks and is tried again later.
   * @returns the sum of what `work` returned
   */
  private together(
    complaintIds: readonly string[],
    work: (tx: Transaction, claimed: readonly string[]) => Promise<number>,
  ): Promise<number> {
    const nowMs = performance.now();
    return inHalves(
      complaintIds.filter((complaintId) => (this.failing.get(complaintId)?.tryAgainMs ?? nowMs) <= nowMs),
      async (part) => {
        const done = await this.database.transaction(async (tx) => {
          const claimed = await this.clocks.claim(tx, part);
          return claimed.length === 0 ? 0 : work(tx, claimed);
        });
        for (const complaintId of part) this.failing.delete(complaintId);
        return done;
      },
      (complaintId, error) => {
        if (!this.failing.has(complaintId)) {
          this.logger.error({ err: error, complaintId }, 'ALARM: the clocks of a complaint cannot be told');
        }
        this.failing.set(complaintId, { tryAgainMs: nowMs + TRIED_AGAIN_AFTER_MS, error });
      },
    );
  }

  private async readPast(now: Date): Promise<ReadPast> {
    const { runtime } = this.messaging;
    if (this.horizon.needsSample(now)) this.horizon.add(now, performance.now(), await runtime.endOffsets(STORY));
    const positions = await runtime.positions.ofTopic(STORY);
    const nowMs = performance.now();
    this.horizon.forget(positions, nowMs);
    const { partitions } = TOPICS[STORY];
    return (complaintId) => {
      const partition = partitionOf(complaintId, partitions);
      return this.horizon.readPast(partition, positions.get(partition), nowMs);
    };
  }
}
