import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../failure';
import { Refusal, type ServiceClient } from '../http/service-client';
import type { Outcome } from '../outcome';
import { problemLine, readPackFile } from './read-pack-file';

const publicationSchema = z.object({
  id: z.string(),
  version: z.number(),
  effectiveFrom: z.string(),
  publishedAt: z.string(),
});

const locatedSchema = z.object({ line: z.number(), column: z.number(), rule: z.string(), detail: z.string() });

/**
 * `redress packs publish`: publishes a version for ever. The same file again answers the same, so a call whose answer was
 * lost can be repeated.
 */
export async function publishPack(client: ServiceClient, file: string): Promise<Outcome> {
  const content = readPackFile(file);
  const idempotencyKey = `pack-${createHash('sha256').update(content).digest('hex')}`;
  try {
    const text = { content, mediaType: 'text/yaml', idempotencyKey };
    const publication = await client.postText('intake', '/v1/packs', text, publicationSchema);
    const { id, version, effectiveFrom } = publication;
    return { text: `Published ${id} version ${version}; it takes effect ${effectiveFrom}.`, json: publication };
  } catch (error) {
    throw error instanceof Refusal && error.problem === 'refused-pack' ? withPlaces(file, error) : error;
  }
}

/** The pack's problems in the form that lint gives them. */
function withPlaces(file: string, refusal: Refusal): Failure {
  const lines = refusal.errors.map((error) => {
    const located = locatedSchema.safeParse(error);
    if (!located.success) return `${file}: ${error.detail}`;
    const { line, column, rule, detail } = located.data;
    return problemLine(file, { line, column, rule, message: detail.replace(/^line \d+: /, '') });
  });
  return new Failure(['The pack cannot be published:', ...lines].join('\n'), refusal.details, { cause: refusal });
}
