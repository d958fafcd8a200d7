import type { RunningService } from '@redress/service-host';
import {
  serviceUnderTest,
  type Reply,
  type ServiceUnderTest,
  type StoryPublisher,
  type ToldComplaint,
} from '@redress/service-testing';
import { aPerson, aUnit, eventually, type TestSuite } from '@redress/testing';
import { analyticsService } from '../analytics.service-definition';

/** The running service with a broker and what other services would publish. */
export class AnalyticsRig {
  private constructor(private readonly under: ServiceUnderTest) {}

  static async start(): Promise<AnalyticsRig> {
    const people = [
      aUnit('HQ'),
      aUnit('QA', { parentId: 'HQ' }),
      aUnit('CS', { parentId: 'HQ' }),
      aPerson('staff:ma.ana', ['ANALYST'], { unitId: 'HQ' }),
      aPerson('staff:sun.qa', ['UNIT_MANAGER'], { unitId: 'QA' }),
      aPerson('staff:lin.cs', ['FRONTLINE']),
    ];
    const environment = { REDRESS_CLOCK: 'real' };
    return new AnalyticsRig(await serviceUnderTest(analyticsService, { people, environment }));
  }

  get suite(): TestSuite {
    return this.under.suite;
  }

  get story(): StoryPublisher {
    return this.under.publishes;
  }

  get service(): RunningService {
    return this.under.service;
  }

  stop(): Promise<void> {
    return this.under.stop();
  }

  /** Asks with the token of a person; the answer's body as JSON. */
  ask<T>(who: string, path: string): Promise<Reply<T>> {
    return this.under.ask<T>(who, 'GET', path);
  }

  /** Waits until everything that the complaint's events tell is projected. */
  async projected(complaint: ToldComplaint, isSo: (fold: ProjectedFold) => boolean = () => true): Promise<void> {
    await this.until(`${complaint.complaintNo} to be projected`, async () => {
      const { rows } = await this.service.database.query<{ fold: ProjectedFold }>(
        'select fold from complaint_fact where complaint_id = $1',
        [complaint.complaintId],
      );
      return rows[0]?.fold.position?.stateSeq === complaint.stateSeq && isSo(rows[0].fold);
    });
  }

  /** All projections, comparable. */
  async projections(): Promise<{ facts: object[]; counts: object[] }> {
    const { database } = this.service;
    const facts = await database.query('select * from complaint_fact order by complaint_id');
    const counts = await database.query(
      `select organisation_id, day, measure, unit_id, value, detail, packs, kind, count from daily_count where count <> 0
       order by organisation_id, day, measure, unit_id, value, detail, packs, kind`,
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
