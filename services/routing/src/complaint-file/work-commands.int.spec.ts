import {
  complaintDetermined,
  complaintReopened,
  complaintResolved,
  offerAccepted,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  complaintWithdrawn,
  type EventContract,
} from '@redress/contracts';
import { MONDAY_NINE, RoutingUnderTest, saidOfClocks } from '../routing-under-test.spec';

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

const assignmentOf = async (id: string, who = 'staff:tang') =>
  (await routing.call(who, `/v1/complaints/${id}/assignment`)).body;
const loadOf = async (staffId: string) => {
  const { rows } = await routing.service.database.query<{ load: number }>(
    'select load from staff_load where staff_id = $1',
    [staffId],
  );
  return rows[0]?.load ?? 0;
};
const registered = async (proposedCategory: string): Promise<string> => {
  const [id] = await routing.register([{ proposedCategory }]);
  await routing.settle();
  return id!;
};
const resolve = async (id: string) => {
  const steps = [
    complaintDetermined,
    resolutionDrafted,
    resolutionSubmitted,
    resolutionOffered,
    offerAccepted,
    complaintResolved,
  ] as const;
  for (const contract of steps) {
    await routing.tell(id, contract as unknown as EventContract, MONDAY_NINE);
    await routing.settle();
  }
};

describe('the path of a complaint through routing', () => {
  let id: string;
  let handler: string;

  it('waits for a person where the rules did not recognise it', async () => {
    id = await registered('OTHER');

    const view = await assignmentOf(id);

    expect(view).toMatchObject({
      state: 'UNDER_ASSESSMENT',
      unitId: null,
      handlerId: null,
      classification: { category: 'OTHER', assessedBy: null },
    });
    expect(view.commands).toContainEqual({ operationId: 'assessComplaint', allowed: true, blockedBy: [] });
    expect(view.commands).toContainEqual(
      expect.objectContaining({ operationId: 'acceptAssignment', allowed: false, blockedBy: expect.any(Array) }),
    );
  });

  it('refuses what does not fit, naming field and rule, and changes nothing', async () => {
    const assessment = { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'NORMAL' };
    const post = (who: string, body: object, version?: number) =>
      routing.call(who, `/v1/complaints/${id}/assessment`, { body, ...(version ? { version } : {}) });
    const { version } = await assignmentOf(id);

    expect((await post('staff:tang', assessment)).status).toBe(428);
    expect((await post('staff:tang', assessment, version + 5)).status).toBe(412);
    expect((await post('staff:gu', assessment, version)).status).toBe(403);
    expect((await post('staff:wu', assessment, version)).status).toBe(404);
    expect(await post('staff:tang', { ...assessment, category: 'NO_SUCH' }, version)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/category' }] },
    });
    expect(await post('staff:tang', { ...assessment, handlerId: 'staff:sun' }, version)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'HANDLER_NOT_OF_UNIT' }] },
    });
    expect((await assignmentOf(id)).version).toBe(version);
  });

  it('is assessed by hand and assigned, once for one idempotency key', async () => {
    const { version } = await assignmentOf(id);
    const body = { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'NORMAL' };
    const first = await routing.call('staff:tang', `/v1/complaints/${id}/assessment`, { body, version, key: 'a1' });
    const again = await routing.call('staff:tang', `/v1/complaints/${id}/assessment`, { body, version, key: 'a1' });

    expect(first).toMatchObject({ status: 200, body: { state: 'ASSIGNED', stateSeq: 3, unitId: 'QA' } });
    expect(first.body.classification).toMatchObject({ priority: 'P2', assessedBy: 'PERSON' });
    expect(again).toEqual(first);
    handler = first.body.handlerId;
    expect(await loadOf(handler)).toBe(1);
    expect((await routing.settledStory(id)).filter(({ fact }) => fact === 'complaint-assigned')).toHaveLength(1);
  });

  // T10, RT-03
  it('is accepted by its handler and then out of routing’s hands', async () => {
    const { version, commands } = await assignmentOf(id, handler);
    const path = `/v1/complaints/${id}/assignment/acceptance`;
    const other = handler === 'staff:wu' ? 'staff:zhou' : 'staff:wu';

    expect(commands).toContainEqual({ operationId: 'acceptAssignment', allowed: true, blockedBy: [] });
    expect(await routing.call(other, path, { body: {}, version })).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NOT_THE_ASSIGNEE' }] },
    });
    const accepted = await routing.call(handler, path, { body: {}, version });
    expect(accepted).toMatchObject({ status: 200, body: { state: 'UNDER_INVESTIGATION', stateSeq: 4 } });
    expect(accepted.etag).toBe(`"${accepted.body.version}"`);
    const late = await routing.call(handler, path, { body: {}, version: accepted.body.version });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:redress:problem:not-holder' } });
    expect(await loadOf(handler)).toBe(1);
  });

  // T38
  it('is reclassified while investigation holds it, and its clocks with it', async () => {
    const { version } = await assignmentOf(id);

    const changed = await routing.call('staff:tang', `/v1/complaints/${id}/classification`, {
      body: { reasonCode: 'NEW_FACTS', severity: 'CRITICAL' },
      version,
    });

    expect(changed).toMatchObject({ status: 200, body: { classification: { severity: 'CRITICAL', priority: 'P1' } } });
    // What is critical now is to be reported to leadership, too (ES-01).
    expect((await routing.settledStory(id)).slice(-2)).toMatchObject([
      { fact: 'complaint-reclassified', value: { reasonCode: 'NEW_FACTS' } },
      {
        fact: 'major-report-due',
        value: {
          clocks: [
            { clock: 'RESOLUTION', changes: ['RECLASSIFIED'] },
            { clock: 'MAJOR_REPORT', changes: ['STARTED'] },
          ],
        },
      },
    ]);
  });

  it('is escalated by a person, not beyond the ladder', async () => {
    const { version } = await assignmentOf(id);
    const path = `/v1/complaints/${id}/escalations`;

    const raised = await routing.call(handler, path, { body: { reason: 'CUSTOMER_REQUEST' }, version });
    const beyond = await routing.call(handler, path, {
      body: { reason: 'MEDIA', level: 5 },
      version: raised.body.version,
    });

    expect(raised).toMatchObject({ status: 200, body: { level: 1 } });
    expect(beyond).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'LADDER_ENDS' }] } });
    expect((await assignmentOf(id)).answersAtLevel).toBe('staff:qian');
  });

  it('leaves its handler’s load when it is resolved', async () => {
    await resolve(id);

    expect(await loadOf(handler)).toBe(0);
    expect((await assignmentOf(id)).state).toBe('RESOLVED');
  });

  it('comes back a level higher after a dissatisfied follow-up, and not to the same handler', async () => {
    await routing.tell(id, complaintReopened as unknown as EventContract, MONDAY_NINE, {
      handlerId: handler,
      unitId: 'QA',
    } as never);
    await routing.settle();
    const back = await assignmentOf(id);
    expect(back).toMatchObject({
      state: 'UNDER_ASSESSMENT',
      cycle: 1,
      level: 2,
      handlerId: null,
      earlierHandlers: [handler],
    });

    const again = await routing.call('staff:tang', `/v1/complaints/${id}/assessment`, {
      body: { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'TODAY' },
      version: back.version,
    });

    expect(again.body.handlerId).toBe(handler === 'staff:wu' ? 'staff:zhou' : 'staff:wu');
    expect(
      (await assignmentOf(id)).clocks.filter(({ clock }: { clock: string }) => clock === 'RESOLUTION'),
    ).toHaveLength(2);
  });

  it('ends for routing when another service grants a withdrawal', async () => {
    const other = await registered('PRODUCT_QUALITY.DEFECT');
    const { version, handlerId } = await assignmentOf(other);
    await routing.call(handlerId, `/v1/complaints/${other}/assignment/acceptance`, { body: {}, version });
    await routing.settle();
    const before = await loadOf(handlerId);
    await routing.tell(other, complaintDetermined as unknown as EventContract, MONDAY_NINE);
    await routing.settle();

    await routing.tell(other, complaintWithdrawn as unknown as EventContract, MONDAY_NINE);
    const said = saidOfClocks(await routing.settledStory(other)).map(({ what }) => what);

    expect(said).toContain('CANCELLED');
    expect(await loadOf(handlerId)).toBe(before - 1);
    expect((await assignmentOf(other)).clocks.every(({ running }: { running: boolean }) => !running)).toBe(true);
  });
});

describe('the work list', () => {
  const list = async (who: string, query = '') => (await routing.call(who, `/v1/work-items${query}`)).body;

  it('shows each reader the work of his units, with the clock that is due first', async () => {
    const theirs = await registered('PRODUCT_QUALITY.DEFECT');
    const ours = await registered('SERVICE_QUALITY');
    const ids = (page: { items: { complaintId: string }[] }) => page.items.map(({ complaintId }) => complaintId);

    expect(ids(await list('staff:tang'))).toEqual(expect.arrayContaining([theirs, ours]));
    expect(ids(await list('staff:gu'))).toEqual(expect.arrayContaining([theirs, ours]));
    expect(ids(await list('staff:wu'))).toContain(theirs);
    expect(ids(await list('staff:wu'))).not.toContain(ours);
    expect(ids(await list('staff:chen'))).toContain(ours);
    expect(ids(await list('staff:chen'))).not.toContain(theirs);
    // The front line follows what its unit received, wherever it lies.
    expect((await routing.call('staff:chen', `/v1/complaints/${theirs}/assignment`)).status).toBe(200);
    expect((await routing.call('staff:wu', `/v1/complaints/${ours}/assignment`)).status).toBe(404);
    expect(ids(await list('staff:gx'))).toEqual([]);
    expect((await routing.call('staff:gx', `/v1/complaints/${ours}/assignment`)).status).toBe(404);
    expect(
      (await list('staff:chen')).items.find(({ complaintId }: { complaintId: string }) => complaintId === ours).clock,
    ).toMatchObject({ state: 'RUNNING', unit: expect.any(String), remaining: expect.any(Number), running: true });
  });

  it('filters and pages without losing or doubling anything', async () => {
    for (const sort of ['due', 'priority', 'received']) {
      const all = (await list('staff:tang', `?sort=${sort}&limit=200`)).items;
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: { complaintId: string }[]; nextCursor: string | null } = await list(
          'staff:tang',
          `?sort=${sort}&limit=1${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...page.items.map(({ complaintId }) => complaintId));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(all.map(({ complaintId }: { complaintId: string }) => complaintId));
    }
    const qa = (await list('staff:tang', '?unit=QA&state=ASSIGNED')).items;
    expect(qa.length).toBeGreaterThan(0);
    expect(
      qa.every((item: { unitId: string; state: string }) => item.unitId === 'QA' && item.state === 'ASSIGNED'),
    ).toBe(true);
    const { complaintNo } = qa[0];
    expect((await list('staff:tang', `?complaintNo=${complaintNo}`)).items).toHaveLength(1);
    expect((await list('staff:tang', '?clock=overdue')).items).toEqual([]);
    expect((await list('staff:tang', '?state=WITHDRAWN')).items).toHaveLength(1);
    expect((await routing.call('staff:tang', '/v1/work-items?sort=age&limit=0')).body.errors).toHaveLength(2);
  });

  it('reads by index whatever is asked', async () => {
    const { database } = routing.service;
    await database.query('analyze work_item');
    const plans = await database.transaction(async (tx) => {
      await tx.query('set local enable_seqscan = off');
      const queries = [
        `select * from work_item where is_open order by due_at, complaint_id limit 10`,
        `select * from work_item where is_open and queue_unit = 'QA' order by due_at, complaint_id limit 10`,
        `select * from work_item where is_open and handler_id = 'staff:wu' order by due_at, complaint_id limit 10`,
        `select * from work_item where is_open and category = 'OTHER' order by due_at, complaint_id limit 10`,
        `select * from work_item where is_open order by priority, due_at, complaint_id limit 10`,
        `select * from work_item where is_open order by received_at, complaint_id limit 10`,
        `select * from work_item where state = 'WITHDRAWN' order by due_at, complaint_id limit 10`,
        `select * from work_item where complaint_no = 'X'`,
        `select exists (select from sla_clock where next_fire_at <= now())`,
      ];
      const found: string[] = [];
      for (const query of queries) {
        const { rows } = await tx.query<{ 'QUERY PLAN': string }>(`explain ${query}`);
        found.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
      return found;
    });

    for (const plan of plans) expect(plan).not.toContain('Seq Scan');
  });
});

describe('the directory', () => {
  const put = (id: string, body: object, version: number, who = 'staff:adams') =>
    routing.call(who, `/v1/directory/${id}`, { method: 'PUT', body, version });
  const newcomer = {
    kind: 'STAFF',
    id: 'staff:new',
    organisationId: 'acme',
    name: 'New',
    roles: ['TRIAGE_OFFICER'],
    unitId: 'CS',
    capacity: 0,
    active: true,
    reportsTo: null,
    deputies: [],
    email: 'new@acme.example',
    locale: 'en',
  };

  it('takes a new member of staff, who may work as soon as the entry is read back', async () => {
    expect((await routing.call('staff:new', '/v1/work-items')).status).toBe(403);

    const created = await put('staff:new', newcomer, 0);
    await routing.settle();

    expect(created).toMatchObject({ status: 200, body: { id: 'staff:new', version: 1 } });
    expect((await routing.call('staff:new', '/v1/work-items')).status).toBe(200);
    expect((await put('staff:new', newcomer, 0)).status).toBe(412);
  });

  it('keeps addresses of staff to those who keep the directory', async () => {
    const seen = await routing.call('staff:chen', '/v1/directory?kind=STAFF&unit=HQ');
    const kept = await routing.call('staff:adams', '/v1/directory/staff:adams');

    expect(seen.body.items.map(({ entry }: { entry: { email: string | null } }) => entry.email)).toEqual([null, null]);
    expect(kept.body.entry.email).toBe('adams@acme.example');
  });

  it('refuses what does not fit the tree, and others than administrators', async () => {
    const unit = {
      kind: 'UNIT',
      id: 'HQ',
      organisationId: 'acme',
      name: { zh: '总部', en: 'HQ' },
      parentId: 'QA',
      headId: null,
    };
    const { version } = (await routing.call('staff:adams', '/v1/directory/HQ')).body;

    expect(await put('HQ', unit, version)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/parentId' }] } });
    expect((await put('staff:x', { ...newcomer, id: 'staff:x', unitId: 'NOWHERE' }, 0)).body.errors).toMatchObject([
      { pointer: '/unitId' },
    ]);
    expect((await put('staff:x', { ...newcomer, id: 'staff:x' }, 0, 'staff:tang')).status).toBe(403);
  });

  // SY-04, architecture 5.12
  it('is kept by each organisation for itself', async () => {
    const unit = { kind: 'UNIT', organisationId: 'globex', name: { zh: 'X', en: 'X' }, parentId: null, headId: null };
    const { version } = (await routing.call('staff:adams', '/v1/directory/QA')).body;
    const listed = (await routing.call('staff:gx', '/v1/directory?limit=200')).body.items;
    const removed = await routing.call('staff:gx', '/v1/directory/QA', { method: 'DELETE', version });

    expect(listed.map(({ id }: { id: string }) => id)).toEqual(['GX', 'staff:gx']);
    expect((await routing.call('staff:gx', '/v1/directory/QA')).status).toBe(404);
    expect((await put('QA', { ...unit, id: 'QA' }, version, 'staff:gx')).status).toBe(404);
    expect(removed.status).toBe(404);
    expect(await put('GX_NEW', { ...unit, id: 'GX_NEW', organisationId: 'acme' }, 0, 'staff:gx')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/organisationId' }] },
    });
    expect(await put('GX_NEW', { ...unit, id: 'GX_NEW', parentId: 'HQ' }, 0, 'staff:gx')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/parentId' }] },
    });
  });

  it('removes an entry that nothing hangs on, and its access with it', async () => {
    const remove = (id: string, version: number) =>
      routing.call('staff:adams', `/v1/directory/${id}`, { method: 'DELETE', version });

    expect(await remove('CS', 1)).toMatchObject({ status: 409 });
    expect((await remove('staff:new', 1)).status).toBe(204);
    await routing.settle();

    expect((await routing.call('staff:new', '/v1/work-items')).status).toBe(403);
  });
});
