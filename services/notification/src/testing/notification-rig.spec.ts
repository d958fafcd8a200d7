import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clockStarted,
  complaintAcknowledged,
  complaintRegistered,
  directoryEntry,
  EVENTS,
  intakeDossier,
  policyPack,
  privacyKey,
  resolutionDossier,
  type ComplaintSubmission,
  type IntakeDossier,
  type PayloadOf,
  type ResolutionDossier,
} from '@redress/contracts';
import { createLogger } from '@redress/observability';
import { HEADER } from '@redress/outbox';
import { parsePack, SHIPPED_PACK_DIR } from '@redress/policy';
import { KeyRing, newDataKey, seal } from '@redress/security';
import { dossierContext, startService, type RunningService } from '@redress/service-host';
import {
  aPerson,
  aUnit,
  eventually,
  testInfrastructure,
  testIssuer,
  type TestIssuer,
  type TestSuite,
} from '@redress/testing';
import type { Consumer } from 'kafkajs';
import { DispatchWorker } from '../letters/dispatch-letters/dispatch-worker';
import { notificationService } from '../notification.service-definition';
import { SmtpCatcher } from './smtp-catcher.spec';
import { aComplaint, StoryPublisher, type ToldComplaint } from './story-publisher.spec';

/** What notification said on the story. */
export interface Said {
  readonly type: string;
  readonly complaintId: string;
  readonly traceparent: string;
  readonly data: Record<string, unknown>;
}

const QUIET = createLogger({ service: 'notification', level: 'silent' });
const TRACKING_CODE = 'K7QM2X9RTB4D';

/** The running service with a mail server, a broker and everything that other services would publish. */
export class NotificationRig {
  readonly mail = new SmtpCatcher();
  readonly said: Said[] = [];
  private readonly dataKeys = new Map<string, Buffer>();
  private readonly keyRingJson = JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  private readonly keyRing = KeyRing.fromEnvironment(this.keyRingJson);
  private running!: RunningService;
  private listener!: Consumer;

  private constructor(
    private readonly suite: TestSuite,
    private readonly issuer: TestIssuer,
    readonly story: StoryPublisher,
  ) {}

  static async start(): Promise<NotificationRig> {
    const suite = await testInfrastructure();
    const rig = new NotificationRig(suite, await testIssuer(), await StoryPublisher.open(suite));
    await rig.open();
    return rig;
  }

  get service(): RunningService {
    return this.running;
  }

  private async open(): Promise<void> {
    const { story, suite } = this;
    await this.mail.up();
    await story.publish(directoryEntry, 'CS', aUnit('CS'));
    await story.publish(directoryEntry, 'staff:lin.intake', aPerson('staff:lin.intake', ['INTAKE_OFFICER']));
    await story.publish(directoryEntry, 'staff:zhao.cs', aPerson('staff:zhao.cs', ['FRONTLINE']));
    const pack = parsePack(readFileSync(join(SHIPPED_PACK_DIR, 'general-service.v1.yaml'), 'utf8')).pack;
    if (!pack) throw new Error('The shipped pack is not valid');
    await story.publish(policyPack, `${pack.id}:${pack.version}`, {
      id: pack.id,
      version: pack.version,
      effectiveFrom: new Date(pack.effectiveFrom).toISOString(),
      publishedAt: '2025-12-01T00:00:00.000Z',
      content: pack as unknown as Record<string, unknown>,
    });
    this.running = await startService(
      notificationService,
      {
        REDRESS_DATABASE_URL: await suite.databaseUrl('notification'),
        REDRESS_KAFKA_BROKERS: suite.brokers.join(','),
        REDRESS_TOPIC_PREFIX: suite.topicPrefix,
        REDRESS_OIDC_ISSUER: this.issuer.issuer,
        REDRESS_KEY_RING: this.keyRingJson,
        REDRESS_SMTP_URL: this.mail.url,
        REDRESS_MAIL_FROM: 'Acme Customer Care <care@acme.example>',
        REDRESS_PUBLIC_URL: 'https://redress.example',
        REDRESS_CHECK_ANSWERS: 'true',
      },
      { logger: QUIET, manual: true },
    );
    this.running.messaging.relay.start();
    await this.listen();
    await this.until('ready', async () => (await fetch(`${this.running.url}/health/ready`)).status === 200);
  }

  async stop(): Promise<void> {
    await this.listener.disconnect();
    await this.running.stop();
    await this.story.close();
    await this.mail.down();
    await this.issuer.close();
    await this.suite.cleanup();
  }

  /** Sends what can be sent now. */
  dispatch(): Promise<number> {
    return this.running.get(DispatchWorker).runOnce();
  }

  /** Registers a complaint as intake does: key, dossier and event. */
  async register(
    given: Partial<ComplaintSubmission['complainant']> & {
      withDossier?: boolean;
      times?: number;
      traceparent?: string;
    } = {},
  ): Promise<ToldComplaint> {
    const { withDossier = true, times = 1, traceparent, ...replaced } = given;
    const complaint = aComplaint();
    const email = 'email' in replaced ? replaced.email : `${complaint.complaintId}@mail.example`;
    const complainant = { type: 'CONSUMER' as const, name: '王芳', locale: 'zh-CN' as const, ...replaced, email };
    this.dataKeys.set(complaint.complaintId, newDataKey());
    if (withDossier) await this.publishIntakeDossier(complaint, complainant);
    const payload = { reachableByMail: email !== undefined, locale: complainant.locale, dossierVersion: 1 };
    await this.story.tell(complaint, complaintRegistered, payload, { times, traceparent });
    return complaint;
  }

  /** The address to which {@link register} sends by default. */
  addressOf(complaint: ToldComplaint): string {
    return `${complaint.complaintId}@mail.example`;
  }

  async publishIntakeDossier(
    complaint: ToldComplaint,
    complainant: ComplaintSubmission['complainant'] = {
      type: 'CONSUMER',
      name: '王芳',
      locale: 'zh-CN',
      email: this.addressOf(complaint),
    },
  ): Promise<void> {
    const content: IntakeDossier = {
      trackingCode: TRACKING_CODE,
      receivedAt: '2026-03-02T01:10:00.000Z',
      submission: { channel: 'WEB_FORM', complainant, description: '洗衣机使用三天后漏水。' },
    };
    const key = this.dataKeys.get(complaint.complaintId) as Buffer;
    await this.story.publish(privacyKey, complaint.complaintId, {
      complaintId: complaint.complaintId,
      ...this.keyRing.wrap(key, complaint.complaintId),
    });
    await this.publishSealed(intakeDossier, 'intake', complaint, content);
  }

  async publishResolutionDossier(complaint: ToldComplaint, content: ResolutionDossier): Promise<void> {
    await this.publishSealed(resolutionDossier, 'resolution', complaint, content);
  }

  /** Starts the clock that gives the expected time. */
  async expectAt(complaint: ToldComplaint, dueAt: string): Promise<void> {
    const payload: Partial<PayloadOf<typeof clockStarted>> = { clock: 'RESOLUTION', cycle: 0, dueAt };
    await this.story.tell(complaint, clockStarted, payload);
  }

  /** Waits until a letter of the complaint stands as described. */
  async letter(
    complaint: ToldComplaint,
    kind: string,
    isSo: (row: LetterRow) => boolean = () => true,
  ): Promise<LetterRow> {
    return this.until(`letter ${kind}`, async () => {
      const { rows } = await this.running.database.query<LetterRow>(
        'select * from letter where complaint_id = $1 and kind = $2',
        [complaint.complaintId, kind],
      );
      return rows.find(isSo);
    });
  }

  /** Waits until notification has said something of the complaint. */
  saidOf(complaint: ToldComplaint, fact: string): Promise<Said> {
    return this.until(`${fact} on the story`, () =>
      this.said.find((one) => one.complaintId === complaint.complaintId && one.type.includes(`.${fact}.`)),
    );
  }

  /** How often it was said. */
  countOf(complaint: ToldComplaint, fact: string): number {
    return this.said.filter((one) => one.complaintId === complaint.complaintId && one.type.includes(`.${fact}.`))
      .length;
  }

  /** Dispatches until `isDone`; letters that wait after a failure are made due at once. */
  async dispatchUntil<T>(what: string, isDone: () => T | undefined | Promise<T | undefined>): Promise<T> {
    return this.until(what, async () => {
      await this.running.database.query('update letter set next_attempt_at = clock_timestamp()');
      await this.dispatch();
      return isDone();
    });
  }

  async call(
    who: string,
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const authorization = `Bearer ${await this.issuer.tokenFor(who)}`;
    return fetch(`${this.running.url}${path}`, { ...init, headers: { authorization, ...init.headers } });
  }

  /** Waits until the service has read the story up to the last event of the complaint. */
  async caughtUp(complaint: ToldComplaint): Promise<void> {
    await this.until('the story to be read', async () => {
      const { rows } = await this.running.database.query<{ state_seq: number }>(
        'select state_seq from complaint_custody where complaint_id = $1',
        [complaint.complaintId],
      );
      return rows[0]?.state_seq === complaint.stateSeq;
    });
  }

  until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
    return eventually(look, { timeoutMs: 20_000, intervalMs: 25, what }) as Promise<T>;
  }

  private async publishSealed(
    contract: typeof intakeDossier | typeof resolutionDossier,
    source: 'intake' | 'resolution',
    { complaintId }: ToldComplaint,
    content: unknown,
  ): Promise<void> {
    const key = this.dataKeys.get(complaintId) as Buffer;
    const sealed = seal(key, JSON.stringify(content), dossierContext(complaintId, source)).toString('base64');
    await this.story.publish(contract as typeof intakeDossier, complaintId, { complaintId, version: 1, sealed });
  }

  private async listen(): Promise<void> {
    const ours = new Set(EVENTS.filter((event) => event.emitter === complaintAcknowledged.emitter).map((e) => e.type));
    this.listener = this.suite
      .kafkaClient()
      .consumer({ groupId: `${this.suite.topicPrefix}listener`, maxWaitTimeInMs: 100 });
    await this.listener.connect();
    await this.listener.subscribe({ topic: `${this.suite.topicPrefix}complaint.lifecycle.v1`, fromBeginning: true });
    await this.listener.run({
      eachMessage: ({ message }) => {
        const type = String(message.headers?.[HEADER.type]);
        if (ours.has(type)) {
          const data = JSON.parse(String(message.value)) as Record<string, unknown>;
          const traceparent = String(message.headers?.[HEADER.traceparent]);
          this.said.push({ type, complaintId: String(message.key), traceparent, data });
        }
        return Promise.resolve();
      },
    });
  }
}

export interface LetterRow {
  readonly letter_id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly is_uncertain: boolean;
  readonly version: number;
  readonly content: Buffer | null;
}
