import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { eventually } from '@redress/infrastructure';
import { launch, type Platform } from '@redress/local';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { aSubmission, CaseWork, ConnectedWorkplace, live, type Exchange } from '@redress/workload';
import { randomBytes } from 'node:crypto';
import type { RunRecord } from '../run-record';
import type { CheckInput } from './world/load-snapshot';

/** Tuesday, 9:30 in the morning in the zone of the shipped calendar. */
const STARTS_AT = new Date('2026-03-03T01:30:00Z');
const DAY_MS = 86_400_000;
const DRIVER = 'client:driver';

/** A small platform on which complaints were handled without a fault, at rest, with its services gone. */
export class ChaosWorld {
  readonly mark = `Quantock${randomBytes(4).toString('hex')}`;
  /** Complaints by how they went. */
  readonly complaints: { closed: string; withdrawn: string; open: string } = { closed: '', withdrawn: '', open: '' };
  private readonly exchanges: Exchange[] = [];

  private constructor(
    readonly suite: TestSuite,
    readonly platform: Platform,
    private readonly home: string,
    private readonly businessNow: Date,
  ) {}

  static async build(): Promise<ChaosWorld> {
    const suite = await testInfrastructure();
    const home = mkdtempSync(join(tmpdir(), 'redress-chaos-'));
    const { infrastructure, topicPrefix, databasePrefix } = suite;
    try {
      const clock = { drivenFrom: STARTS_AT };
      const platform = await launch({ home, infrastructure, topicPrefix, databasePrefix, ports: 'any', clock });
      const world = new ChaosWorld(suite, platform, home, new Date(STARTS_AT.getTime() + DAY_MS));
      await world.live();
      await platform.stop();
      return world;
    } catch (error) {
      await suite.cleanup();
      throw error;
    }
  }

  /** What a checker is given of it. */
  input(change: Partial<RunRecord> = {}): CheckInput {
    const { infrastructure, topicPrefix, databaseUrls } = this.platform;
    const logs = join(this.home, 'logs');
    return {
      brokers: infrastructure.brokers,
      topicPrefix,
      databaseUrls,
      logFiles: readdirSync(logs).map((file) => join(logs, file)),
      record: { ...this.record(), ...change },
    };
  }

  record(): RunRecord {
    const answered = this.exchanges.filter(
      ({ method, status }) => method !== 'GET' && status !== undefined && status < 300,
    );
    const at = STARTS_AT.toISOString();
    return {
      plantedWords: [this.mark],
      submissions: answered
        .filter(({ url }) => /\/v1\/(portal\/)?complaints$/.test(url))
        .map(({ url, idempotencyKey = '', status, body }) => ({
          door: url.includes('portal') ? 'PORTAL' : 'STAFF',
          idempotencyKey,
          sentAt: at,
          status: status!,
          ...(body as { complaintId: string; complaintNo: string }),
        })),
      published: [{ source: 'urn:acme:crm', id: 'by-topic', sentAt: at, isAcknowledged: true }],
      commands: answered.map(({ method, url, idempotencyKey = '', status, body }) => ({
        service: SERVICES.find((service) => url.startsWith(this.platform.urls[service])) ?? 'intake',
        method,
        path: new URL(url).pathname,
        idempotencyKey,
        status: status!,
        answeredAt: at,
        ...(body as { stateSeq?: number }),
      })),
      letters: this.platform.mail.list().map(({ messageId, receivedAt, to, subject, answered: isAnswered }) => ({
        messageId,
        receivedAt,
        recipient: to.join(),
        subject,
        isAnswered,
      })),
      faults: [],
      businessNow: this.businessNow.toISOString(),
    };
  }

  async dispose(): Promise<void> {
    await this.platform.stop();
    await this.suite.cleanup();
    rmSync(this.home, { recursive: true, force: true });
  }

  private async live(): Promise<void> {
    const { endpoints, mail } = this.platform;
    const place = await ConnectedWorkplace.open(endpoints, {
      letters: (to) => mail.list(to),
      observer: (exchange) => this.exchanges.push(exchange),
    });
    try {
      const submission = () =>
        aSubmission({
          description: `电热水壶漏水。${this.mark}`,
          complainant: { ...aSubmission().complainant, name: this.mark },
        });
      const [closed, withdrawn, open] = await Promise.all([
        live(place, { door: 'staff', course: 'PLAIN' }, submission()),
        live(place, { door: 'portal', course: 'WITHDRAWN' }, { ...submission(), channel: 'WEB_FORM' }),
        CaseWork.byTopic(place, submission(), undefined, 'by-topic'),
        place.publishSubmission({ id: 'faulty', source: 'urn:acme:crm', submission: { description: this.mark } }),
      ]);
      Object.assign(this.complaints, {
        closed: closed.complaintId,
        withdrawn: withdrawn.complaintId,
        open: open.complaintId,
      });
      await open.assigned();
      await this.rest(place);
      await Promise.all(
        SERVICES.map((service) =>
          place.client.ask(DRIVER, 'POST', this.platform.service(service).at('/internal/clock'), {
            body: { now: this.businessNow },
          }),
        ),
      );
      await this.rest(place);
    } finally {
      await place.close();
    }
  }

  /** Two rounds in which every service says that it has nothing to do. */
  private async rest(place: ConnectedWorkplace): Promise<void> {
    let rounds = 0;
    await eventually(
      async () => {
        const answers = await Promise.all(
          SERVICES.map((service) =>
            place.client.ask<{ idle: boolean }>(DRIVER, 'GET', this.platform.service(service).at('/internal/idle')),
          ),
        );
        rounds = answers.every(({ body }) => body.idle) ? rounds + 1 : 0;
        return rounds > 2;
      },
      { timeoutMs: 60_000, intervalMs: 50, what: 'the platform to come to rest' },
    );
  }
}
