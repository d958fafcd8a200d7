import './attachment-problems';

export {
  AttachmentEmpty,
  AttachmentMissing,
  AttachmentQuotaExceeded,
  AttachmentStore,
  AttachmentTooLarge,
  AttachmentTypeRefused,
  type AttachmentSeal,
  type StoredAttachment,
} from './attachment-store';
export { DOWNLOAD_HEADERS, downloadHeaders, type Download } from './download-headers';
export { FileAttachmentStore, type FileAttachmentStoreOptions } from './file-attachment-store';
export { keepAttachment, type UploadedContent } from './keep-attachment';
