import { faultAt } from '@redress/commands';
import type { Readable } from 'node:stream';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem';

/** The file of a multipart request, to be read once as a stream. */
export interface UploadedFile {
  /** As the sender named it: personal data, to be sealed. */
  readonly filename: string;
  /** As the sender says; look into the bytes before believing it. */
  readonly mediaType: string;
  /** Fails with 413 when it grows larger than the endpoint allows. */
  readonly stream: Readable;
  /** The text fields that came before the file. */
  readonly fields: Readonly<Record<string, string>>;
}

const MAX_FIELDS = 50;
const MAX_FIELD_BYTES = 64 * 1024;

/**
 * Reads a multipart request up to its file.
 * @throws Problem 400 when it cannot be read, 415 when it is not multipart, 422 when there is no file
 */
export async function readUpload(request: FastifyRequest, maxFileBytes: number): Promise<UploadedFile> {
  if (!request.isMultipart()) {
    throw new Problem(415, 'unsupported-media-type', 'The body must be multipart/form-data');
  }
  const limits = { fileSize: maxFileBytes, files: 1, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES };
  const part = await request.file({ limits, throwFileSizeLimit: false }).catch((error: Error & { code?: unknown }) => {
    // The parser names what it knows with a code; all else that it throws is about a form that it cannot read.
    if (error.code !== undefined) throw error;
    throw new Problem(400, 'malformed-request', 'The form cannot be read');
  });
  if (!part) throw Problem.fields(faultAt('/file', 'required'));
  const fields: Record<string, string> = {};
  for (const [name, field] of Object.entries(part.fields)) {
    const one = Array.isArray(field) ? field[0] : field;
    if (one?.type === 'field' && typeof one.value === 'string') fields[name] = one.value;
  }
  failWhenCut(part.file);
  return { filename: part.filename, mediaType: part.mimetype, stream: part.file, fields };
}

/** The parser ends a file that reaches the limit as if it were whole; this makes it fail instead, sooner or later. */
function failWhenCut(file: Readable & { readonly truncated: boolean }): void {
  // Small bodies have been parsed to the end by now.
  if (file.truncated) throw tooLarge();
  // There may be no reader yet; a later one gets the error from the stream itself.
  file.on('error', () => undefined);
  file.once('limit', () => file.destroy(tooLarge()));
}

function tooLarge(): Problem {
  return new Problem(413, 'too-large', 'The file is larger than this endpoint takes');
}
