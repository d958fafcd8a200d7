import type { RunningService } from '@redress/service-host';

/** Pins other packs to a complaint in the tables of a service, as text, legal or not. @returns those that it had */
export async function pinPacks(
  { database }: Pick<RunningService, 'database'>,
  complaintId: string,
  packs: string,
): Promise<string> {
  const { rows } = await database.query<{ packs: string }>(
    `update complaint_custody c set packs = $2 from complaint_custody old
     where c.complaint_id = $1 and old.complaint_id = c.complaint_id returning old.packs`,
    [complaintId, packs],
  );
  if (!rows[0]) throw new Error(`No complaint ${complaintId} is in custody here`);
  return rows[0].packs;
}
