import { Inject, Injectable } from '@nestjs/common';
import { Messaging } from '@redress/messaging';
import type { CheckResult, Logger } from '@redress/observability';
import { LOGGER } from '../logger-token';
import { PeriodicWork } from '../periodic/periodic-work';
import { Feeds } from './feeds';

const TOPIC = 'org.directory.v1';

/** Looks whether the directory has been read, until it has: people are authorised without a call of the readiness check. */
@Injectable()
export class DirectoryWatch extends PeriodicWork {
  override readonly runsAlways = true;
  protected readonly intervalMs = 250;
  private ends: ReadonlyMap<number, bigint> | undefined;

  constructor(
    private readonly feeds: Feeds,
    private readonly messaging: Messaging,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** The directory counts as read once everything is in that stood on its topic when the service first looked. */
  async health(): Promise<CheckResult> {
    const { feeds, messaging } = this;
    if (feeds.directory.isReady()) return { ok: true };
    this.ends ??= await messaging.runtime.endOffsets(TOPIC);
    if (!(await messaging.runtime.hasRead(TOPIC, this.ends))) return { ok: false, detail: 'not read yet' };
    await feeds.refresh();
    if (!feeds.hasDirectory) return { ok: false, detail: 'empty: nobody can be authorised' };
    feeds.directory.markReady();
    return { ok: true };
  }

  /** Why it is not ready, the readiness check says to those who ask. */
  protected async work(): Promise<void> {
    const { ok } = await this.health().catch(() => ({ ok: false }));
    if (ok) this.finish();
  }
}
