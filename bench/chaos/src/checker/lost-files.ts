import { existsSync } from 'node:fs';
import { withConnection } from '@redress/infrastructure';
import { join } from 'node:path';
import type { ServiceName } from '@redress/contracts';

const FILES_OF: Partial<Record<ServiceName, string>> = {
  intake: 'select attachment_id as id, complaint_id as complaint from complaint_attachment',
  investigation: `select evidence_id as id, complaint_id as complaint from evidence_item where kind = 'FILE'`,
  resolution: `select r.evidence_id as id, p.complaint_id as complaint from remedy_line r join resolution_plan p using (plan_id, revision)
      where r.evidence_id is not null
    union all
    select scan_id, complaint_id from offer_answer where scan_id is not null`,
};

/**
 * Files that a row names and the store does not hold: attachments, evidence, proofs that a remedy was carried out, and signed
 * answers. Each service keeps its own in a folder of its name.
 */
export async function findLostFiles(
  databaseUrls: Readonly<Record<ServiceName, string>>,
  attachmentDirectory: string,
): Promise<string[]> {
  const lost: string[] = [];
  for (const [service, sql] of Object.entries(FILES_OF) as [ServiceName, string][]) {
    await withConnection(databaseUrls[service], async (client) => {
      const { rows } = await client.query<{ id: string; complaint: string }>(sql);
      for (const { id, complaint } of rows) {
        if (!existsSync(join(attachmentDirectory, service, id.slice(-2), id)))
          lost.push(`file ${id} of ${complaint} in ${service}`);
      }
    });
  }
  return lost;
}
