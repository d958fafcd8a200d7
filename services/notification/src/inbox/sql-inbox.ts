import { machines, type InboxKind, type ParticipantPart, type StateOf } from '@redress/contracts';
import { mustChange, type Database, type Transaction } from '@redress/persistence';

type Queryable = Pick<Transaction | Database, 'query'>;

export type InboxStatus = StateOf<typeof machines.inboxItem>;

const { CLEARED, DONE, READ, UNREAD } = machines.inboxItem.state;
const IS_OPEN = `status in ('${UNREAD}', '${READ}')`;

export interface NewItem {
  readonly itemId: string;
  readonly personId: string;
  readonly complaintId: string;
  readonly kind: InboxKind;
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly causedBy: string;
  /** Business time. */
  readonly createdAt: Date;
}

/** Items that are settled, all who have them. */
export interface Cleared {
  readonly complaintId: string;
  readonly kind: InboxKind;
  /** Undefined: whatever they are about. */
  readonly subject?: string | undefined;
  /** Business time. */
  readonly at: Date;
}

export interface ItemRow {
  readonly itemId: string;
  readonly personId: string;
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly kind: InboxKind;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly status: InboxStatus;
  readonly version: number;
  readonly organisationId: string;
  readonly unitId: string;
  readonly receivingUnit: string;
  readonly handlerId: string | null;
  /** Whether the person took part in the case. */
  readonly tookPart: boolean;
}

export interface ParticipantRow {
  readonly complaintId: string;
  readonly personId: string;
  readonly part: ParticipantPart;
}

const ITEM = `select i.item_id as "itemId", i.person_id as "personId", i.complaint_id as "complaintId",
  c.complaint_no as "complaintNo", i.kind, i.facts, i.created_at as "createdAt", i.ended_at as "endedAt", i.status, i.version,
  c.organisation_id as "organisationId", c.unit_id as "unitId", c.receiving_unit as "receivingUnit",
  c.handler_id as "handlerId",
  c.participants @> jsonb_build_array(jsonb_build_object('personId', i.person_id)) as "tookPart"
from inbox_item i join complaint_custody c on c.complaint_id = i.complaint_id`;

/** Inbox items as rows. */
export class SqlInbox {
  /** Adds items; one that is there already stays as it is. */
  add(tx: Transaction, items: readonly NewItem[]): void {
    if (items.length === 0) return;
    tx.write(
      `insert into inbox_item (item_id, person_id, complaint_id, kind, subject, facts, caused_by, created_at)
       select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::uuid[],
         $8::timestamptz[])
       on conflict (item_id) do nothing`,
      [
        items.map(({ itemId }) => itemId),
        items.map(({ personId }) => personId),
        items.map(({ complaintId }) => complaintId),
        items.map(({ kind }) => kind),
        items.map(({ subject }) => subject),
        items.map(({ facts }) => JSON.stringify(facts)),
        items.map(({ causedBy }) => causedBy),
        items.map(({ createdAt }) => createdAt),
      ],
      'inbox-add',
    );
  }

  /** Clears what is open of these kinds and subjects. Most events settle much that was never said: each complaint is looked up once. */
  async clear(tx: Transaction, cleared: readonly Cleared[]): Promise<void> {
    if (cleared.length === 0) return;
    await tx.query(
      `with settled as (
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as t(complaint_id, kind, subject, at)
       ), open as materialized (
         select i.item_id, i.complaint_id, i.kind, i.subject from inbox_item i
         where i.complaint_id = any($1::uuid[]) and i.${IS_OPEN}
       ), held as (
         select distinct on (o.item_id) o.item_id, s.at from open o join settled s
           on s.complaint_id = o.complaint_id and s.kind = o.kind and (s.subject is null or s.subject = o.subject)
       )
       update inbox_item i set status = '${CLEARED}', ended_at = h.at, version = i.version + 1
       from held h where i.item_id = h.item_id and i.${IS_OPEN}`,
      [
        cleared.map(({ complaintId }) => complaintId),
        cleared.map(({ kind }) => kind),
        cleared.map(({ subject }) => subject ?? null),
        cleared.map(({ at }) => at),
      ],
      'inbox-clear',
    );
  }

  /** Who took part in complaints. */
  async participantsOf(from: Queryable, complaintIds: readonly string[]): Promise<ParticipantRow[]> {
    const { rows } = await from.query<ParticipantRow>(
      `select c.complaint_id as "complaintId", p."personId", p.part
       from complaint_custody c cross join jsonb_to_recordset(c.participants) as p("personId" text, part text)
       where c.complaint_id = any($1::uuid[])`,
      [complaintIds],
      'inbox-participants',
    );
    return rows;
  }

  /** The items of a person before a position, the newest first. */
  async ofPerson(
    from: Queryable,
    personId: string,
    {
      before,
      isOpen,
      limit,
    }: {
      readonly before: { readonly createdAt: string; readonly itemId: string } | undefined;
      readonly isOpen: boolean;
      readonly limit: number;
    },
  ): Promise<ItemRow[]> {
    const { rows } = await from.query<ItemRow>(
      `${ITEM} where i.person_id = $1 and (not $2 or i.${IS_OPEN})
         and ($3::timestamptz is null or (i.created_at, i.item_id) < ($3, $4::uuid))
       order by i.created_at desc, i.item_id desc limit $5`,
      [personId, isOpen, before?.createdAt ?? null, before?.itemId ?? null, limit],
      'inbox-of-person',
    );
    return rows;
  }

  /** One item, locked. */
  async find(tx: Transaction, itemId: string): Promise<ItemRow | undefined> {
    const { rows } = await tx.query<ItemRow>(`${ITEM} where i.item_id = $1 for update of i`, [itemId], 'inbox-find');
    return rows[0];
  }

  /** Marks an item as read or done. @param at business time @returns its version */
  async mark(
    tx: Transaction,
    itemId: string,
    { from, to, at }: { readonly from: InboxStatus; readonly to: typeof READ | typeof DONE; readonly at: Date },
  ): Promise<number> {
    const { rows } = await mustChange(
      'inbox-mark',
      1,
      tx.query<{ version: number }>(
        `update inbox_item set status = $2, ended_at = case when $2 = '${DONE}' then $4::timestamptz end,
           version = version + 1
         where item_id = $1 and status = $3 returning version`,
        [itemId, machines.inboxItem.move(from, to), from, at],
        'inbox-mark',
      ),
    );
    return (rows[0] as { version: number }).version;
  }
}
