import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryEntry, policyPack } from '@redress/contracts';
import { createLogger } from '@redress/observability';
import { parsePack, SHIPPED_PACK_DIR } from '@redress/policy';
import { startService, type RunningService } from '@redress/service-host';
import {
  aPerson,
  aUnit,
  eventually,
  testInfrastructure,
  testIssuer,
  type TestIssuer,
  type TestSuite,
} from '@redress/testing';
import { analyticsService } from '../analytics.service-definition';
import { StoryPublisher, type ToldComplaint } from './story-publisher.spec';

const QUIET = createLogger({ service: 'analytics', level: 'silent' });

/** The running service with a broker and what other services would publish. */
export class AnalyticsRig {
  private running!: RunningService;

  private constructor(
    readonly suite: TestSuite,
    private readonly issuer: TestIssuer,
    readonly story: StoryPublisher,
  ) {}

  static async start(): Promise<AnalyticsRig> {
    const suite = await testInfrastructure();
    const rig = new AnalyticsRig(suite, await testIssuer(), await StoryPublisher.open(suite));
    await rig.open();
    return rig;
  }

  get service(): RunningService {
    return this.running;
  }

  private async open(): Promise<void> {
    const { story, suite } = this;
    for (const [id, parentId] of [
      ['HQ', null],
      ['QA', 'HQ'],
      ['CS', 'HQ'],
    ] as const) {
      await story.publish(directoryEntry, id, aUnit(id, { parentId }));
    }
    await story.publish(directoryEntry, 'staff:ma.ana', aPerson('staff:ma.ana', ['ANALYST'], { unitId: 'HQ' }));
    await story.publish(directoryEntry, 'staff:sun.qa', aPerson('staff:sun.qa', ['UNIT_MANAGER'], { unitId: 'QA' }));
    await story.publish(directoryEntry, 'staff:lin.cs', aPerson('staff:lin.cs', ['FRONTLINE']));
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
      analyticsService,
      {
        REDRESS_DATABASE_URL: await suite.databaseUrl('analytics'),
        REDRESS_KAFKA_BROKERS: suite.brokers.join(','),
        REDRESS_TOPIC_PREFIX: suite.topicPrefix,
        REDRESS_OIDC_ISSUER: this.issuer.issuer,
        REDRESS_CHECK_ANSWERS: 'true',
      },
      { logger: QUIET },
    );
    await this.until('ready', async () => (await fetch(`${this.running.url}/health/ready`)).status === 200);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.story.close();
    await this.issuer.close();
    await this.suite.cleanup();
  }

  /** Asks as somebody; the answer's body as JSON. */
  async ask<T>(who: string, path: string): Promise<{ status: number; body: T }> {
    const authorization = `Bearer ${await this.issuer.tokenFor(who)}`;
    const response = await fetch(`${this.running.url}${path}`, { headers: { authorization } });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Waits until everything that the complaint's events tell is projected. */
  async projected(complaint: ToldComplaint, isSo: (fold: ProjectedFold) => boolean = () => true): Promise<void> {
    await this.until(`${complaint.complaintNo} to be projected`, async () => {
      const { rows } = await this.running.database.query<{ fold: ProjectedFold }>(
        'select fold from complaint_fact where complaint_id = $1',
        [complaint.complaintId],
      );
      return rows[0]?.fold.position?.stateSeq === complaint.stateSeq && isSo(rows[0].fold);
    });
  }

  /** All projections, comparable. */
  async projections(): Promise<{ facts: object[]; counts: object[] }> {
    const { database } = this.running;
    const facts = await database.query('select * from complaint_fact order by complaint_id');
    const counts = await database.query(
      `select organisation_id, day, measure, unit_id, value, detail, packs, count from daily_count where count <> 0
       order by organisation_id, day, measure, unit_id, value, detail, packs`,
    );
    return { facts: facts.rows, counts: counts.rows };
  }

  until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
    return eventually(look, { timeoutMs: 60_000, intervalMs: 25, what }) as Promise<T>;
  }
}

interface ProjectedFold {
  readonly position?: { readonly stateSeq: number };
  readonly milestones: Record<string, string>;
}
