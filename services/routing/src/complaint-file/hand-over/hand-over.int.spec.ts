import { aPerson } from '@redress/testing';
import { PEOPLE, RoutingUnderTest, type Called } from '../../routing-under-test.spec';

let routing: RoutingUnderTest;

/** Away on Tuesday and Wednesday. */
const AWAY = { from: '2026-03-03T00:00:00.000Z', until: '2026-03-05T00:00:00.000Z' };
const WEDNESDAY = new Date('2026-03-04T02:00:00.000Z');
const FRIDAY = new Date('2026-03-06T02:00:00.000Z');

const people = [
  ...PEOPLE.filter(({ id }) => !['staff:wu', 'staff:zhou', 'staff:qian', 'staff:deng'].includes(id)),
  aPerson('staff:qian', ['UNIT_MANAGER'], {
    unitId: 'QA',
    deputies: ['staff:lu'],
    deputyPeriods: [{ deputy: 'staff:lu', ...AWAY }],
  }),
  aPerson('staff:lu', ['UNIT_HANDLER'], { unitId: 'QA', capacity: 0 }),
  aPerson('staff:wu', ['UNIT_HANDLER', 'INVESTIGATOR'], {
    unitId: 'QA',
    capacity: 20,
    deputies: ['staff:zhou'],
    deputyPeriods: [{ deputy: 'staff:zhou', ...AWAY }],
  }),
  // No room at first, so that all goes to Wu.
  aPerson('staff:zhou', ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA', capacity: 0 }),
  aPerson('staff:ma', ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA', capacity: 0 }),
  aPerson('staff:deng', ['DISPATCHER'], { unitId: 'CS' }),
];

beforeAll(async () => {
  routing = await RoutingUnderTest.start(1, people);
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

const view = async (id: string, who = 'staff:tang') =>
  (await routing.call(who, `/v1/complaints/${id}/assignment`)).body;

async function run(who: string, id: string, path: string, body: object): Promise<Called> {
  const { version } = await view(id);
  return routing.call(who, `/v1/complaints/${id}/assignment${path}`, { body, version });
}

async function registered(given: object = {}): Promise<string> {
  const [id] = await routing.register([{ proposedCategory: 'PRODUCT_QUALITY.DEFECT', receivingUnit: 'CS', ...given }]);
  await routing.settle();
  return id!;
}

async function giveRoom(id: string, capacity: number): Promise<void> {
  const { entry, version } = (await routing.call('staff:adams', `/v1/directory/${id}`)).body;
  const answer = await routing.call('staff:adams', `/v1/directory/${id}`, {
    method: 'PUT',
    body: { ...entry, capacity },
    version,
  });
  expect(answer.status).toBe(200);
  await routing.settle();
}

const blockedBy = (answer: Called): string[] => (answer.body.blockedBy ?? []).map(({ code }: { code: string }) => code);

describe('a conflict of interest', () => {
  // T9, PR-09
  it('keeps the person complained about from being proposed, named, and from settling it', async () => {
    const id = await registered({ subjectStaffId: 'staff:wu' });

    expect(await view(id)).toMatchObject({ state: 'ASSIGNED', unitId: 'QA', handlerId: null });
    expect(blockedBy(await run('staff:deng', id, '/change', { handlerId: 'staff:wu', reason: 'EXPERTISE' }))).toEqual([
      'CONFLICT_OF_INTEREST',
    ]);
    expect(blockedBy(await run('staff:wu', id, '/acceptance', {}))).toContain('CONFLICT_OF_INTEREST');
    const other = await registered({ subjectStaffId: 'staff:tang', proposedCategory: 'OTHER' });
    const { version } = await view(other);
    const declined = await routing.call('staff:tang', `/v1/complaints/${other}/decline`, {
      body: { reason: 'NOT_OUR_PRODUCT', explanation: 'x' },
      version,
    });
    expect(blockedBy(declined)).toEqual(['CONFLICT_OF_INTEREST']);
  });

  it('leaves it to a person when the rules would give it to the unit complained about, and to no one of that unit', async () => {
    const id = await registered({ subjectUnitId: 'QA' });
    const assessment = { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'NORMAL' };
    const assess = async (unitId: string) =>
      routing.call('staff:tang', `/v1/complaints/${id}/assessment`, {
        body: { ...assessment, unitId },
        version: (await view(id)).version,
      });

    expect(await view(id)).toMatchObject({ state: 'UNDER_ASSESSMENT' });
    expect(blockedBy(await assess('QA'))).toEqual(['CONFLICT_OF_INTEREST']);
    expect(await assess('CS')).toMatchObject({ status: 200, body: { unitId: 'CS' } });
    expect(blockedBy(await run('staff:deng', id, '/change', { unitId: 'QA', reason: 'EXPERTISE' }))).toEqual([
      'CONFLICT_OF_INTEREST',
    ]);
  });

  it('passes over a manager who is complained about when it is said who answers for the unit', async () => {
    expect((await view(await registered({ subjectStaffId: 'staff:qian' }))).ownerId).toBe('staff:gu');
    expect((await view(await registered())).ownerId).toBe('staff:qian');
  });
});

describe('who took the first contact', () => {
  // IN-19
  it('answers for the whole handling, whoever else gets the work', async () => {
    const id = await registered({ actor: { kind: 'STAFF', id: 'staff:chen' } });
    await run('staff:qian', id, '/return', { reason: 'CAPACITY' });

    expect((await view(id)).firstContactId).toBe('staff:chen');
    expect((await view(await registered())).firstContactId).toBeNull();
  });
});

describe('deputies for a time', () => {
  // RT-04
  it('stand in while their period lasts, for the handler and for who answers for the unit', async () => {
    const before = await registered();
    const asDeputy = () => run('staff:zhou', before, '/acceptance', {});
    const returned = (who: string, id: string) => run(who, id, '/return', { reason: 'CAPACITY' });

    expect(blockedBy(await asDeputy())).toEqual(['NOT_THE_ASSIGNEE']);
    expect(blockedBy(await returned('staff:lu', before))).toEqual(['NOT_MANAGER_OF_UNIT']);
    routing.advanceTo(WEDNESDAY);
    expect((await view(await registered())).ownerId).toBe('staff:lu');
    expect((await returned('staff:lu', await registered())).status).toBe(200);
    expect((await asDeputy()).status).toBe(200);
    routing.advanceTo(FRIDAY);
    expect((await view(await registered())).ownerId).toBe('staff:qian');
    expect(blockedBy(await run('staff:zhou', await registered(), '/acceptance', {}))).toEqual(['NOT_THE_ASSIGNEE']);
  });

  it('are refused periods that end before they begin, or of other people', async () => {
    const { entry, version } = (await routing.call('staff:adams', '/v1/directory/staff:wu')).body;

    const refused = await routing.call('staff:adams', '/v1/directory/staff:wu', {
      method: 'PUT',
      body: {
        ...entry,
        deputyPeriods: [
          { deputy: 'staff:he', from: AWAY.from, until: null },
          { deputy: 'staff:zhou', from: AWAY.until, until: AWAY.from },
        ],
      },
      version,
    });

    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/deputyPeriods/0/deputy' }, { pointer: '/deputyPeriods/1/until' }] },
    });
  });
});

describe('the work of an absent person', () => {
  const handOver = (who: string, body: object) => routing.call(who, '/v1/hand-overs', { body });

  const heldBy = async (id: string): Promise<number> => {
    const { rows } = await routing.service.database.query<{ count: number }>(
      'select count(*)::int as count from work_item where load_of = $1 and is_open',
      [id],
    );
    return rows[0]!.count;
  };

  // RT-04
  it('goes to the deputies as far as they have room, and the rest of it to the queue, what is accepted to none without room', async () => {
    const accepted = await registered();
    expect((await run('staff:wu', accepted, '/acceptance', {})).status).toBe(200);
    await registered();
    await registered();
    const held = await heldBy('staff:wu');

    expect((await handOver('staff:tang', { staffId: 'staff:wu', to: 'QUEUE' })).status).toBe(403);
    expect((await handOver('staff:sun', { staffId: 'staff:wu', to: 'QUEUE' })).status).toBe(403);
    expect((await handOver('staff:deng', { staffId: 'staff:nobody', to: 'QUEUE' })).status).toBe(404);
    expect((await handOver('staff:deng', { staffId: 'staff:wu', to: 'QUEUE', reason: 'LAZY' })).status).toBe(422);
    const noRoom = await handOver('staff:qian', { staffId: 'staff:wu', to: 'QUEUE' });
    expect(noRoom).toMatchObject({ status: 200, body: { toDeputies: 0, toColleagues: 0, remaining: 0 } });
    expect(noRoom.body.toQueue + noRoom.body.stayed).toBe(held);
    expect(noRoom.body.stayed).toBeGreaterThan(0);
    await giveRoom('staff:zhou', 50);
    const rest = await handOver('staff:deng', { staffId: 'staff:wu', to: 'DEPUTY' });

    expect(rest).toMatchObject({ status: 200, body: { toColleagues: noRoom.body.stayed, stayed: 0, toQueue: 0 } });
    expect(await heldBy('staff:wu')).toBe(0);
    // RT-03: who answers for the unit is the same with another handler.
    expect(await view(accepted)).toMatchObject({ handlerId: 'staff:zhou', unitId: 'QA', ownerId: 'staff:qian' });
    expect((await routing.settledStory(accepted)).at(-1)).toMatchObject({
      fact: 'assignment-changed',
      value: { handlerId: 'staff:zhou', reason: 'ABSENCE', unitChanged: false },
    });
    const { rows } = await routing.service.database.query<{ load: number }>(
      "select load from staff_load where staff_id = 'staff:wu'",
    );
    expect(rows[0]?.load).toBe(0);
  });

  // RT-04
  it('goes to a deputy before a colleague who has less to do', async () => {
    const { entry, version } = (await routing.call('staff:adams', '/v1/directory/staff:wu')).body;
    const replaced = { ...entry, deputies: ['staff:ma'], deputyPeriods: [] };
    const named = { method: 'PUT', body: replaced, version };
    expect((await routing.call('staff:adams', '/v1/directory/staff:wu', named)).status).toBe(200);
    await routing.settle();
    const accepted = await registered();
    expect((await run('staff:wu', accepted, '/acceptance', {})).status).toBe(200);
    const proposed = await registered();
    await giveRoom('staff:ma', 50);
    const colleague = await heldBy('staff:zhou');
    await routing.service.database.query(
      "insert into staff_load (staff_id, load) values ('staff:ma', $1) on conflict (staff_id) do update set load = $1",
      [colleague + 5],
    );

    const given = await handOver('staff:deng', { staffId: 'staff:wu', to: 'DEPUTY' });

    expect(given).toMatchObject({ status: 200, body: { toDeputies: 2, toColleagues: 0, toQueue: 0, stayed: 0 } });
    for (const id of [accepted, proposed]) {
      expect(await view(id)).toMatchObject({ handlerId: 'staff:ma', ownerId: 'staff:qian' });
    }
  });

  it('is handed over once by two at once', async () => {
    await giveRoom('staff:zhou', 0);
    await registered();
    await registered();
    const held = await heldBy('staff:wu');
    expect(held).toBe(2);

    const answers = await Promise.all(
      ['staff:qian', 'staff:deng'].map((who) => handOver(who, { staffId: 'staff:wu', to: 'QUEUE' })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.toQueue).sort()).toEqual([0, 2]);
  });
});
