import { complaintRegistered, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { MONDAY_NINE, RoutingUnderTest } from '../../routing-under-test.spec';

jest.setTimeout(60_000);

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start(2);
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

const factsOf = async (complaintId: string) => (await routing.settledStory(complaintId)).map(({ fact }) => fact);

describe('complaints that were registered', () => {
  // T4, T9, RT-05
  it('are assessed, assigned and timed in the order of the story, spread over two replicas and over the handlers', async () => {
    const ids = await routing.register(
      Array.from({ length: 5 }, () => ({ proposedCategory: 'PRODUCT_QUALITY.DEFECT' })),
    );

    await routing.settle();

    for (const id of ids) {
      expect(await factsOf(id)).toEqual([
        'complaint-registered',
        'assessment-started',
        'complaint-assessed',
        'complaint-assigned',
        'clock-started',
        'clock-started',
        'clock-met',
        'clock-started',
        'clock-started',
        'clock-started',
      ]);
    }
    const { rows } = await routing.service.database.query<{ handler_id: string; count: number }>(
      `select handler_id, count(*)::int as count from work_item where complaint_id = any($1::uuid[])
       group by handler_id order by handler_id`,
      [ids],
    );
    expect(rows.map(({ count }) => count).sort()).toEqual([2, 3]);
    expect(await loads()).toEqual({ 'staff:wu': rows[0]?.count, 'staff:zhou': rows[1]?.count });
  });

  it('go to the unit without a handler once everybody is at capacity', async () => {
    const [last, overflow] = await routing.register([
      { proposedCategory: 'PRODUCT_QUALITY.DEFECT' },
      { proposedCategory: 'PRODUCT_QUALITY.DEFECT' },
    ]);

    const stories = [await routing.settledStory(last!), await routing.settledStory(overflow!)];

    const assigned = stories.map((story) => story.find(({ fact }) => fact === 'complaint-assigned')?.value);
    expect(assigned.filter((value) => value?.['handlerId'] === undefined)).toHaveLength(1);
    expect(assigned.every((value) => value?.['unitId'] === 'QA')).toBe(true);
    expect(await loads()).toEqual({ 'staff:wu': 3, 'staff:zhou': 3 });
  });

  it('stay under assessment when no rule recognised the matter', async () => {
    const [id] = await routing.register([{ proposedCategory: 'OTHER' }]);

    const facts = await factsOf(id!);

    expect(facts).toContain('assessment-started');
    expect(facts).not.toContain('complaint-assessed');
    expect(facts).not.toContain('complaint-assigned');
    expect(facts).not.toContain('clock-met');
  });

  it('are not assessed when they were withdrawn before routing heard of them', async () => {
    const id = newId();
    const requestId = newId();
    await routing.publish([
      routing.record(id, complaintRegistered as unknown as EventContract, MONDAY_NINE, {
        ...complaintRegistered.example,
        proposedCategory: 'PRODUCT_QUALITY.DEFECT',
      }),
      routing.record(id, withdrawalRequested as unknown as EventContract, MONDAY_NINE, {
        requestId,
        kind: 'WITHDRAWAL',
        requestedAt: MONDAY_NINE.toISOString(),
      }),
    ]);

    const events = await routing.settledStory(id);
    const { rows } = await routing.service.database.query<{ state: string; is_open: boolean; due: number }>(
      `select state, is_open, (select count(*)::int from sla_clock c where c.complaint_id = w.complaint_id
         and c.next_fire_at is not null) as due from work_item w where complaint_id = $1`,
      [id],
    );

    expect(events.find(({ fact }) => fact === 'complaint-withdrawn')?.value).toMatchObject({ requestId });
    expect(rows).toEqual([{ state: 'WITHDRAWN', is_open: false, due: 0 }]);
  });

  it('are assessed once when the event comes twice, at once or later', async () => {
    const id = newId();
    const record = routing.record(id, complaintRegistered as unknown as EventContract, MONDAY_NINE, {
      ...complaintRegistered.example,
      proposedCategory: 'OTHER',
    });

    await routing.publish([record, record]);
    await routing.settle();
    await routing.publish([record]);
    const events = await routing.settledStory(id);

    expect(events.filter(({ fact }) => fact === 'complaint-registered')).toHaveLength(3);
    expect(events.filter(({ fact }) => fact === 'assessment-started')).toHaveLength(1);
    expect(
      events.filter(({ fact, value }) => fact === 'clock-started' && value['clock'] === 'RESOLUTION'),
    ).toHaveLength(1);
  });
});

async function loads(): Promise<Record<string, number>> {
  const { rows } = await routing.service.database.query<{ staff_id: string; load: number }>(
    'select staff_id, load from staff_load order by staff_id',
  );
  return Object.fromEntries(rows.map((row) => [row.staff_id, row.load]));
}
