import { complaintDetermined, complaintReclassified, type EventContract } from '@redress/contracts';
import { MONDAY_NINE, RoutingUnderTest, saidOfClocks } from '../../routing-under-test.spec';

const HEAD = 'staff:qian';
const ABOVE = 'staff:gu';

/** Shanghai time of Monday 2026-03-02. */
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(() => routing?.stop());

const assignmentOf = async (id: string) => (await routing.call('staff:tang', `/v1/complaints/${id}/assignment`)).body;

async function registered(given: object = { proposedCategory: 'PRODUCT_QUALITY.DEFECT' }): Promise<string> {
  const [id] = (await routing.register([given])) as [string];
  await routing.settle();
  return id;
}

const post = async (id: string, who: string, rest: string, body: object, version?: number) =>
  routing.call(who, `/v1/complaints/${id}/${rest}`, { body, version: version ?? (await assignmentOf(id)).version });
const codes = ({ body }: { body: { blockedBy?: { code: string }[]; errors?: { code: string }[] } }) =>
  (body.blockedBy ?? body.errors ?? []).map(({ code }) => code);
const factsOf = async (id: string, ...facts: string[]) =>
  (await routing.settledStory(id)).filter(({ fact }) => facts.includes(fact)).map(({ fact }) => fact);
const clockOf = async (id: string, code: string) =>
  saidOfClocks(await routing.settledStory(id))
    .filter(({ clock }) => clock === code)
    .map(({ what }) => what);

const DEMAND = { demand: '请于今日答复客户并说明处理情况。', dueAt: at('17:00').toISOString() };

describe('a supervision', () => {
  // ES-09: from above, with a date, answered and lifted; its words stay sealed
  it('is ordered from above with a date, answered by the unit, lifted by who ordered it, and its words stay in the notes', async () => {
    const id = await registered();
    const { handlerId } = await assignmentOf(id);

    expect((await post(id, handlerId, 'supervision', DEMAND)).status).toBe(403);
    expect(codes(await post(id, HEAD, 'supervision', DEMAND))).toEqual(['HANDLES_IT']);
    expect(codes(await post(id, ABOVE, 'supervision', { ...DEMAND, dueAt: at('09:00').toISOString() }))).toEqual([
      'not-later-than-now',
    ]);
    expect(codes(await post(id, ABOVE, 'supervision', { ...DEMAND, dueAt: '2026-06-02T10:00:00Z' }))).toEqual([
      'too-far-ahead',
    ]);
    const { version } = await assignmentOf(id);
    const both = await Promise.all([1, 2].map(() => post(id, ABOVE, 'supervision', DEMAND, version)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(codes(await post(id, ABOVE, 'supervision', DEMAND))).toEqual(['SUPERVISED_ALREADY']);
    await routing.settle();
    expect((await assignmentOf(id)).supervision).toMatchObject({ state: 'ORDERED', orderedBy: ABOVE });
    const { clocks } = await assignmentOf(id);
    expect(clocks.find(({ clock }: { clock: string }) => clock === 'SUPERVISION')).toMatchObject({
      state: 'RUNNING',
      dueAt: at('17:00').toISOString(),
    });

    expect((await post(id, 'staff:sun', 'supervision/answer', { note: '已处理' })).status).toBe(409);
    expect(codes(await post(id, 'staff:sun', 'supervision/answer', { note: '已处理' }))).toEqual([
      'NOT_SUPERVISED_HERE',
    ]);
    expect(await post(id, handlerId, 'supervision/answer', { note: '已联系客户，今日换货。' })).toMatchObject({
      status: 200,
    });
    expect(codes(await post(id, handlerId, 'supervision/answer', { note: '再答' }))).toEqual(['NOTHING_SUPERVISED']);
    expect(codes(await post(id, HEAD, 'supervision/lifting', {}))).toEqual(['NOT_THE_ORDERER']);
    expect((await post(id, ABOVE, 'supervision/lifting', {})).status).toBe(200);
    expect(codes(await post(id, ABOVE, 'supervision/lifting', {}))).toEqual(['NOTHING_SUPERVISED']);

    expect(await factsOf(id, 'supervision-ordered', 'supervision-answered', 'supervision-lifted')).toEqual([
      'supervision-ordered',
      'supervision-answered',
      'supervision-lifted',
    ]);
    expect(await clockOf(id, 'SUPERVISION')).toEqual(['STARTED', 'MET']);
    expect(JSON.stringify(await routing.settledStory(id))).not.toContain('换货');
    const { body } = await routing.call('staff:tang', `/v1/complaints/${id}/notes`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['SUPERVISION', 'SUPERVISION_ANSWER']);
  });
});

describe('a critical complaint', () => {
  // ES-01, ES-05, MAJOR_REPORT
  it('is told to leadership at once, reported with the measures taken, and read, in this order', async () => {
    const id = await registered({ proposedCategory: 'PRODUCT_QUALITY.SAFETY' });
    const { handlerId, majorReport } = await assignmentOf(id);
    expect(majorReport).toMatchObject({ state: 'DUE', targetId: ABOVE });
    expect(await clockOf(id, 'MAJOR_REPORT')).toEqual(['STARTED']);

    expect(codes(await post(id, ABOVE, 'major-report/reading', {}))).toEqual(['NOT_REPORTED']);
    expect((await post(id, HEAD, 'major-report', {})).status).toBe(422);
    const { version } = await assignmentOf(id);
    const measures = { measures: '已派人到场，停止销售同批产品。' };
    const both = await Promise.all([handlerId, HEAD].map((who) => post(id, who, 'major-report', measures, version)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(codes(await post(id, HEAD, 'major-report', measures))).toEqual(['NO_REPORT_DUE']);
    expect((await post(id, HEAD, 'major-report/reading', {})).status).toBe(403);
    expect(await clockOf(id, 'MAJOR_REPORT')).toEqual(['STARTED']);
    expect(await post(id, ABOVE, 'major-report/reading', { instruction: '同批产品全部封存。' })).toMatchObject({
      status: 200,
    });

    expect(await factsOf(id, 'major-report-due', 'major-reported', 'major-report-read')).toEqual([
      'major-report-due',
      'major-reported',
      'major-report-read',
    ]);
    expect(await clockOf(id, 'MAJOR_REPORT')).toEqual(['STARTED', 'MET']);
    expect(JSON.stringify(await routing.settledStory(id))).not.toContain('封存');
    expect(codes(await post(id, ABOVE, 'major-report/reading', {}))).toEqual(['NO_REPORT_DUE']);
  });

  // ES-01, T38: once it becomes critical, also late
  it('is so when it is found to be later, once, and no longer when it turns out not to be', async () => {
    const id = await registered({ proposedCategory: 'SERVICE_QUALITY' });
    expect((await assignmentOf(id)).majorReport).toBeNull();
    const classify = (severity: string) =>
      post(id, 'staff:tang', 'classification', { reasonCode: 'NEW_FACTS', severity });

    await classify('CRITICAL');
    expect((await assignmentOf(id)).majorReport).toMatchObject({ state: 'DUE', targetId: ABOVE });
    await classify('MAJOR');
    expect((await assignmentOf(id)).majorReport).toBeNull();
    expect(await clockOf(id, 'MAJOR_REPORT')).toEqual(['STARTED', 'CANCELLED']);
    expect(codes(await post(id, 'staff:sun', 'major-report', { measures: '无' }))).toEqual(['NO_REPORT_DUE']);
    await routing.tell(id, complaintDetermined as unknown as EventContract, MONDAY_NINE);
    await routing.settle();
    expect(await factsOf(id, 'major-report-due', complaintReclassified.fact)).toEqual([
      'complaint-reclassified',
      'major-report-due',
      'complaint-reclassified',
    ]);
  });

  // ES-01, profile C
  it('goes to leadership by the ladder when its report is not read within the hour', async () => {
    const id = await registered({ proposedCategory: 'PRODUCT_QUALITY.SAFETY' });
    routing.advanceTo(at('10:01'));
    await routing.sweep();
    await routing.settle();

    const breached = (await routing.settledStory(id)).find(
      ({ fact, value }) => fact === 'clock-breached' && value['clock'] === 'MAJOR_REPORT',
    );
    expect(breached?.value).toMatchObject({ dueAt: at('10:00').toISOString() });
    expect(await assignmentOf(id)).toMatchObject({ level: 3, escalation: { level: 3, targetId: ABOVE } });
  });
});
