import { Injectable } from '@nestjs/common';
import { machines } from '@redress/contracts';
import { mustChange, type Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import {
  DeterminationEntity,
  EvidenceCustodyEntity,
  EvidenceItemEntity,
  InformationRequestEntity,
  InvestigationCaseEntity,
  ThirdPartyRequestEntity,
} from '../database/entities';
import type { AskedQuestions, AskedThirdParty, Classification, InvestigationRound } from './domain/investigation-case';
import type { CustodyRecord, EvidenceItem, NewEvidenceItem } from './evidence-item';
import {
  InvestigationCases,
  type EndedQuestions,
  type InformationRequest,
  type NewCase,
  type RoundKey,
  type Standing,
  type StoredDetermination,
  type ThirdPartyRequest,
  type Waits,
} from './investigation-cases';

const { evidence, informationRequest: information, investigation: round, thirdPartyRequest: thirdParty } = machines;

const CASE_COLUMNS = `c.complaint_id as "complaintId", c.complaint_no as "complaintNo", c.cycle, c.round,
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
  ): Promise<
    { investigation: InvestigationRound; standing: Standing; evidenceIds: string[]; waits: Waits } | undefined
  > {
    const { rows } = await from.query<
      InvestigationRound &
        Standing & { evidenceIds: string[] } & Omit<Waits, 'openQuestions'> & {
          questionsId: string | null;
          questions: number;
          questionsAskedAt: Date;
        }
    >(
      `select ${CASE_COLUMNS}, k.state, k.state_seq as "stateSeq", k.packs,
         array(select e.evidence_id from evidence_item e where e.complaint_id = c.complaint_id) as "evidenceIds",
         (select count(*) from information_request i where i.complaint_id = c.complaint_id and i.cycle = c.cycle)::int
           as pauses,
         q.information_request_id as "questionsId", q.questions, q.asked_at as "questionsAskedAt",
         array(select t.third_party_id from third_party_request t
           where t.complaint_id = c.complaint_id and t.status = '${thirdParty.state.OPEN}') as "openThirdParties",
         (select max(t.asked_at) from third_party_request t where t.complaint_id = c.complaint_id)
           as "thirdPartyAskedAt"
       from investigation_case c join complaint_custody k using (complaint_id)
         left join information_request q on q.complaint_id = c.complaint_id and q.status = '${information.state.OPEN}'
       where c.complaint_id = $1 order by c.cycle desc limit 1`,
      [complaintId],
      'case-current',
    );
    const row = rows[0];
    if (!row) return undefined;
    const { state, stateSeq, packs, evidenceIds, pauses, openThirdParties, thirdPartyAskedAt, ...rest } = row;
    const { questionsId, questions, questionsAskedAt: askedAt, ...investigation } = rest;
    const openQuestions = questionsId === null ? null : { informationRequestId: questionsId, questions, askedAt };
    const waits = { pauses, openQuestions, openThirdParties, thirdPartyAskedAt };
    return { investigation, standing: { state, stateSeq, packs }, evidenceIds, waits };
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

  override async goOn(
    tx: Transaction,
    orders: readonly {
      readonly complaintId: string;
      readonly determinationId: string;
      readonly unitId: string;
      readonly handlerId: string;
    }[],
  ): Promise<void> {
    tx.write(
      `update investigation_case c set status = '${round.move(round.state.DETERMINED, round.state.OPEN)}', closed_at = null,
         round = c.round + 1, unit_id = t.unit_id, handler_id = t.handler_id, version = version + 1
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as t(complaint_id, determination_id, unit_id, handler_id)
         join determination d using (determination_id)
       where c.complaint_id = t.complaint_id and d.complaint_id = c.complaint_id and d.cycle = c.cycle
         and d.round = c.round and c.status = '${round.state.DETERMINED}'
         and not exists (select from investigation_case later
           where later.complaint_id = c.complaint_id and later.cycle > c.cycle)`,
      [
        orders.map((order) => order.complaintId),
        orders.map((order) => order.determinationId),
        orders.map((order) => order.unitId),
        orders.map((order) => order.handlerId),
      ],
      'case-go-on',
    );
  }

  override async endByRequest(
    tx: Transaction,
    complaints: readonly { readonly complaintId: string; readonly at: Date }[],
  ): Promise<void> {
    const ids = complaints.map((one) => one.complaintId);
    tx.write(
      `update information_request set status = '${information.move(information.state.OPEN, information.state.ENDED)}'
       where complaint_id = any($1::uuid[]) and status = '${information.state.OPEN}'`,
      [ids],
      'questions-end-by-request',
    );
    tx.write(
      `update third_party_request set status = '${thirdParty.move(thirdParty.state.OPEN, thirdParty.state.ENDED)}'
       where complaint_id = any($1::uuid[]) and status = '${thirdParty.state.OPEN}'`,
      [ids],
      'third-parties-end-by-request',
    );
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
        byteSize: string | null;
        custody: readonly (Omit<CustodyRecord, 'at'> & { readonly at: string })[];
      }
    >(
      `select e.evidence_id as "evidenceId", e.complaint_id as "complaintId", e.cycle, e.kind, e.sha256,
         e.byte_size as "byteSize", e.media_type as "mediaType", e.provenance, e.description, e.file_name as "fileName",
         e.contact_id as "contactId", e.system, e.text,
         e.received_at as "receivedAt", e.added_at as "addedAt", e.added_by as "addedBy",
         (select jsonb_agg(jsonb_build_object('action', h.action, 'actorId', h.actor_id, 'at', h.at) order by h.id)
          from evidence_custody h where h.evidence_id = e.evidence_id) as custody
       from evidence_item e where e.complaint_id = $1 order by e.added_at, e.evidence_id`,
      [complaintId],
      'evidence-of',
    );
    return rows.map((row) => ({
      ...row,
      byteSize: row.byteSize === null ? null : Number(row.byteSize),
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

  override async askQuestions(
    tx: Transaction,
    asked: Omit<AskedQuestions, 'pause'> & { readonly content: Buffer },
  ): Promise<number> {
    await tx.manager.insert(InformationRequestEntity, asked);
    return this.change(tx, asked, {});
  }

  override async endQuestions(
    tx: Transaction,
    { complaintId, cycle }: RoundKey,
    { informationRequestId, status, pausedSeconds, reply }: EndedQuestions,
  ): Promise<number> {
    const from = information.state.OPEN;
    const answer = await tx.manager
      .createQueryBuilder()
      .update(InformationRequestEntity)
      .set({ ...reply, status: information.move(from, status), pausedSeconds })
      .where({ informationRequestId, status: from })
      .execute();
    await mustChange('information-request', 1, answer);
    return this.change(tx, { complaintId, cycle }, {});
  }

  override async questionsOf(from: Queryable, complaintId: string): Promise<InformationRequest[]> {
    const { rows } = await from.query<InformationRequest>(
      `select information_request_id as "informationRequestId", complaint_id as "complaintId",
         complaint_no as "complaintNo", cycle, questions, content, asked_at as "askedAt", asked_by as "askedBy",
         due_at as "dueAt", status, replied_at as "repliedAt", recorded_by as "recordedBy", contact_id as "contactId",
         evidence_id as "evidenceId", paused_seconds as "pausedSeconds"
       from information_request where complaint_id = $1 order by asked_at, information_request_id`,
      [complaintId],
      'questions-of',
    );
    return rows;
  }

  override async questionsByNumber(from: Queryable, complaintNo: string) {
    const { rows } = await from.query<
      Pick<InformationRequest, 'complaintId' | 'informationRequestId' | 'status' | 'dueAt' | 'content'>
    >(
      `select complaint_id as "complaintId", information_request_id as "informationRequestId", status,
         due_at as "dueAt", content
       from information_request where complaint_no = $1 order by asked_at desc limit 1`,
      [complaintNo],
      'questions-by-number',
    );
    return rows[0];
  }

  override async askThirdParty(
    tx: Transaction,
    asked: AskedThirdParty & { readonly content: Buffer },
  ): Promise<number> {
    await tx.manager.insert(ThirdPartyRequestEntity, asked);
    return this.change(tx, asked, {});
  }

  override async receiveReply(
    tx: Transaction,
    key: RoundKey,
    {
      thirdPartyId,
      evidenceIds,
      repliedAt,
      recordedBy,
    }: Pick<ThirdPartyRequest, 'thirdPartyId' | 'evidenceIds'> & {
      readonly repliedAt: Date;
      readonly recordedBy: string;
    },
  ): Promise<number> {
    const from = thirdParty.state.OPEN;
    const answer = await tx.manager
      .createQueryBuilder()
      .update(ThirdPartyRequestEntity)
      .set({
        status: thirdParty.move(from, thirdParty.state.REPLIED),
        evidenceIds: [...evidenceIds],
        repliedAt,
        recordedBy,
      })
      .where({ thirdPartyId, status: from })
      .execute();
    await mustChange('third-party-request', 1, answer);
    return this.change(tx, key, {});
  }

  override async thirdPartiesOf(from: Queryable, complaintId: string): Promise<ThirdPartyRequest[]> {
    const { rows } = await from.query<ThirdPartyRequest>(
      `select third_party_id as "thirdPartyId", complaint_id as "complaintId", cycle, party_kind as "partyKind", content,
         asked_at as "askedAt", asked_by as "askedBy", due_at as "dueAt", status, replied_at as "repliedAt",
         recorded_by as "recordedBy", evidence_ids as "evidenceIds"
       from third_party_request where complaint_id = $1 order by asked_at, third_party_id`,
      [complaintId],
      'third-parties-of',
    );
    return rows;
  }

  override touch(tx: Transaction, key: RoundKey): Promise<number> {
    return this.change(tx, key, {});
  }

  override async determine(tx: Transaction, complaintId: string, determination: StoredDetermination): Promise<number> {
    await tx.manager.insert(DeterminationEntity, { ...determination, complaintId });
    tx.write(
      `update third_party_request set status = '${thirdParty.move(thirdParty.state.OPEN, thirdParty.state.DROPPED)}'
       where complaint_id = $1 and status = '${thirdParty.state.OPEN}'`,
      [complaintId],
      'third-party-drop',
    );
    return this.change(
      tx,
      { complaintId, cycle: determination.cycle },
      { status: round.state.DETERMINED, closedAt: determination.determinedAt },
    );
  }

  override async determinationsOf(from: Queryable, complaintId: string): Promise<StoredDetermination[]> {
    const { rows } = await from.query<StoredDetermination>(
      `select determination_id as "determinationId", cycle, round, verdict, reasonableness, responsibility,
         root_cause as "rootCause", findings as "findingCount", no_investigation as "noInvestigation", investigator_id as "investigatorId",
         determined_at as "determinedAt", content
       from determination where complaint_id = $1 order by cycle desc, round desc`,
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
