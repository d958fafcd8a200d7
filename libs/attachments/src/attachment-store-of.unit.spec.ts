import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newDataKey, type SealAlarm } from '@redress/security';
import { AttachmentQuotaExceeded, attachmentStoreOf } from './index';

const ID = '019a9d6e-7a00-7000-8000-0000000000e1';
const SEAL = { dataKey: newDataKey(), complaintId: 'c', column: 'evidence.content', maxBytes: 1_000 };
const TEXT = Buffer.from('%PDF-1.7\n%%EOF\n');

describe('the files of a service, from its settings', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redress-attachments-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  const storeWithin = (quotaBytes?: number) =>
    attachmentStoreOf(
      'intake',
      { text: () => directory, integer: (_variable, byDefault) => quotaBytes ?? byDefault },
      {} as SealAlarm,
    );

  it('lie in its own folder of the volume', async () => {
    await storeWithin().put(ID, Readable.from([TEXT]), SEAL);
    expect(await readdir(directory)).toEqual(['intake']);
  });

  it('take no more room than the settings give', async () => {
    await expect(storeWithin(1).put(ID, Readable.from([TEXT]), SEAL)).rejects.toThrow(AttachmentQuotaExceeded);
  });
});
