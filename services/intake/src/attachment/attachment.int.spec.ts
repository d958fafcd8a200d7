import { createHash } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest } from '../testing/intake-under-test.spec';
import { MOST_ATTACHMENTS } from './attachment-rules';
import { SweepAttachments } from './sweep-attachments/sweep-attachments.work';

let intake: IntakeUnderTest;
let story: Awaited<ReturnType<IntakeUnderTest['recordsOf']>>;

beforeAll(async () => {
  intake = await IntakeUnderTest.start({
    REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '1000',
    REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '1000',
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '1000',
  });
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const LIN = 'staff:lin.intake';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const NAME = '沈知微的水壶.png';
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

interface Filed {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly trackingCode: string;
}

const file = async (): Promise<Filed> =>
  (await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission() })).body as Filed;

const form = (fields: Record<string, string>, content: Buffer = PNG, name = NAME): FormData => {
  const made = new FormData();
  for (const [field, value] of Object.entries(fields)) made.set(field, value);
  made.set('file', new Blob([new Uint8Array(content)], { type: 'application/x-lies' }), name);
  return made;
};
const attach = (complaintId: string, as = LIN, { fields = {}, content = PNG, key = newId() } = {}) =>
  intake.call('POST', `/v1/complaints/${complaintId}/attachments`, { as, key, form: form(fields, content) });
const download = async (complaintId: string, attachmentId: string, as = LIN) => {
  const path = `/v1/complaints/${complaintId}/attachments/${attachmentId}/content`;
  const response = await intake.fetchAs(as, path);
  return { status: response.status, headers: response.headers, content: Buffer.from(await response.arrayBuffer()) };
};
const read = async (complaintId: string) =>
  (await intake.call('GET', `/v1/complaints/${complaintId}`, { as: LIN })).body;
const onDisk = async () =>
  (await readdir(intake.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

// RG-17, RG-18, IV-13
describe('a file that staff attach', () => {
  it('is typed by its bytes, hashed, sealed, counted, told without its name, and downloaded as it came', async () => {
    const { complaintId } = await file();
    const key = newId();
    const fields = { description: '壶底的裂缝', by: 'COMPLAINANT' };
    const added = await attach(complaintId, LIN, { fields, key });

    expect(added).toMatchObject({
      status: 201,
      body: { complaintId, mediaType: 'image/png', byteSize: PNG.length, sha256: sha256(PNG), count: 1 },
    });
    expect((await attach(complaintId, LIN, { fields, key })).body).toEqual(added.body);
    const { attachmentId } = added.body;
    const { attachments } = await read(complaintId);
    expect(attachments).toEqual([
      expect.objectContaining({
        attachmentId,
        fileName: NAME,
        description: '壶底的裂缝',
        by: 'COMPLAINANT',
        byId: LIN,
      }),
    ]);
    const got = await download(complaintId, attachmentId);
    expect(got.content).toEqual(PNG);
    expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    const fact = await eventually(() =>
      story.find(
        ({ headers, value }) =>
          String(headers?.['ce_type']).includes('attachment-added') && String(value).includes(attachmentId),
      ),
    );
    expect(String(fact.value)).not.toMatch(/水壶|裂缝/);
    for (const { parentPath, name } of await onDisk()) {
      expect((await readFile(join(parentPath, name))).includes(PNG.subarray(0, 16))).toBe(false);
    }
  });

  it('is refused when it is too large, empty, a program, or said to come from the future, and leaves nothing behind', async () => {
    const { complaintId } = await file();
    const before = (await onDisk()).length;
    const program = Buffer.from('7f454c46020101000000000000000000', 'hex');

    expect((await attach(complaintId, LIN, { content: program })).status).toBe(415);
    expect((await attach(complaintId, LIN, { content: Buffer.alloc(0) })).status).toBe(422);
    expect((await attach(complaintId, LIN, { content: Buffer.alloc(25 * 1024 ** 2 + 1, 'x') })).status).toBe(413);
    const late = await attach(complaintId, LIN, { fields: { receivedAt: '2030-01-01T00:00:00Z' } });
    expect(late).toMatchObject({ status: 422, body: { errors: [{ pointer: '/receivedAt', code: 'in-the-future' }] } });
    expect((await attach(complaintId, 'staff:bai.analysis')).status).toBe(403);
    expect((await attach(complaintId, 'staff:nora.north')).status).toBe(404);
    expect((await onDisk()).length).toBe(before);
    expect((await read(complaintId)).attachments).toEqual([]);
  });

  it('is never changed, and is one of a limited number, also of two that come at the same time', async () => {
    const { complaintId } = await file();
    await attach(complaintId);
    const { database } = intake.service;
    await expect(
      database.query('update complaint_attachment set sha256 = $2 where complaint_id = $1', [complaintId, 'x']),
    ).rejects.toThrow('append-only');
    await database.query(
      `insert into complaint_attachment
       select gen_random_uuid(), complaint_id, by, by_id, received_at, media_type, byte_size, sha256, file_name, null
       from complaint_attachment, generate_series(1, $2::int) where complaint_id = $1`,
      [complaintId, MOST_ATTACHMENTS - 2],
    );

    const two = await Promise.all([attach(complaintId), attach(complaintId)]);
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await attach(complaintId)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ATTACHMENTS_FULL', params: { most: MOST_ATTACHMENTS } }] },
    });
  });

  it('is no file of another complaint, and its reading is recorded', async () => {
    const [one, other] = [await file(), await file()];
    const { attachmentId } = (await attach(one.complaintId)).body;

    expect((await download(other.complaintId, attachmentId)).status).toBe(404);
    expect((await download(one.complaintId, attachmentId, 'staff:nora.north')).status).toBe(404);
    expect((await download(one.complaintId, attachmentId)).status).toBe(200);
    const { rows } = await intake.service.database.query(
      "select from disclosure where complaint_id = $1 and operation = 'readAttachment'",
      [one.complaintId],
    );
    expect(rows).toHaveLength(1);
  });
});

// RG-17
describe('a file of a complainant', () => {
  const send = ({ complaintNo, trackingCode }: Filed, content = PNG) =>
    intake.call('POST', '/v1/portal/attachments', {
      key: newId(),
      form: form({ complaintNo, trackingCode }, content),
    });

  it('is taken with number and code, in any state', async () => {
    const filed = await file();
    await intake.service.database.query("update complaint_custody set state = 'CLOSED' where complaint_id = $1", [
      filed.complaintId,
    ]);

    expect(await send(filed)).toMatchObject({ status: 201, body: { count: 1 } });
    expect((await read(filed.complaintId)).attachments).toMatchObject([{ by: 'COMPLAINANT', byId: 'portal' }]);
    const before = (await onDisk()).length;
    expect((await send({ ...filed, trackingCode: 'K7MQ2XWP9RTA' })).status).toBe(404);
    expect((await send(filed, Buffer.alloc(10 * 1024 ** 2 + 1, 'x'))).status).toBe(413);
    expect((await onDisk()).length).toBe(before);
  });
});

// RG-17
describe('a file of a system', () => {
  it('goes to the complaint that this system registered with the key, and to no other', async () => {
    const key = newId();
    const body = aSubmission({ channel: 'PARTNER_API', receivingUnit: 'CS' });
    const { complaintId } = (await intake.call('POST', '/v1/complaints', { as: 'client:adapter', key, body })).body;
    const send = (as: string, submissionId: string) =>
      intake.call('POST', '/v1/attachments', { as, key: newId(), form: form({ submissionId }) });

    expect(await send('client:adapter', key)).toMatchObject({ status: 201, body: { complaintId, count: 1 } });
    expect((await send('client:crm', key)).status).toBe(404);
    expect((await send('client:adapter', newId())).status).toBe(404);
    expect((await send(LIN, key)).status).toBe(403);
  });
});

// RG-18
describe('content that no row names', () => {
  it('is swept once it is old, and what a row names stays', async () => {
    const { complaintId } = await file();
    const { attachmentId } = (await attach(complaintId)).body;
    const gone = (await attach(complaintId)).body.attachmentId as string;
    const { database } = intake.service;
    await database.query('alter table complaint_attachment disable trigger complaint_attachment_stays');
    await database.query('delete from complaint_attachment where attachment_id = $1', [gone]);
    await database.query('alter table complaint_attachment enable trigger complaint_attachment_stays');
    const hourAgo = new Date(Date.now() - 3_600_001);
    for (const { parentPath, name } of await onDisk()) await utimes(join(parentPath, name), hourAgo, hourAgo);

    expect(await intake.service.get(SweepAttachments).step()).toBe(1);

    expect((await onDisk()).map(({ name }) => name)).not.toContain(gone);
    expect((await download(complaintId, attachmentId)).status).toBe(200);
  });
});
