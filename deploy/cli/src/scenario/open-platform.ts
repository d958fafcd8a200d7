import { SERVICES, SIGNATURE_HEADER, SUBMISSION_TYPE, type ServiceName } from '@redress/contracts';
import { signSubmission } from '@redress/security';
import { Kafka, logLevel } from 'kafkajs';
import { Failure } from '../failure';
import type { KnownPlatform, Settings } from '../settings/settings';
import { tokenOf } from '../token/obtain-access-token';
import { CaughtLetters } from './caught-letters';
import type { PlatformAtHand } from './platform-at-hand';

const TOPIC = 'complaint.submissions.v1';
const DRIVER = 'client:driver';
const TOKEN_MARGIN_MS = 60_000;

/** A platform at hand that has to be closed. */
export interface OpenPlatform extends PlatformAtHand {
  close(): Promise<void>;
}

/**
 * Opens the platform that `npm start` runs on this machine for scenarios.
 * @throws Failure when there is none, or its clock is not driven
 */
export async function openPlatform(settings: Settings): Promise<OpenPlatform> {
  const known = settings.platform;
  if (!known) throw new Failure('Scenarios need a platform: start one with npm start -- --clock driven.');
  if (!known.clock.startsWith('driven')) {
    throw new Failure('Scenarios drive the clock: start the platform with npm start -- --clock driven.');
  }
  const { Api, Browser, Connection, LogEnds, Stage } = await import('@redress/local/driving');
  const connection = new Connection();
  const addresses = (of: 'public' | 'operations') =>
    Object.fromEntries(SERVICES.map((service) => [service, settings.serviceUrl(service, of)])) as Record<
      ServiceName,
      string
    >;
  const api = new Api({ urls: addresses('public'), operationsUrls: addresses('operations') }, connection);
  const tokens = new Tokens(settings);
  const caller = (id: string) => ({ id, token: () => tokens.of(id) });
  const { now } = await api.call<{ now: string }>({
    service: 'intake',
    method: 'GET',
    path: '/internal/clock',
    by: caller(DRIVER),
  });
  const ends = await LogEnds.open(settings.brokers, settings.topicPrefix);
  const publisher = await Publisher.open(settings, known.sources);
  return {
    api,
    stage: new Stage(api, caller(DRIVER), () => ends.sample(), new Date(now)),
    letters: new CaughtLetters({
      ...(known.mail ? { mail: known.mail.http } : {}),
      ...(known.sms ? { sms: known.sms.http } : {}),
    }),
    people: known.users,
    publish: (record, at) => publisher.publish(record, at),
    caller,
    browser: (language) => new Browser(language),
    close: async () => {
      await publisher.close();
      await ends.close();
      connection.close();
    },
  };
}

/** Tokens of everybody who acts, each kept until it is about to expire. */
class Tokens {
  private readonly kept = new Map<string, ReturnType<typeof tokenOf>>();

  constructor(private readonly settings: Settings) {}

  async of(id: string): Promise<string> {
    const known = await this.kept.get(id)?.catch(() => undefined);
    if (known?.expiresAt && known.expiresAt.getTime() > Date.now() + TOKEN_MARGIN_MS) return known.accessToken;
    const fresh = tokenOf(this.settings, id);
    this.kept.set(id, fresh);
    return (await fresh).accessToken;
  }
}

class Publisher {
  private constructor(
    private readonly producer: ReturnType<Kafka['producer']>,
    private readonly topic: string,
    private readonly sources: KnownPlatform['sources'],
  ) {}

  static async open({ brokers, topicPrefix }: Settings, sources: KnownPlatform['sources']): Promise<Publisher> {
    const client = new Kafka({ clientId: 'scenarios', brokers, logLevel: logLevel.NOTHING });
    const producer = client.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new Publisher(producer, `${topicPrefix}${TOPIC}`, sources);
  }

  /** As its source would: signed with the source's key. */
  async publish({ id, source, submission }: Parameters<PlatformAtHand['publish']>[0], at: Date): Promise<void> {
    const signing = this.sources.find((one) => one.id === source);
    if (!signing) throw new Failure(`There is no source ${source} whose key is known`);
    const body = JSON.stringify(submission);
    await this.producer.send({
      topic: this.topic,
      acks: -1,
      messages: [
        {
          key: id,
          value: body,
          headers: {
            ce_specversion: '1.0',
            ce_id: id,
            ce_source: source,
            ce_type: SUBMISSION_TYPE,
            ce_time: at.toISOString(),
            'content-type': 'application/json',
            [SIGNATURE_HEADER]: signSubmission(Buffer.from(signing.key, 'base64'), { id, source, body }),
          },
        },
      ],
    });
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}
