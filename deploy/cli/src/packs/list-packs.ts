import { z } from 'zod';
import type { ServiceClient } from '../http/service-client';
import type { Outcome } from '../outcome';
import { table } from '../terminal/table';

const packsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      labels: z.object({ zh: z.string(), en: z.string() }),
      effectiveFrom: z.string(),
      publishedAt: z.string(),
    }),
  ),
});

/** `redress packs list`: every published version. */
export async function listPacks(client: ServiceClient): Promise<Outcome> {
  const { items } = await client.get('intake', '/v1/packs', packsSchema);
  const rows = items.map((pack) => [
    pack.id,
    pack.version,
    pack.effectiveFrom,
    pack.publishedAt,
    `${pack.labels.zh} / ${pack.labels.en}`,
  ]);
  return {
    text:
      rows.length === 0
        ? 'No pack is published.'
        : table(['pack', 'version', 'effective from', 'published', 'name'], rows),
    json: { items },
  };
}
