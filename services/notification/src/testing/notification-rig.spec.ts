import {
  clockEntryExample,
  clocksChanged,
  complaintRegistered,
  intakeDossier,
  investigationDossier,
  privacyKey,
  resolutionDossier,
  type ComplaintSubmission,
  type IntakeDossier,
  type InvestigationDossier,
  type ResolutionDossier,
} from '@redress/contracts';
import { newDataKey, seal } from '@redress/security';
import type { RunningService } from '@redress/service-host';
import { dossierContext } from '@redress/vault';
import {
  aComplaint,
  serviceUnderTest,
  type OnTopic,
  type ServiceUnderTest,
  type StoryPublisher,
  type ToldComplaint,
} from '@redress/service-testing';
import { aPerson, aUnit, eventually } from '@redress/testing';
import { CollectReceipts } from '../letters/dispatch-letters/collect-receipts.work';
import { DispatchWorker } from '../letters/dispatch-letters/dispatch-worker';
import { notificationService } from '../notification.service-definition';
import { GatewayCatcher } from './gateway-catcher.spec';
import { SmtpCatcher } from './smtp-catcher.spec';

export const TRACKING_CODE = 'K7QM2X9RTB4D';

const PEOPLE = [
  aUnit('HQ', { headId: 'staff:gu.ceo' }),
  aUnit('CS', { parentId: 'HQ', headId: 'staff:sun.cs' }),
  aUnit('QA', { parentId: 'HQ', headId: 'staff:zhou.qa' }),
  aPerson('staff:lin.intake', ['INTAKE_OFFICER']),
  aPerson('staff:zhao.cs', ['FRONTLINE']),
  aPerson('staff:sun.cs', ['UNIT_MANAGER']),
  aPerson('staff:lu.dispatch', ['DISPATCHER']),
  aPerson('staff:tang.cs', ['UNIT_HANDLER']),
  aPerson('staff:zhou.qa', ['UNIT_MANAGER'], { unitId: 'QA' }),
  aPerson('staff:zhao.qa', ['UNIT_HANDLER'], { unitId: 'QA' }),
  aPerson('staff:wu.qa', ['UNIT_HANDLER'], { unitId: 'QA' }),
  aPerson('staff:qian.hq', ['REMEDY_APPROVER'], { unitId: 'HQ' }),
  aPerson('staff:gu.ceo', ['EXECUTIVE', 'REMEDY_APPROVER'], { unitId: 'HQ' }),
  aPerson('staff:ma.compliance', ['COMPLIANCE_OFFICER'], { unitId: 'HQ' }),
  aPerson('staff:ye.analyst', ['ANALYST'], { unitId: 'HQ' }),
];

/** The running service with a mail server, a broker and everything that other services would publish. */
export class NotificationRig {
  private readonly dataKeys = new Map<string, Buffer>();

  private constructor(
    private readonly under: ServiceUnderTest,
    readonly mail: SmtpCatcher,
    readonly gateway: GatewayCatcher,
  ) {}

  static async start(): Promise<NotificationRig> {
    const mail = new SmtpCatcher();
    await mail.up();
    const gateway = new GatewayCatcher();
    await gateway.up();
    const under = await serviceUnderTest(notificationService, {
      people: PEOPLE,
      environment: {
        REDRESS_CLOCK: 'real',
        REDRESS_SMTP_URL: mail.url,
        REDRESS_MAIL_FROM: 'Acme Customer Care <care@acme.example>',
        REDRESS_PUBLIC_URL: 'https://redress.example',
        REDRESS_SMS_URL: gateway.url,
        REDRESS_SMS_TOKEN: gateway.token,
      },
      manual: true,
    });
    under.service.messaging.relay.start();
    return new NotificationRig(under, mail, gateway);
  }

  get service(): RunningService {
    return this.under.service;
  }

  get story(): StoryPublisher {
    return this.under.publishes;
  }

  async stop(): Promise<void> {
    await this.under.stop();
    await this.mail.down();
    await this.gateway.down();
  }

  /** Sends what can be sent now. */
  dispatch(): Promise<number> {
    return this.service.get(DispatchWorker).drain();
  }

  /** Reads the receipts of the gateway for text messages. */
  receipts(): Promise<number> {
    return this.service.get(CollectReceipts).step();
  }

  /** Registers a complaint as intake does: key, dossier and event. */
  async register(
    given: Partial<ComplaintSubmission['complainant']> & {
      withDossier?: boolean;
      times?: number;
      traceparent?: string;
      /** By the complainant, on the own screen. */
      onScreen?: boolean;
      /** By whom it was registered. */
      by?: string;
    } = {},
  ): Promise<ToldComplaint> {
    const { withDossier = true, times = 1, traceparent, onScreen, by, ...replaced } = given;
    const complaint = aComplaint();
    const email = 'email' in replaced ? replaced.email : `${complaint.complaintId}@mail.example`;
    const complainant = { type: 'CONSUMER' as const, name: '王芳', locale: 'zh-CN' as const, ...replaced, email };
    this.dataKeys.set(complaint.complaintId, newDataKey());
    if (withDossier) await this.publishIntakeDossier(complaint, complainant);
    const payload = {
      reachableByMail: email !== undefined,
      locale: complainant.locale,
      dossierVersion: 1,
      ...(onScreen ? { shownToComplainant: true } : {}),
    };
    await this.story.tell(complaint, complaintRegistered, payload, { times, traceparent, staffId: by });
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
      ...this.under.keyRing.wrap(key, complaint.complaintId),
    });
    await this.publishSealed(intakeDossier, 'intake', complaint, content);
  }

  async publishResolutionDossier(complaint: ToldComplaint, content: ResolutionDossier): Promise<void> {
    await this.publishSealed(resolutionDossier, 'resolution', complaint, content);
  }

  async publishInvestigationDossier(complaint: ToldComplaint, content: InvestigationDossier): Promise<void> {
    await this.publishSealed(investigationDossier, 'investigation', complaint, content);
  }

  /** Starts the clock that gives the expected time. */
  async expectAt(complaint: ToldComplaint, dueAt: string): Promise<void> {
    await this.story.tell(complaint, clocksChanged, {
      clocks: [{ ...clockEntryExample, clock: 'RESOLUTION', cycle: 0, dueAt }],
    });
  }

  /** Waits until a letter of the complaint stands as described. */
  async letter(
    complaint: ToldComplaint,
    kind: string,
    isSo: (row: LetterRow) => boolean = () => true,
  ): Promise<LetterRow> {
    return this.until(`letter ${kind}`, async () => {
      const { rows } = await this.service.database.query<LetterRow>(
        `select *, (select coalesce(json_agg(json_build_object('way', d.way, 'status', d.status, 'reason', d.reason)
             order by d.noted_at), '[]') from letter_dispatch d where d.letter_id = l.letter_id) as ways
         from letter l where complaint_id = $1 and kind = $2`,
        [complaint.complaintId, kind],
      );
      return rows.find(isSo);
    });
  }

  /** Waits until notification has said something of the complaint. */
  saidOf(complaint: ToldComplaint, fact: string): Promise<OnTopic> {
    return this.until(`${fact} on the story`, () => this.said(complaint, fact)[0]);
  }

  /** What notification has said of the complaint. */
  said({ complaintId }: ToldComplaint, fact: string): OnTopic[] {
    return this.under.stories.of(complaintId).filter(({ type }) => type === `redress.notification.${fact}.v1`);
  }

  /** How often it was said. */
  countOf(complaint: ToldComplaint, fact: string): number {
    return this.said(complaint, fact).length;
  }

  /** Dispatches until `isDone`; letters that wait after a failure are made due at once. */
  async dispatchUntil<T>(what: string, isDone: () => T | undefined | Promise<T | undefined>): Promise<T> {
    return this.until(what, async () => {
      await this.service.database.query('update letter set next_attempt_at = clock_timestamp()');
      await this.dispatch();
      return isDone();
    });
  }

  call(who: string, path: string, init: RequestInit = {}): Promise<Response> {
    return this.under.call(who, path, init);
  }

  /** Waits until the service has read the story up to the last event of the complaint. */
  async caughtUp(complaint: ToldComplaint): Promise<void> {
    await this.until('the story to be read', async () => {
      const { rows } = await this.service.database.query<{ state_seq: number }>(
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
    contract: typeof intakeDossier | typeof investigationDossier | typeof resolutionDossier,
    source: 'intake' | 'investigation' | 'resolution',
    { complaintId }: ToldComplaint,
    content: unknown,
  ): Promise<void> {
    const key = this.dataKeys.get(complaintId) as Buffer;
    const sealed = seal(key, JSON.stringify(content), dossierContext(complaintId, source, 1)).toString('base64');
    await this.story.publish(contract as typeof intakeDossier, complaintId, { complaintId, version: 1, sealed });
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
  readonly way: string | null;
  readonly told_by: string | null;
  readonly ways: readonly { readonly way: string; readonly status: string; readonly reason: string | null }[];
}
