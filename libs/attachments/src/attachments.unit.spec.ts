import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CommandContext, Commands, UploadedFile } from '@redress/http';
import type { Transaction } from '@redress/persistence';
import { newDataKey, SealAlarm, type BrokenSeal } from '@redress/security';
import { keepAttachment } from './http';
import {
  AttachmentEmpty,
  AttachmentMissing,
  AttachmentQuotaExceeded,
  AttachmentTooLarge,
  AttachmentTypeRefused,
  downloadHeaders,
  type AttachmentStore,
  FileAttachmentStore,
} from './index';

const ID = '019a9d6e-7a00-7000-8000-0000000000e1';
const OTHER = '019a9d6e-7a00-7000-8000-0000000000e2';
const seal = { dataKey: newDataKey(), complaintId: 'c', column: 'evidence.content' };
const MEBIBYTE = 1024 * 1024;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

class HeardAlarms extends SealAlarm {
  readonly raised: BrokenSeal[] = [];

  override raise(broken: BrokenSeal): void {
    this.raised.push(broken);
  }
}

describe('the attachment store on a file system', () => {
  let directory: string;
  let store: FileAttachmentStore;
  let alarm: HeardAlarms;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redress-attachments-'));
    alarm = new HeardAlarms();
    store = new FileAttachmentStore({ directory, owner: 'intake', quotaBytes: 4 * MEBIBYTE, alarm });
  });
  afterEach(() => rm(directory, { recursive: true }));

  const put = (content: Buffer, { id = ID, maxBytes = MEBIBYTE } = {}) =>
    store.put(id, Readable.from([content]), { ...seal, maxBytes });
  const recordOf = (content: Buffer) => ({
    sha256: createHash('sha256').update(content).digest('hex'),
    byteSize: content.length,
  });
  const pathOf = async (id: string) => {
    const file = (await files()).find(({ name }) => name === id);
    return join(file!.parentPath, id);
  };
  const files = async () =>
    (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

  it.each([1, 65_536, 65_537, 300_000])('gives %i bytes back as they came', async (size) => {
    const content = Buffer.alloc(size, '投诉');

    const stored = await put(content);

    expect(stored.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(stored.byteSize).toBe(size);
    expect(await buffer(await store.open(ID, seal, stored))).toEqual(content);
  });

  // architecture 5.5
  it('leaves nothing readable on the disk', async () => {
    await put(Buffer.from('王小明 13800138000'));

    const [file] = await files();
    const onDisk = await readFile(join(file!.parentPath, file!.name));

    expect(onDisk.includes('13800138000')).toBe(false);
  });

  // RG-18
  it('sweeps what is old and what no row names, its own only, and nothing that is under way', async () => {
    const [kept, stray, young] = [ID, OTHER, '019a9d6e-7a00-7000-8000-0000000000f3'];
    for (const id of [kept, stray, young]) await put(Buffer.from(id), { id });
    const foreign = new FileAttachmentStore({ directory, owner: 'resolution', quotaBytes: MEBIBYTE, alarm });
    await foreign.put(stray, Readable.from([Buffer.from('x')]), { ...seal, maxBytes: MEBIBYTE });
    const cut = `${await pathOf(kept)}.part`;
    await writeFile(cut, 'half');
    const hourAgo = new Date(Date.now() - 3_600_001);
    for (const { parentPath, name } of await files())
      if (name !== young) await utimes(join(parentPath, name), hourAgo, hourAgo);

    const asked: string[] = [];
    const removed = await store.sweep(
      (ids) => {
        asked.push(...ids);
        return Promise.resolve(new Set([kept]));
      },
      { olderThanMs: 3_600_000 },
    );

    expect(removed).toBe(2);
    expect(asked.sort()).toEqual([kept, stray].sort());
    expect((await files()).map(({ name, parentPath }) => `${parentPath.split('/').at(-2)} ${name}`).sort()).toEqual(
      [`intake ${kept}`, `intake ${young}`, `resolution ${stray}`].sort(),
    );
  });

  it('finds the media type in the bytes', async () => {
    expect((await put(PNG)).mediaType).toBe('image/png');
    expect((await put(Buffer.from('只是文字'), { id: OTHER })).mediaType).toBe('text/plain');
  });

  it.each([
    [
      'a program',
      Buffer.concat([Buffer.from('7f454c46020101000000000000000000', 'hex'), randomBytes(64)]),
      AttachmentTypeRefused,
    ],
    ['what nobody knows', Buffer.from([0, 1, 2, 3, 255, 254]), AttachmentTypeRefused],
    ['an empty file', Buffer.alloc(0), AttachmentEmpty],
    ['more than is allowed', Buffer.alloc(MEBIBYTE + 1, 'x'), AttachmentTooLarge],
  ])('refuses %s and keeps nothing', async (_, content, refusal) => {
    await expect(put(content)).rejects.toThrow(refusal);

    expect(await files()).toEqual([]);
  });

  it('refuses once the quota is used, and takes files again when there is room', async () => {
    store = new FileAttachmentStore({ directory, owner: 'intake', quotaBytes: 1000, alarm });
    await put(Buffer.alloc(1200, 'x'));

    await expect(put(Buffer.from('x'), { id: OTHER })).rejects.toThrow(AttachmentQuotaExceeded);

    await store.remove(ID);
    await expect(put(Buffer.from('x'), { id: OTHER })).resolves.toBeDefined();
  });

  it('sees soon what others put on the volume, and that it is gone', async () => {
    store = new FileAttachmentStore({ directory, owner: 'intake', quotaBytes: 1000, alarm });
    await put(Buffer.from('x'));
    const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000);
    try {
      await writeFile(join(directory, 'ballast'), Buffer.alloc(1000));
      await expect(put(Buffer.from('x'), { id: OTHER })).rejects.toThrow(AttachmentQuotaExceeded);

      await rm(join(directory, 'ballast'));
      now.mockReturnValue(performance.now() + 4_000);
      await expect(put(Buffer.from('x'), { id: OTHER })).resolves.toBeDefined();
    } finally {
      now.mockRestore();
    }
  });

  it.each([
    ['cut at a chunk', (sealed: Buffer) => sealed.subarray(0, 4 + 4 + sealed.readUInt32BE(4))],
    ['cut inside a chunk', (sealed: Buffer) => sealed.subarray(0, sealed.length - 3)],
    [
      'with one bit changed',
      (sealed: Buffer) => Buffer.concat([sealed.subarray(0, -1), Buffer.of(sealed.at(-1)! ^ 1)]),
    ],
    ['that is something else', () => Buffer.from('no attachment')],
  ])('does not open a file %s', async (_, harm) => {
    const stored = await put(Buffer.alloc(150_000, 'x'));
    const path = await pathOf(ID);
    await writeFile(path, harm(await readFile(path)));

    await expect(buffer(await store.open(ID, seal, stored))).rejects.toMatchObject({ name: 'SealBroken' });
    expect(alarm.raised).toEqual([{ complaintId: 'c', column: 'evidence.content', row: ID }]);
  });

  // architecture 5.5, IV-13
  it('opens no file of the same complaint in the place of another', async () => {
    const stored = await put(Buffer.alloc(150_000, 'x'));
    await put(Buffer.alloc(150_000, 'x'), { id: OTHER });
    await writeFile(await pathOf(ID), await readFile(await pathOf(OTHER)));

    await expect(buffer(await store.open(ID, seal, stored))).rejects.toMatchObject({ name: 'SealBroken' });
  });

  it('opens no file whose chunks are in another order', async () => {
    const stored = await put(Buffer.alloc(200_000, 'x'));
    const path = await pathOf(ID);
    const sealed = await readFile(path);
    const length = 4 + sealed.readUInt32BE(4);
    const [magic, first, second] = [
      sealed.subarray(0, 4),
      sealed.subarray(4, 4 + length),
      sealed.subarray(4 + length, 4 + 2 * length),
    ];
    await writeFile(path, Buffer.concat([magic, second, first, sealed.subarray(4 + 2 * length)]));

    await expect(buffer(await store.open(ID, seal, stored))).rejects.toMatchObject({ name: 'SealBroken' });
  });

  // IV-13
  it.each([
    ['another hash', { ...recordOf(Buffer.alloc(150_000, 'y')) }],
    ['a smaller size', { ...recordOf(Buffer.alloc(150_000, 'x')), byteSize: 149_999 }],
    ['a larger size', { ...recordOf(Buffer.alloc(150_000, 'x')), byteSize: 150_001 }],
  ])('ends before the end what was recorded with %s', async (_, recorded) => {
    await put(Buffer.alloc(150_000, 'x'));

    let seen = 0;
    const read = async () => {
      for await (const part of await store.open(ID, seal, recorded)) seen += (part as Buffer).length;
    };
    await expect(read()).rejects.toMatchObject({ name: 'SealBroken' });

    expect(seen).toBeLessThan(149_999);
    expect(alarm.raised).toHaveLength(1);
  });

  it('opens with the key and context of its complaint only', async () => {
    const stored = await put(Buffer.from('x'));

    await expect(buffer(await store.open(ID, { ...seal, dataKey: newDataKey() }, stored))).rejects.toMatchObject({
      name: 'SealBroken',
    });
    await expect(buffer(await store.open(ID, { ...seal, complaintId: 'd' }, stored))).rejects.toMatchObject({
      name: 'SealBroken',
    });
  });

  it('says what is not there, and does not leave its directory', async () => {
    await expect(store.open(ID, seal, recordOf(Buffer.of(1)))).rejects.toThrow(AttachmentMissing);
    await expect(store.open('../../etc/passwd', seal, recordOf(Buffer.of(1)))).rejects.toThrow(RangeError);
    await expect(store.remove(ID)).resolves.toBeUndefined();
  });

  it('keeps nothing when the sender breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('first part');
        throw new Error('connection lost');
      })(),
    );

    await expect(store.put(ID, broken, { ...seal, maxBytes: MEBIBYTE })).rejects.toThrow('connection lost');

    expect(await files()).toEqual([]);
  });
});

describe('the headers of a download', () => {
  it('let no name out of its place, and say that it is to be saved', () => {
    const { 'content-disposition': disposition = '' } = downloadHeaders({
      fileName: 'a"; filename=evil.html\r\nset-cookie: b=c\u2028\ud800(\'*)',
      mediaType: 'image/png',
      byteSize: 1,
    });

    expect(disposition).toMatch(/^attachment; filename="attachment"; filename\*=UTF-8''[A-Za-z0-9%._-]+$/);
  });

  it('say that text is UTF-8', () => {
    const typeOf = (mediaType: string) => downloadHeaders({ fileName: 'a', mediaType, byteSize: 1 })['content-type'];

    expect([typeOf('text/plain'), typeOf('application/pdf')]).toEqual(['text/plain; charset=utf-8', 'application/pdf']);
  });
});

describe('a file that is recorded by a command', () => {
  const upload = () => ({ stream: Readable.from(['x']) }) as unknown as UploadedFile;
  const command = {} as CommandContext;
  const kept = { put: jest.fn(), remove: jest.fn() };
  const keep = (run: Commands['run'], work: () => Promise<string>) =>
    keepAttachment(
      kept as unknown as AttachmentStore,
      { run } as Commands,
      command,
      upload(),
      { ...seal, maxBytes: 1 },
      work,
    );
  const inTransaction: Commands['run'] = async (_, work) => work({} as Transaction);

  beforeEach(() => {
    kept.put.mockReset().mockResolvedValue({ sha256: 'a', byteSize: 1, mediaType: 'text/plain' });
    kept.remove.mockReset();
  });

  it('stays when the command is done', async () => {
    expect(await keep(inTransaction, () => Promise.resolve('done'))).toBe('done');
    expect(kept.remove).not.toHaveBeenCalled();
  });

  it('goes when the command fails', async () => {
    await expect(keep(inTransaction, () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
    expect(kept.remove).toHaveBeenCalledTimes(1);
  });

  it('goes when the command repeats an earlier one, which has a file of its own', async () => {
    await keep(
      () => Promise.resolve('as before') as never,
      () => Promise.resolve('never asked'),
    );
    expect(kept.remove).toHaveBeenCalledTimes(1);
  });

  it('stays when the answer to the commit was lost, because a row may name it', async () => {
    const lost: Commands['run'] = async (_, work) => {
      await work({} as Transaction);
      throw new Error('Connection terminated unexpectedly');
    };
    await expect(keep(lost, () => Promise.resolve('done'))).rejects.toThrow('Connection terminated');
    expect(kept.remove).not.toHaveBeenCalled();
  });
});
