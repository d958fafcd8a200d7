import { Injectable } from '@nestjs/common';
import { machines } from '@redress/contracts';
import { mustChange, type Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import {
  DeterminationEntity,
  EvidenceCustodyEntity,
  EvidenceItemEntity,
  InvestigationCaseEntity,
} from '../database/entities';
import type { Classification, InvestigationRound } from './domain/investigation-case';
import type { CustodyRecord, EvidenceItem, NewEvidenceItem } from './evidence-item';
import { InvestigationCases, type NewCase, type Standing, type StoredDetermination } from './investigation-cases';

const { evidence, investigation: round } = machines;

const CASE_COLUMNS = `c.complaint_id as "complaintId", c.complaint_no as "complaintNo", c.cycle,
  c.assignment_id as "assignmentId", c.unit_id as "unitId", c.handler_id as "handlerId", c.category, c.severity,
  c.urgency, c.priority, c.flags, c.status, c.version, c.opened_at as "openedAt", c.closed_at as "closedAt"`;

// Several rounds of one complaint can be in one batch only when a story is read again from its start: each gets its own
// number, and rounds that are here already keep theirs.
const OPEN = `
  with opened as (
    select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::text[], $11::timestamptz[]) with ordinality
      as t(complaint_id, complaint_no, assignment_id, unit_id, handler_id, category, severity, urgency, priority, flags,
        opened_at, place)
    where not exists (select from investigation_case known where known.assignment_id = t.assignment_id))
  insert into investigation_case (complaint_id, cycle, complaint_no, assignment_id, unit_id, handler_id, category,
    severity, urgency, priority, flags, opened_at)
  select complaint_id,
    (select count(*) from investigation_case earlier where earlier.complaint_id = opened.complaint_id)
      + row_number() over (partition by complaint_id order by place) - 1,
    complaint_no, assignment_id, unit_id, handler_id, category, severity, urgency, priority,
    array(select jsonb_array_elements_text(flags::jsonb)), opened_at
  from opened
  on conflict (assignment_id) do nothing`;

@Injectable()
export class SqlInvestigationCases extends InvestigationCases {
  override async open(tx: Transaction, cases: readonly NewCase[]): Promise<void> {
    const once = [...new Map(cases.map((one) => [one.assignmentId, one])).values()];
    if (once.length === 0) return;
    tx.write(
      OPEN,
      [
        once.map((one) => one.complaintId),
        once.map((one) => one.complaintNo),
        once.map((one) => one.assignmentId),
        once.map((one) => one.unitId),
        once.map((one) => one.handlerId),
        once.map((one) => one.category),
        once.map((one) => one.severity),
        once.map((one) => one.urgency),
        once.map((one) => one.priority),
        once.map((one) => JSON.stringify(one.flags)),
        once.map((one) => one.openedAt),
      ],
      'case-open',
    );
  }

  override async roundsOf(from: Queryable, complaintId: string): Promise<InvestigationRound[]> {
    const { rows } = await from.query<InvestigationRound>(
      `select ${CASE_COLUMNS} from investigation_case c where complaint_id = $1 order by cycle desc`,
      [complaintId],
      'case-rounds',
    );
    return rows;
  }

  override async current(
    from: Queryable,
    complaintId: string,
  ): Promise<{ investigation: InvestigationRound; standing: Standing; evidenceIds: string[] } | undefined> {
    const { rows } = await from.query<InvestigationRound & Standing & { evidenceIds: string[] }>(
      `select ${CASE_COLUMNS}, k.state, k.state_seq as "stateSeq", k.packs,
         array(select e.evidence_id from evidence_item e where e.complaint_id = c.complaint_id) as "evidenceIds"
       from investigation_case c join complaint_custody k using (complaint_id)
       where c.complaint_id = $1 order by c.cycle desc limit 1`,
      [complaintId],
      'case-current',
    );
    const row = rows[0];
    if (!row) return undefined;
    const { state, stateSeq, packs, evidenceIds, ...investigation } = row;
    return { investigation, standing: { state, stateSeq, packs }, evidenceIds };
  }

  override async reclassify(
    tx: Transaction,
    changes: readonly (Classification & { readonly complaintId: string })[],
  ): Promise<void> {
    const latest = [...new Map(changes.map((change) => [change.complaintId, change])).values()];
    if (latest.length === 0) return;
    tx.write(
      `update investigation_case c set category = t.category, severity = t.severity, urgency = t.urgency,
         priority = t.priority, flags = array(select jsonb_array_elements_text(t.flags::jsonb)), version = version + 1
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         as t(complaint_id, category, severity, urgency, priority, flags)
       where c.complaint_id = t.complaint_id and c.status = '${round.state.OPEN}'`,
      [
        latest.map((change) => change.complaintId),
        latest.map((change) => change.category),
        latest.map((change) => change.severity),
        latest.map((change) => change.urgency),
        latest.map((change) => change.priority),
        latest.map((change) => JSON.stringify(change.flags)),
      ],
      'case-reclassify',
    );
  }

  override async assign(
    tx: Transaction,
    changes: readonly { readonly complaintId: string; readonly unitId: string; readonly handlerId: string }[],
  ): Promise<void> {
    const latest = [...new Map(changes.map((change) => [change.complaintId, change])).values()];
    if (latest.length === 0) return;
    tx.write(
      `update investigation_case c set unit_id = t.unit_id, handler_id = t.handler_id, version = version + 1
       from unnest($1::uuid[], $2::text[], $3::text[]) as t(complaint_id, unit_id, handler_id)
       where c.complaint_id = t.complaint_id and c.status = '${round.state.OPEN}'`,
      [
        latest.map((change) => change.complaintId),
        latest.map((change) => change.unitId),
        latest.map((change) => change.handlerId),
      ],
      'case-assign',
    );
  }

  override async endByRequest(
    tx: Transaction,
    complaints: readonly { readonly complaintId: string; readonly at: Date }[],
  ): Promise<void> {
    tx.write(
      `update investigation_case c set status = '${round.move(round.state.OPEN, round.state.ENDED)}', closed_at = t.at,
         version = version + 1
       from unnest($1::uuid[], $2::timestamptz[]) as t(complaint_id, at)
       where c.complaint_id = t.complaint_id and c.status = '${round.state.OPEN}'`,
      [complaints.map((one) => one.complaintId), complaints.map((one) => one.at)],
      'case-end-by-request',
    );
  }

  override async addEvidence(tx: Transaction, item: NewEvidenceItem): Promise<number> {
    await tx.manager.insert(EvidenceItemEntity, item);
    await tx.manager.insert(EvidenceCustodyEntity, {
      evidenceId: item.evidenceId,
      action: evidence.state.RECEIVED,
      actorId: item.addedBy,
      at: item.addedAt,
    });
    return this.change(tx, item, {});
  }

  override async evidenceOf(from: Queryable, complaintId: string): Promise<EvidenceItem[]> {
    const { rows } = await from.query<
      Omit<EvidenceItem, 'custody' | 'byteSize'> & {
        byteSize: string;
        custody: readonly (Omit<CustodyRecord, 'at'> & { readonly at: string })[];
      }
    >(
      `select e.evidence_id as "evidenceId", e.complaint_id as "complaintId", e.cycle, e.sha256,
         e.byte_size as "byteSize", e.media_type as "mediaType", e.provenance, e.description, e.file_name as "fileName",
         e.received_at as "receivedAt", e.added_at as "addedAt", e.added_by as "addedBy",
         (select jsonb_agg(jsonb_build_object('action', h.action, 'actorId', h.actor_id, 'at', h.at) order by h.id)
          from evidence_custody h where h.evidence_id = e.evidence_id) as custody
       from evidence_item e where e.complaint_id = $1 order by e.added_at, e.evidence_id`,
      [complaintId],
      'evidence-of',
    );
    return rows.map((row) => ({
      ...row,
      byteSize: Number(row.byteSize),
      custody: row.custody.map((link) => ({ ...link, at: new Date(link.at) })),
    }));
  }

  override async recordReading(from: Queryable, evidenceId: string, actorId: string, at: Date): Promise<void> {
    await from.query(
      `insert into evidence_custody (evidence_id, action, actor_id, at) values ($1, '${evidence.state.READ}', $2, $3)`,
      [evidenceId, actorId, at],
      'evidence-read',
    );
  }

  override async determine(tx: Transaction, complaintId: string, determination: StoredDetermination): Promise<number> {
    await tx.manager.insert(DeterminationEntity, { ...determination, complaintId });
    return this.change(
      tx,
      { complaintId, cycle: determination.cycle },
      { status: round.state.DETERMINED, closedAt: determination.determinedAt },
    );
  }

  override async determinationsOf(from: Queryable, complaintId: string): Promise<StoredDetermination[]> {
    const { rows } = await from.query<StoredDetermination>(
      `select determination_id as "determinationId", cycle, verdict, reasonableness, responsibility,
         root_cause as "rootCause", findings as "findingCount", investigator_id as "investigatorId",
         determined_at as "determinedAt", content
       from determination where complaint_id = $1 order by cycle desc`,
      [complaintId],
      'case-determinations',
    );
    return rows;
  }
  /** @returns the version of the case after it */
  private async change(
    tx: Transaction,
    { complaintId, cycle }: Pick<InvestigationRound, 'complaintId' | 'cycle'>,
    change: Partial<Pick<InvestigationCaseEntity, 'status' | 'closedAt'>>,
  ): Promise<number> {
    const answer = await tx.manager
      .createQueryBuilder()
      .update(InvestigationCaseEntity)
      .set({ ...change, version: () => 'version + 1' })
      .where({ complaintId, cycle })
      .returning('version')
      .execute();
    await mustChange('investigation-case', 1, answer);
    return (answer.raw as [{ version: number }])[0].version;
  }
}
