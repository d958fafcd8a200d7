import type { Answer, CommandContext, Commands, UploadedFile } from '@redress/http';
import { newId, type Transaction } from '@redress/persistence';
import type { AttachmentSeal, AttachmentStore, UploadedContent } from '../attachment-store';

/**
 * Stores an uploaded file and runs the command that records it. The content is part of the command's identity: the same
 * idempotency key with another file is another request. When the command fails, or repeats an earlier one, the file goes
 * again; not when it failed so late that it may have been committed, since then a row may name it.
 * @throws whatever {@link AttachmentStore.put} and the command throw
 */
export async function keepAttachment<T>(
  store: AttachmentStore,
  commands: Commands,
  command: CommandContext,
  upload: UploadedFile,
  options: AttachmentSeal & { readonly maxBytes: number },
  work: (tx: Transaction, content: UploadedContent) => Promise<T>,
): Promise<T | Answer<T>> {
  const attachmentId = newId();
  const stored = await store.put(attachmentId, upload.stream, options);
  let mayBeRecorded = false;
  try {
    return await commands.run(
      command,
      async (tx) => {
        mayBeRecorded = false;
        const result = await work(tx, { attachmentId, ...stored });
        mayBeRecorded = true;
        return result;
      },
      { digest: stored.sha256 },
    );
  } finally {
    if (!mayBeRecorded) await store.remove(attachmentId);
  }
}
