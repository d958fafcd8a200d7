import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from '@redress/observability';
import { Worker } from '../worker';

/**
 * Work that a service repeats: a step, a pause, the next step. It never overlaps with itself, may be woken early, and the
 * step that runs at the end is waited for before the database closes. Its timer is in the `SchedulerRegistry` under the
 * name of the class.
 */
@Injectable()
export abstract class PeriodicWork<T = void> extends Worker implements OnModuleDestroy {
  @Inject(SchedulerRegistry) private readonly timers!: SchedulerRegistry;
  private isStarted = false;
  private isWoken = false;
  private isEnding = false;
  private stepping: Promise<T> | undefined;
  private turning: Promise<void> | undefined;

  /** Pause after a step. */
  protected abstract readonly intervalMs: number;
  protected abstract readonly logger: Pick<Logger, 'warn'>;

  /** Does what there is to do now. What it throws is logged, and the next step comes after the usual pause. */
  protected abstract work(): Promise<T>;

  /** The first step follows after a pause. */
  start(): void {
    if (this.isEnding || this.isStarted) return;
    this.isStarted = true;
    this.pause();
  }

  /** Has the next step begin at once, or after the one that runs, which may have looked too early. No effect before {@link start}. */
  wake(): void {
    if (!this.isStarted) return;
    this.isWoken = true;
    this.turn();
  }

  /** Runs one step now; joins the one that runs. */
  step(): Promise<T> {
    this.stepping ??= this.work().finally(() => {
      this.stepping = undefined;
    });
    return this.stepping;
  }

  /** Ends the work and waits for the step that runs. */
  async stop(): Promise<void> {
    this.isEnding = true;
    this.finish();
    await this.stepping?.catch(() => undefined);
    await this.turning;
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  /** Whether a long step should leave the rest. */
  protected get isStopping(): boolean {
    return this.isEnding;
  }

  /** Called by a step after which none is needed any more. */
  protected finish(): void {
    this.isStarted = false;
    this.cancel();
  }

  private turn(): void {
    this.cancel();
    this.turning ??= this.takeTurn().finally(() => {
      this.turning = undefined;
      if (this.isStarted) this.pause();
    });
  }

  private async takeTurn(): Promise<void> {
    // A step that was called by hand may have begun before what woke us.
    await this.stepping?.catch(() => undefined);
    do {
      this.isWoken = false;
      await this.step().catch((error: unknown) =>
        this.logger.warn({ err: error, work: this.constructor.name }, 'periodic work failed, it will be tried again'),
      );
    } while (this.isStarted && this.isWoken);
  }

  private pause(): void {
    const timer = setTimeout(() => this.turn(), this.intervalMs);
    timer.unref();
    this.timers.addTimeout(this.constructor.name, timer);
  }

  private cancel(): void {
    if (this.timers.doesExist('timeout', this.constructor.name)) this.timers.deleteTimeout(this.constructor.name);
  }
}
