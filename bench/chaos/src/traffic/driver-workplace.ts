import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@redress/contracts';
import type { Platform } from '@redress/local';
import {
  type Letter,
  type Registration,
  RegistrationWatch,
  SubmissionPublisher,
  type SubmissionRecord,
  type Workplace,
} from '@redress/workload';
import { DriverClient } from './driver-client';
import type { Ledger } from './ledger';
import { Mailbox } from './mailbox';

/** A request may take as long as this until its sender tries the other replica: longer than any that is answered. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How long a command is sent again, or its effect waited for, before the driver gives it up. */
const PATIENCE_MS = 180_000;
const PAUSE_MS = 100;

/** The platform under fault, for the people who work on it: they ask again, elsewhere, until they are answered. */
export class DriverWorkplace implements Workplace {
  readonly client: DriverClient;
  readonly mailbox: Mailbox;
  readonly patienceMs = PATIENCE_MS;
  private turn = 0;
  private publisher: Promise<SubmissionPublisher> | undefined;

  private constructor(
    private readonly platform: Platform,
    private readonly ledger: Ledger,
    private readonly registrations: RegistrationWatch,
    private readonly time: { readonly now: Date },
    private readonly signal: AbortSignal,
  ) {
    const { replicas } = platform.endpoints;
    const services = new Map(SERVICES.flatMap((name) => replicas[name].map((url) => [url, name] as const)));
    this.client = new DriverClient({
      ledger,
      serviceAt: (origin) => services.get(origin),
      tokenOf: (who) => (who.startsWith('client:') ? platform.clientToken(who) : platform.tokenFor(who)),
      persistent: true,
      patienceMs: PATIENCE_MS,
      timeoutMs: REQUEST_TIMEOUT_MS,
      signal,
    });
    this.mailbox = new Mailbox(platform.mail);
    platform.mail.onCaught((letter) => ledger.letter(letter));
  }

  /** @param signal aborted: nothing is asked for any more */
  static async open(
    platform: Platform,
    ledger: Ledger,
    time: { readonly now: Date },
    signal: AbortSignal,
  ): Promise<DriverWorkplace> {
    const { brokers } = platform.infrastructure;
    const registrations = await RegistrationWatch.open(brokers, platform.topicPrefix);
    return new DriverWorkplace(platform, ledger, registrations, time, signal);
  }

  get now(): Date {
    return this.time.now;
  }

  addresses(service: ServiceName, path: string): readonly string[] {
    const replicas = this.platform.endpoints.replicas[service];
    const first = this.turn++;
    return replicas.map((_, index) => `${replicas[(first + index) % replicas.length]}${path}`);
  }

  letter(to: string, subject: RegExp, count = 1): Promise<Letter> {
    return this.mailbox.newest(to, subject, count, PATIENCE_MS);
  }

  async publishSubmission(record: SubmissionRecord): Promise<void> {
    const submission = { source: record.source, id: record.id, sentAt: new Date().toISOString() };
    this.ledger.publishes({ ...submission, isAcknowledged: false });
    for (;;) {
      this.signal.throwIfAborted();
      const publisher = (this.publisher ??= this.openPublisher());
      try {
        await (await publisher).publish([record]);
        break;
      } catch {
        // A producer that has failed once may acknowledge what is not in the log, so it never sends again.
        if (this.publisher === publisher) {
          this.publisher = undefined;
          void publisher.then((failed) => failed.close()).catch(() => undefined);
        }
        await delay(PAUSE_MS);
      }
    }
    this.ledger.publishes({ ...submission, isAcknowledged: true });
  }

  registrationOf(source: string, id: string): Promise<Registration> {
    return this.registrations.of(source, id, PATIENCE_MS);
  }

  async close(): Promise<void> {
    const publisher = await this.publisher?.catch(() => undefined);
    await Promise.all([this.client.close(), this.registrations.close(), publisher?.close()]);
  }

  private openPublisher(): Promise<SubmissionPublisher> {
    const { infrastructure, topicPrefix, endpoints } = this.platform;
    return SubmissionPublisher.open(infrastructure.brokers, topicPrefix, endpoints.sources);
  }
}
