import { SERVICES } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import type { Platform } from '@redress/local';
import { readTopics } from '@redress/workload';
import type { KafkaMessage } from 'kafkajs';
import type { CustodyLine, Evidence, LetterLine, LineState, PartState, StoryLine } from './judge';

const STORY = 'complaint.lifecycle.v1';

/** What hangs on a complaint, by the service that keeps it. */
const PARTS: readonly (readonly [PartState['part'], string, string])[] = [
  ['offer', 'resolution', 'select complaint_id as "complaintId", state from offer'],
  ['investigation', 'investigation', 'select complaint_id as "complaintId", status as state from investigation_case'],
  ['question', 'investigation', 'select complaint_id as "complaintId", status as state from information_request'],
  ['third-party', 'investigation', 'select complaint_id as "complaintId", status as state from third_party_request'],
  ['review', 'resolution', 'select complaint_id as "complaintId", state from review'],
  ['dispute', 'resolution', 'select complaint_id as "complaintId", state from dispute'],
  [
    'clock',
    'routing',
    `select complaint_id as "complaintId", policy->>'code' as state from sla_clock where ended_at is null`,
  ],
  ['proposal', 'routing', 'select complaint_id as "complaintId", state from approval_step'],
  ['proposal', 'resolution', 'select complaint_id as "complaintId", state from approval_step'],
];

/** Reads topic and tables, and nothing of the services. The platform must have come to rest. */
export async function gatherEvidence(
  platform: Pick<Platform, 'infrastructure' | 'topicPrefix' | 'databaseUrls'>,
): Promise<Evidence> {
  const story: StoryLine[] = [];
  const topic = `${platform.topicPrefix}${STORY}`;
  await readTopics(platform.infrastructure.brokers, [topic], ({ messages }) => story.push(...messages.map(lineIn)));
  const custody: CustodyLine[] = [];
  const openRequests: { service: string; complaintId: string }[] = [];
  const unsent: { service: string; count: number }[] = [];
  const parked: { service: string; complaintId: string | null; reason: string }[] = [];
  const letters: LetterLine[] = [];
  const remedies: LineState[] = [];
  const parts: PartState[] = [];
  for (const service of SERVICES) {
    await withConnection(platform.databaseUrls[service], async (client) => {
      const rows = async <R extends object>(sql: string): Promise<R[]> => (await client.query<R>(sql)).rows;
      const held = await rows<Omit<CustodyLine, 'service'>>(
        'select complaint_id as "complaintId", state_seq as seq, state, holder from complaint_custody',
      );
      custody.push(...held.map((row) => ({ service, ...row, seq: Number(row.seq) })));
      const open = await rows<{ complaintId: string }>('select complaint_id as "complaintId" from open_request');
      openRequests.push(...open.map((row) => ({ service, ...row })));
      const [left] = await rows<{ count: string }>('select count(*) as count from outbox');
      unsent.push({ service, count: Number(left?.count ?? 0) });
      const aside = await rows<{ reason: string }>(`select reason from parked_event where status <> 'SKIPPED'`);
      parked.push(...aside.map(({ reason }) => ({ service, complaintId: null, reason })));
      for (const [part, held, sql] of PARTS) {
        if (held !== service) continue;
        const found = await rows<{ complaintId: string; state: string }>(sql);
        parts.push(...found.map((row) => ({ part, ...row })));
      }
      if (service === 'notification') {
        letters.push(
          ...(await rows<LetterLine>(
            'select complaint_id as "complaintId", kind, caused_by as "causedBy", status from letter',
          )),
        );
      }
      if (service === 'resolution') {
        remedies.push(
          ...(await rows<LineState>(
            'select p.complaint_id as "complaintId", l.remedy_id as "remedyId", l.state from remedy_line l join resolution_plan p using (plan_id)',
          )),
        );
      }
    });
  }
  return { story, custody, letters, remedies, parts, openRequests, unsent, parked };
}

function lineIn({ headers = {}, value }: KafkaMessage): StoryLine {
  const header = (name: string) => [headers[name] ?? []].flat()[0]?.toString();
  const seq = header('ce_stateseq');
  const [, fact = ''] = /^redress\.[a-z]+\.([a-z-]+)\.v\d+$/.exec(header('ce_type') ?? '') ?? [];
  return {
    id: header('ce_id') ?? '',
    complaintId: header('ce_subject') ?? '',
    by: (header('ce_source') ?? '').replace('/redress/', ''),
    fact,
    ...(seq === undefined
      ? {}
      : {
          move: {
            seq: Number(seq),
            from: header('ce_statefrom') || null,
            to: header('ce_stateto') ?? '',
            holder: header('ce_holder') ?? '',
          },
        }),
    value: JSON.parse(value?.toString() ?? '{}') as Record<string, unknown>,
  };
}
