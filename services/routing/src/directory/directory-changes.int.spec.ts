import { randomUUID } from 'node:crypto';
import type { DirectoryEntry, RoleCode } from '@redress/contracts';
import { aPerson, aSource } from '@redress/testing';
import { MONDAY_NINE, PEOPLE, RoutingUnderTest, type Called } from '../routing-under-test.spec';
import { ExpireProposals } from './expire-proposals/expire-proposals.work';

const ADAMS = 'staff:adams';
const SHAO = 'staff:shao';
const DAY_MS = 86_400_000;

let routing: RoutingUnderTest;
let serial = 0;

beforeAll(async () => {
  routing = await RoutingUnderTest.start(2, [
    ...PEOPLE,
    aPerson(SHAO, ['ORGANISATION_ADMIN'], { unitId: 'HQ' }),
    aPerson('staff:audit', ['QA_AUDITOR'], { unitId: 'HQ' }),
  ]);
}, 240_000);

afterAll(() => routing?.stop());

const put = (who: string, entry: DirectoryEntry, version: number, key?: string): Promise<Called> =>
  routing.call(who, `/v1/directory/${encodeURIComponent(entry.id)}`, {
    method: 'PUT',
    body: entry,
    version,
    ...(key ? { key } : {}),
  });
const entryOf = (id: string) => routing.call(ADAMS, `/v1/directory/${encodeURIComponent(id)}`);
const changesOf = (id: string, who = ADAMS) => routing.call(who, `/v1/directory/${encodeURIComponent(id)}/changes`);
const settle = (
  who: string,
  proposalId: string,
  how: 'confirmation' | 'refusal' | 'retraction',
  init: { body?: object; key?: string } = {},
) => routing.call(who, `/v1/directory-changes/${proposalId}/${how}`, { method: 'POST', ...init });

/** A member of staff who was added just now, by one administrator. */
async function added(roles: readonly RoleCode[] = ['FRONTLINE']): Promise<DirectoryEntry> {
  serial += 1;
  const entry = aPerson(`staff:new.${serial}`, [...roles]);
  expect((await put(ADAMS, entry, 0)).status).toBe(200);
  return entry;
}

/** A proposal to make a person an approver. */
async function proposed(): Promise<{ entry: DirectoryEntry; after: DirectoryEntry; proposalId: string }> {
  const entry = await added();
  const after = { ...entry, roles: ['FRONTLINE', 'REMEDY_APPROVER'] } as DirectoryEntry;
  const answer = await put(ADAMS, after, 1);
  expect(answer.status).toBe(202);
  return { entry, after, proposalId: answer.body.proposalId };
}

// SY-01
describe('changes of the directory', () => {
  it('are kept with who, before, after and when, the newest first, also those of the directory file', async () => {
    const entry = await added();
    const renamed = { ...entry, name: 'Another name' } as DirectoryEntry;
    expect((await put(SHAO, renamed, 1)).status).toBe(200);
    expect((await routing.call(ADAMS, `/v1/directory/${entry.id}`, { method: 'DELETE', version: 2 })).status).toBe(204);

    const at = MONDAY_NINE.toISOString();
    const { body } = await changesOf(entry.id);
    expect(body.items).toEqual([
      expect.objectContaining({ before: renamed, after: null, changedBy: ADAMS, confirmedBy: null, changedAt: at }),
      expect.objectContaining({ before: entry, after: renamed, changedBy: SHAO, proposalId: null, changedAt: at }),
      expect.objectContaining({ before: null, after: entry, changedBy: ADAMS, changedAt: at }),
    ]);
    expect((await changesOf('staff:chen')).body.items).toMatchObject([
      { before: null, after: { id: 'staff:chen' }, changedBy: 'file:directory.json' },
    ]);
  });

  it('are read by administrators and auditors, addresses by administrators alone', async () => {
    expect((await changesOf(ADAMS)).body.items[0].after.email).toBe('adams@acme.example');
    const forAuditor = await changesOf(ADAMS, 'staff:audit');
    expect(forAuditor.body.items[0].after).toMatchObject({ id: ADAMS, email: null });
    for (const who of ['staff:gu', 'staff:chen']) {
      expect((await changesOf(ADAMS, who)).status).toBe(403);
      expect((await routing.call(who, '/v1/directory-changes')).status).toBe(403);
    }
    expect((await routing.call('staff:audit', '/v1/directory-changes')).status).toBe(200);
  });

  it('come page by page', async () => {
    const entry = await added();
    for (const version of [1, 2]) await put(ADAMS, { ...entry, capacity: version } as DirectoryEntry, version);
    const first = await routing.call(ADAMS, `/v1/directory/${entry.id}/changes?limit=2`);
    const rest = await routing.call(ADAMS, `/v1/directory/${entry.id}/changes?limit=2&cursor=${first.body.nextCursor}`);

    const capacities = [...first.body.items, ...rest.body.items].map(({ after }) => after.capacity);
    expect(capacities).toEqual([2, 1, 20]);
    expect(rest.body.nextCursor).toBeNull();
  });

  it('cannot be rewritten or removed, by nobody', async () => {
    const { database } = routing.service;
    for (const sql of [
      `update directory_change set changed_by = 'staff:nobody'`,
      'delete from directory_change',
      'truncate directory_change',
    ]) {
      await expect(database.query(sql)).rejects.toThrow('directory_change is append-only');
    }
  });

  it('are kept with the change or not at all', async () => {
    const entry = await added();
    const stale = await put(ADAMS, { ...entry, capacity: 1 } as DirectoryEntry, 7);

    expect(stale.status).toBe(412);
    expect((await changesOf(entry.id)).body.items).toHaveLength(1);
  });

  it('are made once however often the command is repeated', async () => {
    const entry = await added();
    const key = randomUUID();
    const change = { ...entry, capacity: 3 } as DirectoryEntry;
    const answers = [await put(ADAMS, change, 1, key), await put(ADAMS, change, 1, key)];

    expect(answers.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 2],
      [200, 2],
    ]);
    expect((await changesOf(entry.id)).body.items).toHaveLength(2);
  });

  it('stay within the organisation', async () => {
    const foreign = aPerson('staff:foreign', ['FRONTLINE'], { organisationId: 'northwind' });

    expect(await put(ADAMS, foreign, 0)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/organisationId' }] },
    });
  });
});

// SY-01
describe('what a person may do', () => {
  it('is not changed by that person', async () => {
    const { body } = await entryOf(ADAMS);
    for (const change of [
      { roles: ['ORGANISATION_ADMIN', 'REMEDY_APPROVER'] },
      { unitId: 'QA' },
      { deputies: ['staff:chen'] },
      { active: false },
    ]) {
      expect(await put(ADAMS, { ...body.entry, ...change }, body.version)).toMatchObject({
        status: 403,
        body: { blockedBy: [{ code: 'OWN_ENTRY', whoCan: [{ role: 'ORGANISATION_ADMIN' }] }] },
      });
    }
    const removal = { method: 'DELETE', version: body.version };
    expect((await routing.call(ADAMS, `/v1/directory/${ADAMS}`, removal)).status).toBe(403);
    expect((await put(ADAMS, { ...body.entry, name: 'Grace A.' }, body.version)).status).toBe(200);
  });

  it.each<[string, (entry: DirectoryEntry) => DirectoryEntry]>([
    ['an approver', (entry) => ({ ...entry, roles: ['FRONTLINE', 'REMEDY_APPROVER'] }) as DirectoryEntry],
    ['an administrator', (entry) => ({ ...entry, roles: ['ORGANISATION_ADMIN'] }) as DirectoryEntry],
  ])('becomes that of %s only when a second administrator confirms it', async (_role, change) => {
    const entry = await added();
    const after = change(entry);
    const answer = await put(ADAMS, after, 1);

    expect(answer).toMatchObject({
      status: 202,
      body: {
        proposalId: expect.any(String),
        expiresAt: new Date(MONDAY_NINE.getTime() + 7 * DAY_MS).toISOString(),
      },
    });
    expect((await entryOf(entry.id)).body).toMatchObject({ version: 1, entry });
    const { proposalId } = answer.body;
    expect(await settle(ADAMS, proposalId, 'confirmation')).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'PROPOSED_IT' }] },
    });
    expect((await settle('staff:gu', proposalId, 'confirmation')).status).toBe(403);
    expect(await settle(SHAO, proposalId, 'confirmation')).toMatchObject({
      status: 200,
      body: { id: entry.id, version: 2 },
    });

    expect((await entryOf(entry.id)).body).toMatchObject({ version: 2, entry: after });
    expect((await changesOf(entry.id)).body.items[0]).toMatchObject({
      before: entry,
      after,
      changedBy: ADAMS,
      confirmedBy: SHAO,
      proposalId,
    });
    await routing.settle();
    const { rows } = await routing.service.database.query<{ content: DirectoryEntry }>(
      'select content from directory_entry where id = $1',
      [entry.id],
    );
    expect(rows).toEqual([{ content: after }]);
  });

  it('stays what it is until then also for those who are approvers already, but for their name and address', async () => {
    const { entry, after, proposalId } = await proposed();
    await settle(SHAO, proposalId, 'confirmation');

    const renamed = { ...after, name: 'New name', email: 'new@acme.example' } as DirectoryEntry;
    expect((await put(ADAMS, renamed, 2)).status).toBe(200);
    expect((await put(ADAMS, { ...renamed, roles: ['FRONTLINE'] } as DirectoryEntry, 3)).status).toBe(202);
    const removal = await routing.call(SHAO, `/v1/directory/${entry.id}`, { method: 'DELETE', version: 3 });
    expect(removal).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'CHANGE_PROPOSED' }] } });
  });

  it('ends by removal only when a second administrator confirms that', async () => {
    const { entry, proposalId } = await proposed();
    await settle(SHAO, proposalId, 'confirmation');
    const removal = await routing.call(ADAMS, `/v1/directory/${entry.id}`, { method: 'DELETE', version: 2 });

    expect(removal.status).toBe(202);
    expect((await entryOf(entry.id)).status).toBe(200);
    expect(await settle(SHAO, removal.body.proposalId, 'confirmation')).toMatchObject({ body: { version: 0 } });
    expect((await entryOf(entry.id)).status).toBe(404);
    expect((await changesOf(entry.id)).body.items[0]).toMatchObject({
      after: null,
      changedBy: ADAMS,
      confirmedBy: SHAO,
    });
  });

  it('is not confirmed by the person whom it concerns', async () => {
    const { body } = await entryOf(SHAO);
    const { proposalId } = (
      await put(ADAMS, { ...body.entry, roles: ['ORGANISATION_ADMIN', 'REMEDY_APPROVER'] }, body.version)
    ).body;

    expect(await settle(SHAO, proposalId, 'confirmation')).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'OWN_ENTRY' }] },
    });
    expect((await settle(ADAMS, proposalId, 'retraction')).status).toBe(204);
  });
});

describe('a proposed change', () => {
  it('is refused by another administrator with a reason, and retracted by its own', async () => {
    const one = await proposed();
    const other = await proposed();

    expect((await settle(ADAMS, one.proposalId, 'refusal', { body: { reason: 'not needed' } })).status).toBe(403);
    expect((await settle(SHAO, one.proposalId, 'refusal', { body: { reason: '' } })).status).toBe(422);
    expect((await settle(SHAO, one.proposalId, 'refusal', { body: { reason: 'not needed' } })).status).toBe(204);
    expect(await settle(SHAO, other.proposalId, 'retraction')).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_PROPOSER', whoCan: [{ person: ADAMS }] }] },
    });
    expect((await settle(ADAMS, other.proposalId, 'retraction')).status).toBe(204);

    expect((await routing.call(ADAMS, `/v1/directory-changes/${one.proposalId}`)).body).toMatchObject({
      state: 'REFUSED',
      proposedBy: ADAMS,
      settledBy: SHAO,
      reason: 'not needed',
    });
    expect(await settle(SHAO, other.proposalId, 'confirmation')).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ALREADY_SETTLED', params: { state: 'RETRACTED' } }] },
    });
    expect((await entryOf(other.entry.id)).body.version).toBe(1);
    expect((await put(ADAMS, { ...other.entry, capacity: 4 } as DirectoryEntry, 1)).status).toBe(200);
  });

  it('is the only one of its entry, and holds up every other change of it', async () => {
    const { entry, after, proposalId } = await proposed();
    const blocked = { status: 409, body: { blockedBy: [{ code: 'CHANGE_PROPOSED', params: { proposalId } }] } };

    expect(await put(SHAO, after, 1)).toMatchObject(blocked);
    expect(await put(SHAO, { ...entry, capacity: 2 } as DirectoryEntry, 1)).toMatchObject(blocked);
  });

  it('is not made when the directory file has changed the entry meanwhile', async () => {
    const { entry, proposalId } = await proposed();
    await routing.service.database.query('update directory_register set version = version + 1 where id = $1', [
      entry.id,
    ]);

    expect(await settle(SHAO, proposalId, 'confirmation')).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ENTRY_CHANGED' }] },
    });
  });

  it('is proposed once when two ask at the same time', async () => {
    const entry = await added();
    const after = { ...entry, roles: ['REMEDY_APPROVER'] } as DirectoryEntry;
    const answers = await Promise.all([ADAMS, SHAO, ADAMS, SHAO].map((who) => put(who, after, 1)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409]);
  });

  it('is settled once when it is confirmed, refused and retracted at the same time, on both replicas', async () => {
    const { entry, proposalId } = await proposed();
    const answers = await Promise.all([
      settle(SHAO, proposalId, 'confirmation'),
      settle(SHAO, proposalId, 'refusal', { body: { reason: 'not needed' } }),
      settle(ADAMS, proposalId, 'retraction'),
      settle(SHAO, proposalId, 'confirmation'),
    ]);

    const settled = answers.filter(({ status }) => status < 300);
    expect(settled).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    const { state } = (await routing.call(ADAMS, `/v1/directory-changes/${proposalId}`)).body;
    const { version } = (await entryOf(entry.id)).body;
    expect(version).toBe(state === 'CONFIRMED' ? 2 : 1);
  });

  it('is made once however often its confirmation is repeated', async () => {
    const { entry, proposalId } = await proposed();
    const key = randomUUID();
    const answers = [
      await settle(SHAO, proposalId, 'confirmation', { key }),
      await settle(SHAO, proposalId, 'confirmation', { key }),
    ];

    expect(answers.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 2],
      [200, 2],
    ]);
    expect((await changesOf(entry.id)).body.items).toHaveLength(2);
  });

  it('is there for administrators of its organisation, newest first, by state', async () => {
    const { proposalId } = await proposed();
    const { body } = await routing.call(SHAO, '/v1/directory-changes?state=PROPOSED&limit=1');

    expect(body.items).toMatchObject([
      { proposalId, state: 'PROPOSED', after: { roles: ['FRONTLINE', 'REMEDY_APPROVER'] } },
    ]);
    expect((await routing.call(SHAO, `/v1/directory-changes/${randomUUID()}`)).status).toBe(404);
    expect((await settle(SHAO, randomUUID(), 'confirmation')).status).toBe(404);
  });

  // Last: business time never goes back.
  it('expires after seven days of business time', async () => {
    const { entry, after, proposalId } = await proposed();
    const other = await proposed();
    routing.advanceTo(new Date(MONDAY_NINE.getTime() + 7 * DAY_MS - 1));
    expect((await settle(SHAO, other.proposalId, 'confirmation')).status).toBe(200);
    routing.advanceTo(new Date(MONDAY_NINE.getTime() + 7 * DAY_MS));

    expect(await settle(SHAO, proposalId, 'confirmation')).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ALREADY_SETTLED', params: { state: 'EXPIRED' } }] },
    });
    expect((await entryOf(entry.id)).body.version).toBe(1);
    expect((await put(SHAO, after, 1)).status).toBe(202);
    expect((await routing.call(ADAMS, `/v1/directory-changes/${proposalId}`)).body.state).toBe('EXPIRED');
    expect(await routing.service.get(ExpireProposals).step()).toBeGreaterThan(0);
    expect((await routing.call(ADAMS, '/v1/directory-changes?state=PROPOSED')).body.items).toHaveLength(1);
  });
});

// contracts, section 7
describe('a source', () => {
  it('is added with its units, channels, rights and the ids of its keys, and with no key', async () => {
    const source = aSource('urn:acme:shop', { units: ['CS', 'QA'] });
    expect((await put(ADAMS, source, 0)).status).toBe(200);

    expect((await entryOf(source.id)).body.entry).toEqual(source);
    const withKey = { ...source, key: 'c2VjcmV0', keys: { k1: 'c2VjcmV0' } } as unknown as DirectoryEntry;
    await put(ADAMS, withKey, 1);
    expect(JSON.stringify((await changesOf(source.id)).body)).not.toContain('c2VjcmV0');
  });

  it('submits for units of its organisation only, and so does a client; staff do not', async () => {
    const submits = { units: ['CS', 'NOWHERE'], channels: ['EMAIL' as const], rights: [] };

    expect(await put(ADAMS, aSource('urn:x', { units: ['NOWHERE'] }), 0)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/units/0' }] },
    });
    expect(await put(ADAMS, aPerson('client:x', ['SYSTEM'], { submits }), 0)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/submits/units/1' }] },
    });
    expect(
      await put(ADAMS, aPerson('staff:x', ['FRONTLINE'], { submits: { ...submits, units: ['CS'] } }), 0),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/submits' }] } });
  });

  it.each(['staff:lin', 'client:crm', 'channel:mail', 'portal', 'a@b.c'])('is never called %s', async (id) => {
    expect((await put(ADAMS, aSource(id), 0)).status).toBe(422);
  });

  it('may be called by a path, and keeps a unit from being removed', async () => {
    const unit = {
      kind: 'UNIT',
      id: 'SHOP',
      organisationId: 'acme',
      name: { zh: '店', en: 'Shop' },
      parentId: 'HQ',
      headId: null,
    };
    expect((await put(ADAMS, unit as DirectoryEntry, 0)).status).toBe(200);
    expect((await put(ADAMS, aSource('/acme/shop', { units: ['SHOP'] }), 0)).status).toBe(200);

    expect(await routing.call(ADAMS, '/v1/directory/SHOP', { method: 'DELETE', version: 1 })).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'UNIT_NOT_EMPTY' }] },
    });
    expect((await entryOf('/acme/shop')).status).toBe(200);
  });
});
