import { fileTypeFromBuffer } from 'file-type';

/** How many bytes of the beginning are enough to tell the kind of a file. */
export const SAMPLE_BYTES = 16 * 1024;

const FAMILIES = ['image/', 'audio/', 'video/'];

const DOCUMENTS = new Set([
  'text/plain',
  'application/pdf',
  'application/rtf',
  'application/x-cfb', // Word, Excel and Outlook before 2007
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/zip',
]);

/** The media type that the first bytes of a file show; `application/octet-stream` when they show none. */
export async function mediaTypeOf(sample: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(sample);
  if (found) return found.mime;
  return isPlainText(sample) ? 'text/plain' : 'application/octet-stream';
}

/** Whether files of this type are taken: pictures, recordings and documents; no programs, no scripts, no markup. */
export function isAccepted(mediaType: string): boolean {
  if (mediaType === 'image/svg+xml') return false;
  return DOCUMENTS.has(mediaType) || FAMILIES.some((family) => mediaType.startsWith(family));
}

function isPlainText(sample: Buffer): boolean {
  try {
    // The sample may end inside a character, which is no fault of the text.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}
