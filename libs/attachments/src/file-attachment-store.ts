import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UUID } from '@redress/contracts';
import { SealAlarm, SealBroken } from '@redress/security';
import {
  AttachmentEmpty,
  AttachmentMissing,
  AttachmentQuotaExceeded,
  AttachmentStore,
  AttachmentTooLarge,
  AttachmentTypeRefused,
  type AttachmentSeal,
  type StoredAttachment,
} from './attachment-store';
import { isAccepted, mediaTypeOf, SAMPLE_BYTES } from './media-type';
import { openChunks, provenChunks, sealChunks, type ChunkSeal } from './sealed-chunks';

export interface FileAttachmentStoreOptions {
  /** Created when it is missing; may be a volume that replicas and services share. */
  readonly directory: string;
  /** The service whose files these are: it sweeps its own and no others. */
  readonly owner: string;
  /** Sealed bytes that the directory may hold, of all services together. */
  readonly quotaBytes: number;
  readonly alarm: SealAlarm;
}

const PARTIAL = '.part';
/**
 * What others write to the same volume is looked up again after this many times of what the look took (so it costs a
 * twentieth at most), within these bounds of real time.
 */
const USAGE_KNOWN_TIMES = 20;
const USAGE_KNOWN_MS = { least: 1_000, most: 60_000 } as const;
/** The volume itself has no room, or the quota of its user is used up. */
const NO_ROOM: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT']);

/** Attachments as sealed files, `<directory>/<owner>/<last two digits of the id>/<id>`. */
export class FileAttachmentStore extends AttachmentStore {
  private usedBytes = 0;
  private usageKnownUntilMs = -Infinity;

  constructor(private readonly options: FileAttachmentStoreOptions) {
    super();
  }

  override async put(
    attachmentId: string,
    content: Readable,
    { maxBytes, ...seal }: AttachmentSeal & { readonly maxBytes: number },
  ): Promise<StoredAttachment> {
    const path = this.pathOf(attachmentId);
    await mkdir(join(path, '..'), { recursive: true });
    await this.measureUsage();
    const inspection = new Inspection(maxBytes, () => this.mustHaveRoom());
    const partial = path + PARTIAL;
    // Opened before anything is read: a stream that opens the file by itself may still do so after it was given up.
    const file = await open(partial, 'wx', 0o600);
    try {
      await pipeline(
        content,
        (source: AsyncIterable<Buffer>) => inspection.watch(source),
        (source: AsyncIterable<Buffer>) => this.counted(sealChunks(source, sealOf(attachmentId, seal))),
        file.createWriteStream({ flush: true }),
      );
      const stored = await inspection.result();
      await rename(partial, path);
      return stored;
    } catch (error) {
      await file.close();
      await this.discard(partial);
      if (NO_ROOM.has((error as NodeJS.ErrnoException).code))
        throw new AttachmentQuotaExceeded(this.options.quotaBytes);
      throw error;
    }
  }

  override async open(
    attachmentId: string,
    seal: AttachmentSeal,
    recorded: Pick<StoredAttachment, 'sha256' | 'byteSize'>,
  ): Promise<Readable> {
    const path = this.pathOf(attachmentId);
    await access(path).catch(() => {
      throw new AttachmentMissing(attachmentId);
    });
    const chunks = openChunks(createReadStream(path), sealOf(attachmentId, seal));
    return Readable.from(this.watched(attachmentId, seal, provenChunks(chunks, recorded)), { objectMode: false });
  }

  override async remove(attachmentId: string): Promise<void> {
    await this.discard(this.pathOf(attachmentId));
  }

  override async sweep(
    known: (attachmentIds: readonly string[]) => Promise<ReadonlySet<string>>,
    { olderThanMs }: { readonly olderThanMs: number },
  ): Promise<number> {
    const before = Date.now() - olderThanMs;
    let removed = 0;
    for (const shelf of await readdir(this.folder).catch(() => [])) {
      const names = await readdir(join(this.folder, shelf)).catch(() => []);
      const old: string[] = [];
      for (const name of names) if ((await changedAt(join(this.folder, shelf, name))) < before) old.push(name);
      const ids = old.filter((name) => UUID.test(name));
      const kept = ids.length > 0 ? await known(ids) : new Set<string>();
      const strays = old.filter((name) => name.endsWith(PARTIAL) || (UUID.test(name) && !kept.has(name)));
      for (const name of strays) await this.discard(join(this.folder, shelf, name));
      removed += strays.length;
    }
    return removed;
  }

  private get folder(): string {
    return join(this.options.directory, this.options.owner);
  }

  private async *watched(
    attachmentId: string,
    { column, complaintId }: AttachmentSeal,
    chunks: AsyncIterable<Buffer>,
  ): AsyncGenerator<Buffer> {
    try {
      yield* chunks;
    } catch (error) {
      if (error instanceof SealBroken) this.options.alarm.raise({ complaintId, column, row: attachmentId }, error);
      throw error;
    }
  }

  private pathOf(attachmentId: string): string {
    if (!UUID.test(attachmentId)) throw new RangeError('An attachment id must be a UUID');
    return join(this.folder, attachmentId.slice(-2), attachmentId);
  }

  private async *counted(sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const part of sealed) {
      this.usedBytes += part.length;
      yield part;
    }
  }

  private mustHaveRoom(): void {
    if (this.usedBytes >= this.options.quotaBytes) throw new AttachmentQuotaExceeded(this.options.quotaBytes);
  }

  private async measureUsage(): Promise<void> {
    const startedMs = performance.now();
    if (startedMs < this.usageKnownUntilMs) return;
    this.usageKnownUntilMs = startedMs + USAGE_KNOWN_MS.most;
    let usedBytes = 0;
    for (const entry of await readdir(this.options.directory, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) usedBytes += (await sizeOf(join(entry.parentPath, entry.name))) ?? 0;
    }
    this.usedBytes = usedBytes;
    const endedMs = performance.now();
    const knownMs = Math.max((endedMs - startedMs) * USAGE_KNOWN_TIMES, USAGE_KNOWN_MS.least);
    this.usageKnownUntilMs = endedMs + Math.min(knownMs, USAGE_KNOWN_MS.most);
  }

  private async discard(path: string): Promise<void> {
    const bytes = await sizeOf(path);
    if (bytes === undefined) return;
    await rm(path, { force: true });
    this.usedBytes = Math.max(0, this.usedBytes - bytes);
  }
}

/** Looks at content that goes by: size, hash and the sample that tells its type. */
class Inspection {
  private readonly hash = createHash('sha256');
  private readonly sample: Buffer[] = [];
  private sampled = 0;
  private byteSize = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly mustHaveRoom: () => void,
  ) {}

  async *watch(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const part of source) {
      this.byteSize += part.length;
      if (this.byteSize > this.maxBytes) throw new AttachmentTooLarge(this.maxBytes);
      this.mustHaveRoom();
      this.hash.update(part);
      if (this.sampled < SAMPLE_BYTES) {
        this.sample.push(part.subarray(0, SAMPLE_BYTES - this.sampled));
        this.sampled += part.length;
      }
      yield part;
    }
  }

  async result(): Promise<StoredAttachment> {
    if (this.byteSize === 0) throw new AttachmentEmpty();
    const mediaType = await mediaTypeOf(Buffer.concat(this.sample));
    if (!isAccepted(mediaType)) throw new AttachmentTypeRefused(mediaType);
    return { sha256: this.hash.digest('hex'), byteSize: this.byteSize, mediaType };
  }
}

/** A file opens under its own id only, so that two of one complaint cannot be swapped. */
function sealOf(attachmentId: string, { dataKey, complaintId, column }: AttachmentSeal): ChunkSeal {
  return { dataKey, context: `${complaintId}/${column}/${attachmentId}` };
}

async function sizeOf(path: string): Promise<number | undefined> {
  // A neighbour may remove its file while we look.
  return (await stat(path).catch(() => undefined))?.size;
}

/** Real time of the last change; one that has gone by now is not old. */
async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity;
}
