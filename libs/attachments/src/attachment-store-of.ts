import type { AttachmentStore } from './attachment-store';
import { FileAttachmentStore, type FileAttachmentStoreOptions } from './file-attachment-store';

/** The settings of a service, as far as its files go. */
export interface AttachmentSettings {
  text(variable: string): string;
  integer(variable: string, byDefault: number, bounds: { readonly min: number; readonly max: number }): number;
}

const DEFAULT_QUOTA_BYTES = 10 * 1024 ** 3;

/** The files of one service, on the volume and within the room that its settings name. */
export function attachmentStoreOf(
  owner: FileAttachmentStoreOptions['owner'],
  settings: AttachmentSettings,
  alarm: FileAttachmentStoreOptions['alarm'],
): AttachmentStore {
  return new FileAttachmentStore({
    alarm,
    owner,
    directory: settings.text('REDRESS_ATTACHMENT_DIR'),
    quotaBytes: settings.integer('REDRESS_ATTACHMENT_QUOTA_BYTES', DEFAULT_QUOTA_BYTES, {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
  });
}
