import { setTimeout as delay } from 'node:timers/promises';
import { listenerOf, type ServiceName } from '@redress/contracts';
import type { Endpoints } from '@redress/local';
import { eventually } from '@redress/testing';
import { type ClientOptions, RedressClient } from '../http/redress-client';
import { SubmissionPublisher } from '../submissions/submission-publisher';
import { RegistrationWatch } from './registration-watch';
import { TokenRing } from './token-ring';
import type { Letter, Registration, SubmissionRecord, Workplace } from './workplace';

export interface ConnectedWorkplaceOptions extends Omit<ClientOptions, 'tokenOf'> {
  /** Business time; the real one if absent. */
  now?(): Date;
  /** Letters to an address that have arrived, the newest first: `MailCatcher.list`. */
  letters(to: string): readonly Letter[];
}

const WAIT_MS = 60_000;
const PAUSE_MS = 100;

/** What services need to be told so that every complainant has a network address, and with it a limit, of their own. */
export const BEHIND_A_PROXY = { all: { REDRESS_TRUST_PROXY: '127.0.0.1' } } as const;

/** A platform that was launched, for the people of the load. Close it in the end. */
export class ConnectedWorkplace implements Workplace {
  private turn = 0;

  private constructor(
    readonly client: RedressClient,
    private readonly endpoints: Endpoints,
    private readonly options: ConnectedWorkplaceOptions,
    private readonly registrations: RegistrationWatch,
    private readonly publisher: SubmissionPublisher,
  ) {}

  static async open(endpoints: Endpoints, options: ConnectedWorkplaceOptions): Promise<ConnectedWorkplace> {
    const { brokers, topicPrefix, sources } = endpoints;
    const tokens = new TokenRing(endpoints);
    const client = new RedressClient({ ...options, tokenOf: (who) => tokens.tokenOf(who) });
    const registrations = await RegistrationWatch.open(brokers, topicPrefix);
    const publisher = await SubmissionPublisher.open(brokers, topicPrefix, sources);
    return new ConnectedWorkplace(client, endpoints, options, registrations, publisher);
  }

  /** The replicas take turns in being the first. */
  addresses(service: ServiceName, path: string): readonly string[] {
    const { replicas: forUsers, operationsReplicas } = this.endpoints;
    const replicas = (listenerOf(path) === 'operations' ? operationsReplicas : forUsers)[service];
    const first = this.turn++ % replicas.length;
    return replicas.map((_, index) => `${replicas[(first + index) % replicas.length]}${path}`);
  }

  letter(to: string, subject: RegExp, count = 1): Promise<Letter> {
    const found = () => {
      const matching = this.options.letters(to).filter((letter) => subject.test(letter.subject));
      return [...new Map(matching.toReversed().map((letter) => [letter.messageId, letter])).values()];
    };
    return eventually(() => found()[count - 1], {
      timeoutMs: this.patienceMs,
      what: `letter ${count} to ${to} that matches ${String(subject)}`,
    });
  }

  /** A persistent client's record is put on the topic again when the broker does not answer; its id makes that harmless. */
  async publishSubmission(record: SubmissionRecord): Promise<void> {
    const deadline = performance.now() + this.patienceMs;
    for (;;) {
      try {
        return await this.publisher.publish([record]);
      } catch (error) {
        if (!this.client.isPersistent || performance.now() > deadline) throw error;
        await delay(PAUSE_MS, undefined, { signal: this.options.signal });
      }
    }
  }

  registrationOf(source: string, id: string): Promise<Registration> {
    return this.registrations.of(source, id, this.patienceMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.client.close(), this.registrations.close(), this.publisher.close()]);
  }

  get now(): Date {
    return this.options.now?.() ?? new Date();
  }

  /** As long as the options say, or a minute. */
  get patienceMs(): number {
    return this.options.patienceMs ?? WAIT_MS;
  }
}
