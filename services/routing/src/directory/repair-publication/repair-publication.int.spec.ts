import { directoryEntry, type DirectoryEntry, type DocumentContract, type RoleCode } from '@redress/contracts';
import { aPerson } from '@redress/testing';
import { RoutingUnderTest } from '../../routing-under-test.spec';

const LONG_AGO = new Date('2026-01-05T00:00:00.000Z');
const MANAGER = aPerson('staff:lu', ['UNIT_MANAGER'], { unitId: 'CS' });

let routing: RoutingUnderTest;
let recorded: Date;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

beforeEach(async () => {
  const { body } = await routing.call('staff:adams', `/v1/directory/${MANAGER.id}`);
  await put(MANAGER, body.version ?? 0);
  recorded = new Date();
});

async function put(entry: DirectoryEntry, version: number): Promise<void> {
  const path = `/v1/directory/${entry.id}`;
  expect(await routing.call('staff:adams', path, { method: 'PUT', body: entry, version })).toMatchObject({
    status: 200,
  });
  await routing.settle();
}

async function change(roles: readonly RoleCode[]): Promise<void> {
  const { body } = await routing.call('staff:adams', `/v1/directory/${MANAGER.id}`);
  await put({ ...MANAGER, roles } as DirectoryEntry, body.version);
}

async function remove(): Promise<void> {
  const path = `/v1/directory/${MANAGER.id}`;
  const { body } = await routing.call('staff:adams', path);
  expect((await routing.call('staff:adams', path, { method: 'DELETE', version: body.version })).status).toBe(204);
  await routing.settle();
}

/** What a relay does that slept through the end of its lease. */
async function publishLate(entry: DirectoryEntry | null, recordedAt: Date): Promise<void> {
  const contract = directoryEntry as unknown as DocumentContract;
  await routing.publishDocuments(contract, new Map([[MANAGER.id, entry]]), recordedAt);
  await routing.settle();
}

/** Who they are for all services: what the topic said last of them. */
async function onTopic(): Promise<DirectoryEntry | undefined> {
  const { rows } = await routing.service.database.query<{ content: DirectoryEntry }>(
    'select content from directory_entry where id = $1',
    [MANAGER.id],
  );
  return rows[0]?.content;
}

const access = async () => (await routing.call(MANAGER.id, '/v1/work-items')).status;

describe('an older version of an entry that comes to stand behind the newer one', () => {
  it('does not give somebody who was removed his access back', async () => {
    expect(await access()).toBe(200);
    await remove();

    await publishLate(MANAGER, recorded);

    expect(await onTopic()).toBeUndefined();
    expect(await access()).toBe(403);
  });

  it('does not give somebody his former roles back', async () => {
    await change(['TRIAGE_OFFICER']);

    await publishLate(MANAGER, recorded);

    expect(await onTopic()).toMatchObject({ roles: ['TRIAGE_OFFICER'] });
  });

  it('does not lock somebody out who came back after he had been removed', async () => {
    await remove();
    await put(MANAGER, 0);

    await publishLate(null, recorded);

    expect(await onTopic()).toMatchObject({ id: MANAGER.id });
    expect(await access()).toBe(200);
  });
});

describe('what stands on the topic', () => {
  it('is left alone when it was recorded after what the register knows, which may have been put back', async () => {
    const ahead = { ...MANAGER, roles: ['FRONTLINE'] } as DirectoryEntry;

    await publishLate(ahead, new Date(Date.now() + 60_000));

    expect(await onTopic()).toMatchObject({ roles: ['FRONTLINE'] });
  });

  it('is left alone when the register does not know when it changed its entry', async () => {
    await routing.service.database.query(`update directory_register set changed_at = '-infinity' where id = $1`, [
      MANAGER.id,
    ]);

    await publishLate({ ...MANAGER, roles: ['FRONTLINE'] } as DirectoryEntry, LONG_AGO);

    expect(await onTopic()).toMatchObject({ roles: ['FRONTLINE'] });
  });
});
