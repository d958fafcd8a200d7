import { complaintRegistered, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { MONDAY_NINE, RoutingUnderTest, saidOfClocks } from '../../routing-under-test.spec';

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start(2);
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

describe('complaints that were registered', () => {
  // T4, T9, RT-05
  it('are assessed, assigned and timed in the order of the story, spread over two replicas and over the handlers', async () => {
    const ids = await routing.register(
      Array.from({ length: 5 }, () => ({ proposedCategory: 'PRODUCT_QUALITY.DEFECT' })),
    );

    await routing.settle();

    for (const id of ids) {
      const story = await routing.settledStory(id);
      expect(story.map(({ fact }) => fact)).toEqual(['complaint-registered', 'complaint-assigned']);
      expect(story[1]?.value).toMatchObject({ assessment: { category: 'PRODUCT_QUALITY.DEFECT' }, from: 'REGISTERED' });
      expect(saidOfClocks(story).map(({ what }) => what)).toEqual([
        'STARTED',
        'STARTED',
        'MET',
        'STARTED',
        'STARTED',
        'STARTED',
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

    const story = await routing.settledStory(id!);
    const facts = story.map(({ fact }) => fact);

    expect(facts).toContain('assessment-started');
    expect(facts).not.toContain('complaint-assessed');
    expect(facts).not.toContain('complaint-assigned');
    expect(saidOfClocks(story).map(({ what }) => what)).not.toContain('MET');
  });

  // T4, RG-26
  it('stay under assessment when whoever received them settles them on the spot', async () => {
    const [id] = await routing.register([
      {
        proposedCategory: 'PRODUCT_QUALITY.DEFECT',
        handling: 'ON_THE_SPOT',
        subjectStaffId: 'staff:wu',
        subjectUnitId: 'QA',
      },
    ]);

    const facts = (await routing.settledStory(id!)).map(({ fact }) => fact);
    const { body } = await routing.call('staff:tang', `/v1/complaints/${id}/assignment`);

    expect(facts).toContain('assessment-started');
    expect(facts).not.toContain('complaint-assigned');
    expect(body).toMatchObject({
      handling: 'ON_THE_SPOT',
      complainedAbout: { staffId: 'staff:wu', unitId: 'QA' },
    });
  });

  // IN-25, T38
  it('run the clocks of their kind, and those of another kind from receipt when the kind changes', async () => {
    const [id] = await routing.register([
      { proposedCategory: 'PRODUCT_QUALITY.DEFECT', kind: 'ENQUIRY', complexity: 'SIMPLE' },
    ]);
    const running = async () => {
      const { body } = await routing.call('staff:tang', `/v1/complaints/${id}/assignment`);
      return {
        version: body.version,
        classification: body.classification,
        clocks: (body.clocks as { clock: string; state: string; startedAt: string }[])
          .filter(({ state }) => state === 'RUNNING')
          .map(({ clock }) => clock)
          .sort(),
      };
    };
    await routing.settledStory(id!);
    const before = await running();

    const changed = await routing.call('staff:tang', `/v1/complaints/${id}/classification`, {
      body: { reasonCode: 'NEW_FACTS', kind: 'COMPLAINT', faultLevel: 'L1_MISUNDERSTANDING' },
      version: before.version,
    });
    const story = await routing.settledStory(id!);

    expect(before).toMatchObject({
      classification: { kind: 'ENQUIRY', complexity: 'SIMPLE', faultLevel: null },
      clocks: ['ACKNOWLEDGEMENT', 'ANSWER'],
    });
    expect(changed).toMatchObject({ status: 200, body: { classification: { kind: 'COMPLAINT' } } });
    const { clocks, classification } = await running();
    expect(classification).toMatchObject({ complexity: 'SIMPLE', faultLevel: 'L1_MISUNDERSTANDING' });
    expect(clocks).toEqual(expect.arrayContaining(['ACKNOWLEDGEMENT', 'RESOLUTION', 'SOLUTION_PROPOSED']));
    expect(clocks).not.toContain('ANSWER');
    expect(story.at(-1)).toMatchObject({ fact: 'complaint-reclassified', value: { kind: 'COMPLAINT' } });
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

    expect(events.find(({ fact }) => fact === 'withdrawn')?.value).toMatchObject({ requestId });
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
    expect(saidOfClocks(events).filter(({ clock, what }) => clock === 'RESOLUTION' && what === 'STARTED')).toHaveLength(
      1,
    );
  });
});

async function loads(): Promise<Record<string, number>> {
  const { rows } = await routing.service.database.query<{ staff_id: string; load: number }>(
    'select staff_id, load from staff_load order by staff_id',
  );
  return Object.fromEntries(rows.map((row) => [row.staff_id, row.load]));
}
