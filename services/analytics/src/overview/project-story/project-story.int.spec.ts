import {
  assignmentAccepted,
  clockBreached,
  clockEntryExample,
  clocksChanged,
  complaintAcknowledged,
  complaintAssessed,
  complaintAssigned,
  complaintClosed,
  complaintDetermined,
  complaintRegistered,
  complaintStateSchema,
  complaintWithdrawn,
} from '@redress/contracts';
import { KafkaConnection } from '@redress/messaging';
import { createLogger } from '@redress/observability';
import { RepairDocuments } from '@redress/service-host';
import { aComplaint, type ToldComplaint } from '@redress/service-testing';
import type { KafkaMessage } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AnalyticsRig } from '../../testing/analytics-rig.spec';

import { PublishSnapshots } from '../publish-snapshots/publish-snapshots.worker';
import type { OverviewView } from '../read-overview/overview.dto';
import { rebuildProjections } from '../rebuild/rebuild-projections';

const PERIOD = 'from=2026-03-01&to=2026-03-31';
const RECEIVED = '2026-03-02T01:00:00.000Z';

describe('figures of complaints', () => {
  let rig: AnalyticsRig;
  let closed: ToldComplaint;
  let open: ToldComplaint;

  beforeAll(async () => {
    rig = await AnalyticsRig.start();
    closed = aComplaint();
    open = aComplaint();
    await tellToTheEnd(closed);
    await rig.story.tell(open, complaintRegistered, {
      receivedAt: '2026-03-03T16:30:00.000Z',
      channel: 'PHONE_HOTLINE',
    });
    await rig.projected(closed, (fold) => fold.milestones['acknowledged'] !== undefined);
    await rig.projected(open);
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  /** The whole life of a complaint, received at {@link RECEIVED} and acknowledged an hour later. */
  async function tellToTheEnd(complaint: ToldComplaint): Promise<void> {
    const hour = (hours: number) => new Date(Date.parse(RECEIVED) + hours * 3_600_000);
    const clocks = ['RESOLUTION', 'ACKNOWLEDGEMENT'].map((clock) => ({
      clockId: crypto.randomUUID(),
      clock,
      cycle: 0,
    }));
    await rig.story.tell(complaint, complaintRegistered, { receivedAt: RECEIVED }, { at: hour(0) });
    await rig.story.tell(
      complaint,
      clocksChanged,
      { clocks: clocks.map((clock) => ({ ...clockEntryExample, ...clock })) },
      { at: hour(0) },
    );
    await rig.story.tell(complaint, complaintAssessed, {}, { at: hour(0) });
    const byHand = { assessment: undefined, clocks: undefined };
    await rig.story.tell(complaint, complaintAssigned, { unitId: 'QA', ...byHand }, { at: hour(1) });
    await rig.story.tell(complaint, assignmentAccepted, { unitId: 'QA' }, { at: hour(2) });
    await rig.story.tell(complaint, clockBreached, clocks[0], { at: hour(72) });
    const met = { ...clockEntryExample, ...clocks[1]!, state: 'MET' as const, endedAt: hour(1).toISOString() };
    await rig.story.tell(complaint, clocksChanged, { clocks: [{ ...met, changes: ['MET'] }] }, { at: hour(1) });
    await rig.story.tell(complaint, complaintDetermined, {}, { at: hour(80) });
    await rig.story.tell(complaint, complaintClosed, {}, { at: hour(100) });
    await rig.story.tell(complaint, complaintAcknowledged, { acknowledgedAt: hour(1).toISOString() }, { at: hour(1) });
  }

  function rebuild(keep?: number): Promise<{ read: number; complaints: number }> {
    const kafka = new KafkaConnection({
      brokers: rig.suite.brokers,
      clientId: 'rebuild',
      topicPrefix: rig.suite.topicPrefix,
      logger: createLogger({ service: 'analytics', level: 'silent' }),
    });
    return rebuildProjections({
      databaseUrl: rig.service.database.url,
      kafka,
      ...(keep === undefined ? {} : { keep }),
    });
  }

  // CL-20, CL-21, AN-01, AN-04, IN-02, UA-24
  it('count by every dimension, with labels of pack and directory', async () => {
    const { body } = await rig.ask<OverviewView>('staff:ma.ana', `/v1/overview?${PERIOD}`);

    expect(body.total).toBe(2);
    expect(body.byState).toEqual([
      { value: 'CLOSED', label: { zh: '已结案', en: 'Closed' }, count: 1 },
      { value: 'REGISTERED', label: { zh: '已登记', en: 'Registered' }, count: 1 },
    ]);
    expect(body.byCategory).toEqual([
      {
        value: 'PRODUCT_QUALITY.DEFECT',
        label: expect.objectContaining({ zh: expect.stringMatching(/缺陷/) }),
        count: 2,
      },
    ]);
    expect(body.bySeverity).toEqual([{ value: 'MAJOR', label: { zh: '重要', en: 'Major' }, count: 1 }]);
    expect(body.byUnit).toEqual([{ value: 'QA', label: { zh: 'QA 部', en: 'Unit QA' }, count: 1 }]);
    expect(body.perDay).toEqual([
      { day: '2026-03-02', received: 1, acknowledged: 1, determined: 1, resolved: 0, ended: 1 },
      { day: '2026-03-04', received: 1, acknowledged: 0, determined: 0, resolved: 0, ended: 0 },
    ]);
  });

  // SL-20, AN-11
  it('tell how clocks are kept and how long milestones take', async () => {
    const { body } = await rig.ask<OverviewView>('staff:ma.ana', `/v1/overview?${PERIOD}`);

    expect(body.clocks).toEqual([
      expect.objectContaining({ clock: 'ACKNOWLEDGEMENT', started: 1, metInTime: 1, breached: 0, compliance: 1 }),
      expect.objectContaining({ clock: 'RESOLUTION', started: 1, metInTime: 0, breached: 1, compliance: 0 }),
    ]);
    const acknowledged = body.milestones.find(({ milestone }) => milestone === 'acknowledged');
    expect(acknowledged?.count).toBe(1);
    expect(Math.abs((acknowledged?.p50Seconds as number) / 3_600 - 1)).toBeLessThanOrEqual(body.percentileError);
  });

  it('lead to the complaints behind them, page by page', async () => {
    type Page = { items: { complaintNo: string }[]; nextCursor: string | null };
    const path = `/v1/overview/complaints?dimension=CATEGORY&value=PRODUCT_QUALITY.DEFECT&limit=1&${PERIOD}`;
    const first = await rig.ask<Page>('staff:ma.ana', path);
    const second = await rig.ask<Page>('staff:ma.ana', `${path}&cursor=${first.body.nextCursor}`);
    const breached = await rig.ask<Page>(
      'staff:ma.ana',
      `/v1/overview/complaints?dimension=BREACHED_CLOCK&value=RESOLUTION&${PERIOD}`,
    );
    const single = await rig.ask<object>('staff:ma.ana', `/v1/overview/complaints/${closed.complaintNo}`);

    expect(first.body.items.map((item) => item.complaintNo)).toEqual([open.complaintNo]);
    expect(second.body.items.map((item) => item.complaintNo)).toEqual([closed.complaintNo]);
    expect(second.body.nextCursor).toBeNull();
    expect(breached.body.items).toEqual([
      expect.objectContaining({ complaintNo: closed.complaintNo, breachedClocks: ['RESOLUTION'] }),
    ]);
    expect(single.body).toMatchObject({
      state: 'CLOSED',
      closureCode: 'RESOLVED_SATISFIED',
      labels: { unit: { en: 'Unit QA' } },
    });
  });

  it('show a unit manager the own unit only', async () => {
    const own = await rig.ask<OverviewView>('staff:sun.qa', `/v1/overview?${PERIOD}`);
    const other = await rig.ask('staff:sun.qa', `/v1/overview?${PERIOD}&unit=CS`);
    const unassigned = await rig.ask('staff:sun.qa', `/v1/overview/complaints/${open.complaintNo}`);
    const nobody = await rig.ask('staff:lin.cs', `/v1/overview?${PERIOD}`);
    const below = await rig.ask<OverviewView>('staff:ma.ana', `/v1/overview?${PERIOD}&unit=HQ`);

    expect(own.body).toMatchObject({ unit: 'QA', total: 1 });
    expect([other.status, unassigned.status, nobody.status]).toEqual([403, 404, 403]);
    expect(below.body.total).toBe(1);
  });

  it('refuse a period that ends before it begins', async () => {
    const { status, body } = await rig.ask('staff:ma.ana', '/v1/overview?from=2026-03-02&to=2026-03-01');

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ in: 'query', pointer: '/to' }] });
  });

  it('count an event once that is delivered twice', async () => {
    const twice = aComplaint();
    await rig.story.tell(twice, complaintRegistered, { receivedAt: '2026-04-02T01:00:00.000Z' }, { times: 2 });
    await rig.story.tell(twice, complaintWithdrawn, {}, { times: 2 });
    await rig.projected(twice);

    const { body } = await rig.ask<OverviewView>('staff:ma.ana', '/v1/overview?from=2026-04-02&to=2026-04-02');

    expect(body.total).toBe(1);
    expect(body.byState.map(({ value, count }) => [value, count])).toEqual([['WITHDRAWN', 1]]);
  });

  it('publish the state of every complaint', async () => {
    const consumer = rig.suite.kafkaClient().consumer({ groupId: `${rig.suite.topicPrefix}snapshots` });
    const snapshots = new Map<string, unknown>();
    await consumer.connect();
    await consumer.subscribe({ topic: `${rig.suite.topicPrefix}complaint.state.v1`, fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) =>
        Promise.resolve(void snapshots.set(String(message.key), JSON.parse(String(message.value)))),
    });
    const isClosed = (snapshot: unknown) => (snapshot as { state?: string } | undefined)?.state === 'CLOSED';
    await rig.until('the snapshot', () => isClosed(snapshots.get(closed.complaintId)));
    await consumer.disconnect();

    expect(complaintStateSchema.parse(snapshots.get(closed.complaintId))).toMatchObject({
      complaintNo: closed.complaintNo,
      unitId: 'QA',
      milestones: { acknowledgedAt: '2026-03-02T02:00:00.000Z' },
    });
  });

  it('publish what a complaint has become once it rests, also when that was left to be done at a crash', async () => {
    const complaint = aComplaint();
    const snapshots: string[] = [];
    const consumer = rig.suite.kafkaClient().consumer({ groupId: `${rig.suite.topicPrefix}rested` });
    await consumer.connect();
    await consumer.subscribe({ topic: `${rig.suite.topicPrefix}complaint.state.v1`, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) =>
        void (String(message.key) === complaint.complaintId && snapshots.push(String(message.value))),
    });
    const left = async () => {
      const { rows } = await rig.service.database.query('select complaint_id from unpublished_snapshot');
      return rows;
    };
    const worker = rig.service.get(PublishSnapshots);
    await worker.runOnce(0);
    // As if the process ended whenever it was about to publish.
    const crash = jest.spyOn(worker, 'runOnce').mockResolvedValue(false);
    await rig.story.tell(complaint, complaintRegistered, { receivedAt: '2026-07-02T01:00:00.000Z' });
    await rig.story.tell(complaint, complaintWithdrawn);
    await rig.projected(complaint);
    expect(await left()).toEqual([{ complaint_id: complaint.complaintId }]);

    crash.mockRestore();
    await rig.until('the snapshot', () => snapshots.length > 0);
    await consumer.disconnect();

    expect(snapshots.map((value) => (JSON.parse(value) as { state: string }).state)).toEqual(['WITHDRAWN']);
    expect(await left()).toEqual([]);
    expect(await worker.runOnce(0)).toBe(false);
  });

  it('publish nothing of a complaint that was never registered, and wait for nothing of it', async () => {
    const { database } = rig.service;
    await database.query('insert into unpublished_snapshot (complaint_id) values ($1)', [randomUUID()]);

    expect(await rig.service.get(PublishSnapshots).runOnce(0)).toBe(false);

    expect((await database.query('select from unpublished_snapshot')).rowCount).toBe(0);
  });

  it('publish the others and come to an end while one cannot be published, which is tried again the next time', async () => {
    const { database } = rig.service;
    const [broken, sound] = [aComplaint(), aComplaint()];
    const complaintIds = [broken.complaintId, sound.complaintId];
    const worker = rig.service.get(PublishSnapshots);
    const left = async () => (await database.query('select complaint_id from unpublished_snapshot')).rows;
    for (const complaint of [broken, sound]) {
      await rig.story.tell(complaint, complaintRegistered, { receivedAt: '2026-07-03T01:00:00.000Z' });
      await rig.projected(complaint);
    }
    expect(await worker.runOnce(0)).toBe(false);

    await database.query(
      `update complaint_fact set fold = jsonb_set(fold::jsonb, '{position,value,state}', '"NO_STATE"')::json where complaint_id = $1`,
      [broken.complaintId],
    );
    await database.query('insert into unpublished_snapshot (complaint_id) select unnest($1::uuid[])', [complaintIds]);

    expect(await worker.runOnce(0)).toBe(true);
    expect(await left()).toEqual([{ complaint_id: broken.complaintId }]);

    await database.query(
      `update complaint_fact set fold = jsonb_set(fold::jsonb, '{position,value,state}', '"REGISTERED"')::json where complaint_id = $1`,
      [broken.complaintId],
    );
    expect(await worker.runOnce(0)).toBe(false);
    expect(await left()).toEqual([]);
  });

  // Compaction keeps what stands last, and a relay that slept through its lease may write an old snapshot behind the new one.
  it('publish a state again that an older one came to stand behind', async () => {
    const complaint = aComplaint();
    const topic = `${rig.suite.topicPrefix}complaint.state.v1`;
    const consumer = rig.suite.kafkaClient().consumer({ groupId: `${rig.suite.topicPrefix}repaired` });
    const snapshots: KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) =>
        void (String(message.key) === complaint.complaintId && snapshots.push(message)),
    });
    const states = () => snapshots.map(({ value }) => (JSON.parse(String(value)) as { state: string }).state);
    const outdated = async () => {
      const { rows } = await rig.service.database.query('select complaint_id from outdated_document');
      return rows;
    };
    await rig.story.tell(complaint, complaintRegistered, { receivedAt: '2026-06-02T01:00:00.000Z' });
    await rig.until('the first snapshot', () => states().length === 1);
    await rig.story.tell(complaint, complaintWithdrawn);
    await rig.until('the second snapshot', () => states().length === 2);

    const { key, value, headers = {} } = snapshots[0] as KafkaMessage;
    await rig.story.send('complaint.state.v1', [{ key, value, headers }]);
    const isNoticed = (rows: object[]) => isDeepStrictEqual(rows, [{ complaint_id: complaint.complaintId }]);
    // Of the others only what had not arrived yet when it was looked for, and that is forgotten.
    await rig.until('the old one alone to be noticed', async () => isNoticed(await outdated()));

    expect(await rig.service.get(RepairDocuments).runOnce(0)).toBe(1);
    await rig.until('the newer one to stand last', () => states().length === 4);
    await consumer.disconnect();
    expect(states()).toEqual(['REGISTERED', 'WITHDRAWN', 'REGISTERED', 'WITHDRAWN']);
    expect(await outdated()).toEqual([]);
  });

  // PM-04, architecture 5.14
  it('are the same after a rebuild, whatever was delivered twice or parked', async () => {
    const parked = aComplaint();
    const others = Array.from({ length: 6 }, () => aComplaint());
    await rig.story.tell(parked, complaintRegistered, { receivedAt: RECEIVED });
    await rig.story.tell(parked, complaintAssigned, { unitId: 'not a unit' as 'QA' });
    for (const complaint of others) await tellToTheEnd(complaint);
    for (const complaint of others) await rig.projected(complaint, (fold) => 'acknowledged' in fold.milestones);
    await rig.until('the parked event', async () => {
      const { rows } = await rig.service.database.query('select 1 from parked_event');
      return rows.length === 1;
    });
    const live = await rig.projections();

    const rebuilt = await rebuild(3);

    expect(await rig.projections()).toEqual(live);
    expect(rebuilt.complaints).toBe(live.facts.length);
  });

  // IN-25
  it('count enquiries and suggestions apart, and list them apart', async () => {
    const enquiry = aComplaint();
    const complaint = aComplaint();
    for (const [one, kind] of [
      [enquiry, 'ENQUIRY'],
      [complaint, 'COMPLAINT'],
    ] as const) {
      await rig.story.tell(one, complaintRegistered, { kind, receivedAt: '2026-07-06T01:00:00.000Z' });
      await rig.projected(one);
    }
    const day = 'from=2026-07-06&to=2026-07-06';
    const overview = async (kind: string) =>
      (await rig.ask<OverviewView>('staff:ma.ana', `/v1/overview?${day}${kind}`)).body;
    const listed = async (kind: string) => {
      const path = `/v1/overview/complaints?dimension=STATE&value=REGISTERED&${day}${kind}`;
      const { body } = await rig.ask<{ items: { complaintNo: string }[] }>('staff:ma.ana', path);
      return body.items.map(({ complaintNo }) => complaintNo);
    };

    const complaints = await overview('');
    const enquiries = await overview('&kind=ENQUIRY');

    expect(complaints).toMatchObject({ kind: 'COMPLAINT', total: 1, perDay: [{ received: 1 }] });
    expect(enquiries).toMatchObject({ kind: 'ENQUIRY', total: 1, perDay: [{ received: 1 }] });
    expect(complaints.byKind).toEqual([
      { value: 'COMPLAINT', label: { zh: '投诉', en: 'Complaint' }, count: 1 },
      { value: 'ENQUIRY', label: { zh: '咨询', en: 'Enquiry' }, count: 1 },
    ]);
    expect(await listed('')).toEqual([complaint.complaintNo]);
    expect(await listed('&kind=ENQUIRY')).toEqual([enquiry.complaintNo]);
    expect(await listed('&kind=SUGGESTION')).toEqual([]);
  });

  it('go on where the rebuild ends, with events that come while it runs', async () => {
    const [during, after] = [aComplaint(), aComplaint()];
    await rig.story.tell(during, complaintRegistered, { receivedAt: '2026-05-04T01:00:00.000Z' });
    const running = rebuild();
    await rig.story.tell(during, complaintWithdrawn);
    await running;
    await rig.story.tell(after, complaintRegistered, { receivedAt: '2026-05-04T01:00:00.000Z' });
    await rig.projected(during);
    await rig.projected(after);

    const { body } = await rig.ask<OverviewView>('staff:ma.ana', '/v1/overview?from=2026-05-04&to=2026-05-04');

    expect(body.byState.map(({ value, count }) => [value, count])).toEqual([
      ['REGISTERED', 1],
      ['WITHDRAWN', 1],
    ]);
    const { rows } = await rig.service.database.query(
      `select indexname from pg_indexes where tablename in ('complaint_fact', 'daily_count') and schemaname = 'public'`,
    );
    expect(rows).toHaveLength(10);
  });
});
