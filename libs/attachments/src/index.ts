export {
  AttachmentEmpty,
  AttachmentMissing,
  AttachmentQuotaExceeded,
  AttachmentStore,
  AttachmentTooLarge,
  AttachmentTypeRefused,
  type AttachmentSeal,
  type StoredAttachment,
  type UploadedContent,
} from './attachment-store';
export { attachmentStoreOf, type AttachmentSettings } from './attachment-store-of';
export { DOWNLOAD_HEADERS, downloadHeaders, type Download } from './download-headers';
export { FileAttachmentStore, type FileAttachmentStoreOptions } from './file-attachment-store';
