import { faultAt } from '@redress/commands';
import { Problem, registerProblem } from '@redress/http';
import {
  AttachmentEmpty,
  AttachmentMissing,
  AttachmentQuotaExceeded,
  AttachmentTooLarge,
  AttachmentTypeRefused,
} from '../attachment-store';

registerProblem(
  AttachmentTooLarge,
  ({ message, maxBytes }) => new Problem(413, 'file-too-large', 'The file is too large', { detail: message, maxBytes }),
);
registerProblem(AttachmentEmpty, () => Problem.fields(faultAt('/file', 'empty-file')));
registerProblem(
  AttachmentTypeRefused,
  ({ message, mediaType }) =>
    new Problem(415, 'file-type-refused', 'Files of this kind are not taken', { detail: message, mediaType }),
);
registerProblem(
  AttachmentQuotaExceeded,
  () => new Problem(507, 'attachment-store-full', 'There is no room for files now', { retryAfterSeconds: 3_600 }),
);
registerProblem(AttachmentMissing, () => Problem.notFound('file'));
