import type { Readable } from 'node:stream';

/** How an attachment is sealed: with the data key of its complaint, so that erasing the person erases it too. */
export interface AttachmentSeal {
  /** 32 bytes; used while the call lasts and never kept. */
  readonly dataKey: Buffer;
  /** Whose it is. */
  readonly complaintId: string;
  /** What it is, `<table>.<what>`, e.g. `evidence_item.content`. */
  readonly column: string;
}

/** What was found out while the content went by. */
export interface StoredAttachment {
  /** SHA-256 of the content as received, hexadecimal (IV-13). */
  readonly sha256: string;
  readonly byteSize: number;
  /** Found in the bytes, whatever the sender said. */
  readonly mediaType: string;
}

/** Content that was stored and waits for the row that makes it part of a complaint. */
export interface UploadedContent extends StoredAttachment {
  readonly attachmentId: string;
}

/** Sealed files of complaints. Content goes in and out as a stream and is never held in memory as a whole. */
export abstract class AttachmentStore {
  /**
   * Seals and keeps `content` under a new id; nothing is kept when it fails.
   * @param attachmentId a UUID that was never used before
   * @throws AttachmentTooLarge above `maxBytes`
   * @throws AttachmentEmpty
   * @throws AttachmentTypeRefused when the bytes are of a kind that is not taken
   * @throws AttachmentQuotaExceeded when the store is full
   */
  abstract put(
    attachmentId: string,
    content: Readable,
    options: AttachmentSeal & { readonly maxBytes: number },
  ): Promise<StoredAttachment>;

  /**
   * The content as it was received. Every chunk is proven before it is handed on, under its file, place and whether it is
   * the last; size and hash are compared with what was recorded before the last chunk is handed on. A file that was
   * changed, cut or swapped ends the stream with SealBroken before its end, and the alarm is raised.
   * @param recorded what {@link put} answered
   * @throws AttachmentMissing
   */
  abstract open(
    attachmentId: string,
    seal: AttachmentSeal,
    recorded: Pick<StoredAttachment, 'sha256' | 'byteSize'>,
  ): Promise<Readable>;

  /** Removes it; not being there is no error. */
  abstract remove(attachmentId: string): Promise<void>;

  /**
   * Removes what this service stored at least `olderThanMs` of real time ago and `known` does not name, and what was never
   * finished.
   * @param known answers which of some ids a row names
   * @returns how many were removed
   */
  abstract sweep(
    known: (attachmentIds: readonly string[]) => Promise<ReadonlySet<string>>,
    options: { readonly olderThanMs: number },
  ): Promise<number>;
}

/** The content is larger than allowed (HTTP 413). */
export class AttachmentTooLarge extends Error {
  override readonly name = 'AttachmentTooLarge';

  constructor(readonly maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes`);
  }
}

/** The content has no bytes (HTTP 422). */
export class AttachmentEmpty extends Error {
  override readonly name = 'AttachmentEmpty';

  constructor() {
    super('The file is empty');
  }
}

/** The bytes are of a kind that is not taken (HTTP 415). */
export class AttachmentTypeRefused extends Error {
  override readonly name = 'AttachmentTypeRefused';

  constructor(readonly mediaType: string) {
    super(`Files of type ${mediaType} are not taken`);
  }
}

/** The store is full (HTTP 507). */
export class AttachmentQuotaExceeded extends Error {
  override readonly name = 'AttachmentQuotaExceeded';

  constructor(readonly quotaBytes: number) {
    super(`The attachment store is full (${quotaBytes} bytes)`);
  }
}

/** There is a record of the attachment but no content (HTTP 404). */
export class AttachmentMissing extends Error {
  override readonly name = 'AttachmentMissing';

  constructor(readonly attachmentId: string) {
    super(`Attachment ${attachmentId} is not in the store`);
  }
}
