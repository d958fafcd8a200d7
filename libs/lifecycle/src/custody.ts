import {
  holderAfter,
  isLegalByOneOf,
  isReopening,
  STATE,
  suspendedFromAfter,
  targetsOf,
  transitionById,
  type Actor,
  type ComplaintState,
  type EventContract,
  type Holder,
  type PackReference,
  type ParticipantPart,
  partsOfType,
  type PayloadOf,
  type ServiceName,
  type StateEvent,
} from '@redress/contracts';
import { formatPacks, parsePacks, type NewEvent, type Outbox, type OutboxRow, type StoryOf } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { IllegalMove, NotHolder, UnknownComplaint } from './custody-errors';

/** A complaint whose row is locked by the transaction at hand. */
export interface LockedComplaint extends StoryOf {
  readonly packs: readonly PackReference[];
  readonly stateSeq: number;
  readonly state: ComplaintState;
  readonly holder: Holder;
  /** The unit responsible; the receiving one until routing assigns. */
  readonly unitId: string;
  readonly receivingUnit: string;
  /** Who handles it, or is proposed to; absent while no one is. */
  readonly handlerId?: string | undefined;
  /** The state to which lifting a suspension returns the complaint; absent while it is not suspended. */
  readonly suspendedFrom?: ComplaintState | undefined;
  /** Business time at which it came into its state. */
  readonly since: Date;
  /** How often it was opened again after it had been resolved or had ended. */
  readonly reopenCount: number;
}

declare const held: unique symbol;

/** A locked complaint that this service holds and may therefore move. */
export type HeldComplaint = LockedComplaint & { readonly [held]: true };

/** A member of staff and what they did with a complaint. */
export interface Participant {
  readonly personId: string;
  readonly part: ParticipantPart;
}

/** Who is responsible for an accepted complaint. */
export interface Responsible {
  readonly unitId: string;
  readonly handlerId: string;
}

/** One move that is to be made. */
export interface Move<C extends EventContract = EventContract> {
  readonly complaint: HeldComplaint;
  readonly contract: C;
  /** Business time. */
  readonly at: Date;
  readonly actor: Actor;
  /** For whom the actor, as a deputy, stands in. */
  readonly actingFor?: string | undefined;
  /** Who is responsible after the move, where it assigns a person; else it stays as it was. */
  readonly assigns?: { readonly unitId: string; readonly handlerId: string | null } | undefined;
  readonly payload: PayloadOf<C>;
  /** Needed only where the table names more than one target state. */
  readonly to?: ComplaintState | undefined;
  readonly reasonCode?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
}

/** The headers of one event of the story, as far as custody needs them. */
export interface StoryHeaders {
  readonly eventId: string;
  readonly complaintId: string;
  readonly organisationId: string;
  /** Emitting service. */
  readonly emitter: string;
  /** Whom the event makes participants. */
  readonly participants?: readonly Participant[];
  /** Who is responsible from then on, of a fact that assigns. */
  readonly assigns?: Responsible;
  readonly move?: {
    readonly stateSeq: number;
    readonly from: ComplaintState | null;
    readonly to: ComplaintState;
    readonly holder: Holder;
    /** Business time. */
    readonly at: Date;
    readonly complaintNo: string;
    readonly packs: string;
    readonly unitId: string;
    readonly handlerId?: string | undefined;
  };
  /** The event that asked, of one that answers a request. */
  readonly answers?: string | undefined;
}

/** @param causes messages that led to the moves by which the complaints were handed over */
export type WhenTaken = (tx: Transaction, complaintIds: readonly string[], causes: readonly string[]) => Promise<void>;

/**
 * `new`: the next step of the story, or not a step at all. `known`: at or below the last one. `gap`: a step is missing.
 * `conflict`: another event stands at this place of the story. `foreign`: the next step, but of a service that does not hold
 * the complaint.
 */
export type FollowResult = 'new' | 'known' | 'gap' | 'conflict' | 'foreign';

interface CustodyRow {
  complaint_id: string;
  complaint_no: string;
  organisation_id: string;
  packs: string;
  state_seq: number;
  state: ComplaintState;
  holder: Holder;
  last_event_id: string;
  suspended_from: ComplaintState | null;
  since: Date;
  reopen_count: number;
  unit_id: string;
  receiving_unit: string;
  handler_id: string | null;
  participants: readonly Participant[];
}

interface Entry {
  complaint: LockedComplaint;
  /** Who took which part so far, each once. */
  participants: readonly Participant[];
  lastEventId: string;
  adopted: boolean;
}

/** What a transaction has locked, and what it is about to. */
interface Locked {
  readonly entries: Map<string, Entry>;
  readonly askedFor: Set<string>;
  arriving: Promise<unknown>;
}

const SELECT = `select complaint_id, complaint_no, organisation_id, packs, state_seq, state, holder, last_event_id,
  suspended_from, unit_id, receiving_unit, handler_id, since, reopen_count, participants
from complaint_custody where complaint_id = any($1::uuid[]) order by complaint_id for update`;

const UPSERT = `insert into complaint_custody
  (complaint_id, complaint_no, organisation_id, packs, state_seq, state, holder, last_event_id, adopted_at,
  suspended_from, unit_id, receiving_unit, handler_id, since, reopen_count, participants)
select a, b, c, d, e, f, g, h, case when i then clock_timestamp() end, j, k, l, m, n, o, p
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::uuid[], $9::bool[],
  $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::int[], $16::jsonb[])
  as t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
on conflict (complaint_id) do update set
  complaint_no = excluded.complaint_no, packs = excluded.packs, state_seq = excluded.state_seq, state = excluded.state,
  holder = excluded.holder, last_event_id = excluded.last_event_id, suspended_from = excluded.suspended_from,
  unit_id = excluded.unit_id, receiving_unit = excluded.receiving_unit, handler_id = excluded.handler_id,
  since = excluded.since, reopen_count = excluded.reopen_count, participants = excluded.participants,
  adopted_at = coalesce(excluded.adopted_at, complaint_custody.adopted_at)
where complaint_custody.state_seq < excluded.state_seq`;

/** What facts change of a complaint that stays in its state. */
const UPDATE = `update complaint_custody c set unit_id = t.unit_id, handler_id = t.handler_id, participants = t.participants
from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) as t(complaint_id, unit_id, handler_id, participants)
where c.complaint_id = t.complaint_id`;

/**
 * Custody of complaints in one service: the only way to move one (architecture, section 3).
 *
 * A move of another service does not type-check, a move without holding the complaint throws, and so does a step that
 * the custody table does not know.
 */
export class Custody<S extends ServiceName> {
  private readonly locked = new WeakMap<Transaction, Locked>();
  private taken: WhenTaken = async () => {};

  constructor(
    readonly service: S,
    private readonly outbox: Outbox,
  ) {
    outbox.admitMover(this);
  }

  /** Has `hook` run inside the transaction in which this service takes complaints over, before any handler does. */
  whenTaken(hook: WhenTaken): void {
    this.taken = hook;
  }

  /**
   * Sends the locking read of complaints that will be needed and does not wait for it, so that it shares a round trip with
   * what is sent beside it.
   */
  expect(tx: Transaction, complaintIds: readonly string[]): void {
    // A caller that needs them waits for them, and gets the error.
    this.load(tx, complaintIds).catch(() => undefined);
  }

  /**
   * Locks complaints so that facts may be appended to their stories. Unknown ids are absent from the answer. Rows are
   * locked in the order of their ids, so that batches cannot deadlock.
   */
  async lockAll(tx: Transaction, complaintIds: readonly string[]): Promise<ReadonlyMap<string, LockedComplaint>> {
    const entries = await this.load(tx, complaintIds);
    const found = new Map<string, LockedComplaint>();
    for (const id of complaintIds) {
      const entry = entries.get(id);
      if (entry) found.set(id, entry.complaint);
    }
    return found;
  }

  /**
   * Locks one complaint so that facts may be appended to its story.
   * @throws UnknownComplaint
   */
  async lock(tx: Transaction, complaintId: string): Promise<LockedComplaint> {
    const complaint = (await this.lockAll(tx, [complaintId])).get(complaintId);
    if (!complaint) throw new UnknownComplaint(complaintId);
    return complaint;
  }

  /**
   * Locks a complaint that this service is to move.
   * @throws UnknownComplaint
   * @throws NotHolder when another service holds it
   */
  async hold(tx: Transaction, complaintId: string): Promise<HeldComplaint> {
    const complaint = await this.lock(tx, complaintId);
    if (!this.holds(complaint)) throw new NotHolder(complaintId, complaint.holder, complaint.state);
    return complaint;
  }

  /** Whether this service holds the complaint. */
  holds(complaint: LockedComplaint): complaint is HeldComplaint {
    return (complaint.holder as string) === this.service;
  }

  /**
   * Moves one complaint: state, `stateSeq` and event in the transaction at hand.
   * @returns the complaint after the move; still usable for further moves only while this service holds it
   * @throws IllegalMove when the custody table does not know the step
   */
  async move<P>(
    tx: Transaction,
    complaint: HeldComplaint,
    contract: StateEvent<S, P>,
    details: Omit<Move, 'complaint' | 'contract' | 'payload'> & { readonly payload: P },
  ): Promise<LockedComplaint> {
    const [after] = await this.moveAll(tx, [{ ...details, complaint, contract } as Move<StateEvent<S>>]);
    return after as LockedComplaint;
  }

  /**
   * Records what members of staff did with locked complaints where no header of an event says so.
   * @throws UnknownComplaint for one that is not locked
   */
  noteParticipants(tx: Transaction, participants: readonly ParticipantOf[]): void {
    const changed = new Set<Entry>();
    for (const one of participants) {
      const entry = this.lockedEntry(tx, one.complaintId);
      if (admit(entry, [one])) changed.add(entry);
    }
    this.update(tx, [...changed]);
  }

  /**
   * Who is responsible for locked complaints changes by a fact that the caller appends in the same transaction
   * (contracts, section 2).
   */
  assign(tx: Transaction, changes: readonly (Responsible & { readonly complaintId: string })[]): void {
    const changed = new Set<Entry>();
    for (const { complaintId, unitId, handlerId } of changes) {
      const entry = this.lockedEntry(tx, complaintId);
      entry.complaint = { ...entry.complaint, unitId, handlerId };
      admit(entry, [{ personId: handlerId, part: 'HANDLER' }]);
      changed.add(entry);
    }
    this.update(tx, [...changed]);
  }

  /**
   * What a complaint is after a move that is made later in the same transaction. Nothing is written.
   * @throws IllegalMove when the custody table does not know the step
   */
  after(move: Move<StateEvent<S>>): LockedComplaint {
    const { from: _, to: _to, ...next } = this.stepOf(move);
    return { ...move.complaint, ...next };
  }

  /** As {@link move}, for many complaints (each at most once) with two statements. */
  async moveAll(tx: Transaction, moves: readonly Move<StateEvent<S>>[]): Promise<LockedComplaint[]> {
    const entries = this.locked.get(tx)?.entries;
    const rows: OutboxRow[] = [];
    const changed: Entry[] = [];
    for (const move of moves) {
      const entry = entries?.get(move.complaint.complaintId);
      // The token may be older than the transaction knows better.
      if (!entry || entry.complaint.stateSeq !== move.complaint.stateSeq || !this.holds(entry.complaint)) {
        throw new NotHolder(
          move.complaint.complaintId,
          entry?.complaint.holder ?? move.complaint.holder,
          move.complaint.state,
        );
      }
      const next = this.stepOf(move);
      const eventId = newId();
      rows.push(this.outbox.encodeMove(this, { ...move, id: eventId } as NewEvent, next));
      const { from: _, to: _to, ...after } = next;
      entry.complaint = { ...entry.complaint, ...after };
      entry.lastEventId = eventId;
      changed.push(entry);
      admit(entry, participantsIn(move, next.handlerId));
    }
    this.save(tx, changed);
    await this.outbox.insertRows(tx, rows);
    return changed.map((entry) => entry.complaint);
  }

  /**
   * The first event of a story, for the statement that registers a complaint: nothing is written here.
   * @param complaint with the unit that received it
   * @returns the row for the outbox and the columns of `complaint_custody`
   */
  begin<P>(
    contract: StateEvent<S, P>,
    complaint: StoryOf & { readonly receivingUnit: string },
    details: { readonly at: Date; readonly actor: Actor; readonly payload: P; readonly correlationId?: string },
  ): {
    readonly row: OutboxRow;
    readonly eventId: string;
    readonly packs: string;
    readonly state: ComplaintState;
    readonly holder: Holder;
  } {
    const to = this.targetOf(contract, undefined);
    if (!isLegalByOneOf(contract.transitions, this.service, null, to)) {
      throw new Error(`${contract.type} does not begin a story`);
    }
    const holder = holderAfter(to, this.service as Holder);
    const eventId = newId();
    const row = this.outbox.encodeMove(this, { ...details, contract, complaint, id: eventId } as NewEvent, {
      stateSeq: 1,
      from: null,
      to,
      holder,
      unitId: complaint.receivingUnit,
    });
    return { row, eventId, packs: formatPacks(complaint.packs), state: to, holder };
  }

  /**
   * Follows the custody of a batch from headers alone, with one locking read and one write, and locks every complaint of
   * the batch for the handlers that come after (contracts, section 1).
   * @param options `acceptGaps`: an operator gave missing steps up, so custody goes on from the step at hand
   * @returns what each event is to this service, by event id
   */
  async follow(
    tx: Transaction,
    headers: readonly StoryHeaders[],
    options: { readonly acceptGaps?: boolean } = {},
  ): Promise<ReadonlyMap<string, FollowResult>> {
    const entries = await this.load(
      tx,
      headers.map((header) => header.complaintId),
    );
    const results = new Map<string, FollowResult>();
    const changed = new Set<Entry>();
    const updated = new Set<Entry>();
    const taken = new Set<string>();
    for (const header of headers) {
      const entry = entries.get(header.complaintId);
      if (!header.move) {
        results.set(header.eventId, 'new');
        if (!entry) continue;
        // Own facts changed the row when they were appended; one that is read back may be older than the row.
        if (header.assigns && header.emitter !== this.service && isAccepted(entry.complaint)) {
          entry.complaint = { ...entry.complaint, ...header.assigns };
          updated.add(entry);
        }
        if (admit(entry, header.participants)) updated.add(entry);
        continue;
      }
      const last = entry?.complaint.stateSeq ?? 0;
      if (header.move.stateSeq <= last) {
        const conflict = header.move.stateSeq === last && entry?.lastEventId !== header.eventId;
        results.set(header.eventId, conflict ? 'conflict' : 'known');
        continue;
      }
      const isNext = header.move.stateSeq === last + 1 && header.move.from === (entry?.complaint.state ?? null);
      if (!isNext && !options.acceptGaps) {
        results.set(header.eventId, 'gap');
        continue;
      }
      if (isNext && entry && header.emitter !== entry.complaint.holder) {
        results.set(header.eventId, 'foreign');
        continue;
      }
      const complaint: LockedComplaint = {
        complaintId: header.complaintId,
        complaintNo: header.move.complaintNo,
        organisationId: header.organisationId,
        packs: parsePacks(header.move.packs),
        stateSeq: header.move.stateSeq,
        state: header.move.to,
        holder: header.move.holder,
        suspendedFrom: suspendedFromAfter(header.move.from, header.move.to),
        since: header.move.at,
        reopenCount: (entry?.complaint.reopenCount ?? 0) + (isReopening(header.move.from, header.move.to) ? 1 : 0),
        receivingUnit: entry?.complaint.receivingUnit ?? header.move.unitId,
        ...responsibleIn(header.move, header.emitter, entry?.complaint),
      };
      // An own event that this database does not know was written before the database was put back: it counts.
      const adopted = header.emitter === this.service;
      const next = entry ?? { complaint, participants: [], lastEventId: header.eventId, adopted };
      next.complaint = complaint;
      admit(next, header.participants);
      next.lastEventId = header.eventId;
      next.adopted ||= adopted;
      entries.set(header.complaintId, next);
      tx.heldKeys.add(header.complaintId);
      changed.add(next);
      if (header.emitter !== this.service) taken.add(header.complaintId);
      results.set(header.eventId, 'new');
    }
    this.save(tx, [...changed]);
    this.update(
      tx,
      [...updated].filter((entry) => !changed.has(entry)),
    );
    const held = [...taken].filter((id) => (entries.get(id)?.complaint.holder as string | undefined) === this.service);
    if (held.length > 0) {
      await this.taken(
        tx,
        held,
        headers.flatMap(({ answers, emitter }) => (answers === undefined || emitter === this.service ? [] : answers)),
      );
    }
    return results;
  }

  private stepOf(move: Move): {
    stateSeq: number;
    from: ComplaintState;
    to: ComplaintState;
    state: ComplaintState;
    holder: Holder;
    suspendedFrom: ComplaintState | undefined;
    since: Date;
    reopenCount: number;
    unitId: string;
    handlerId: string | undefined;
  } {
    const { complaint, contract } = move;
    const to = this.targetOf(contract, move.to);
    if (!isLegalByOneOf(contract.transitions, this.service, complaint.state, to, complaint.suspendedFrom)) {
      throw new IllegalMove(
        complaint.complaintId,
        contract.transitions.join(', ') || contract.type,
        complaint.state,
        to,
      );
    }
    return {
      stateSeq: complaint.stateSeq + 1,
      from: complaint.state,
      to,
      state: to,
      holder: holderAfter(to, this.service as Holder),
      suspendedFrom: suspendedFromAfter(complaint.state, to),
      since: move.at,
      reopenCount: complaint.reopenCount + (isReopening(complaint.state, to) ? 1 : 0),
      ...responsibleAfter(move, to),
    };
  }

  private targetOf(contract: EventContract, to: ComplaintState | undefined): ComplaintState {
    const targets = targetsOf(contract.transitions);
    const target = to ?? (targets.length === 1 ? targets[0] : undefined);
    if (!target) throw new Error(`${contract.type} may lead to ${targets.join(', ')}: say which`);
    return target;
  }

  private async load(tx: Transaction, complaintIds: readonly string[]): Promise<Map<string, Entry>> {
    let locked = this.locked.get(tx);
    if (!locked)
      this.locked.set(tx, (locked = { entries: new Map(), askedFor: new Set(), arriving: Promise.resolve() }));
    const { askedFor, entries } = locked;
    const missing = [...new Set(complaintIds)].filter((id) => !askedFor.has(id) && !entries.has(id));
    if (missing.length > 0) {
      for (const id of missing) askedFor.add(id);
      locked.arriving = Promise.all([locked.arriving, this.lockRows(tx, missing, entries)]);
    }
    await locked.arriving;
    return entries;
  }

  private async lockRows(tx: Transaction, complaintIds: readonly string[], entries: Map<string, Entry>): Promise<void> {
    const { rows } = await tx.query<CustodyRow>(SELECT, [complaintIds], 'custody-lock');
    for (const row of rows) {
      tx.heldKeys.add(row.complaint_id);
      entries.set(row.complaint_id, {
        complaint: {
          complaintId: row.complaint_id,
          complaintNo: row.complaint_no,
          organisationId: row.organisation_id,
          packs: parsePacks(row.packs),
          stateSeq: row.state_seq,
          state: row.state,
          holder: row.holder,
          suspendedFrom: row.suspended_from ?? undefined,
          since: row.since,
          reopenCount: row.reopen_count,
          unitId: row.unit_id,
          receivingUnit: row.receiving_unit,
          handlerId: row.handler_id ?? undefined,
        },
        participants: row.participants,
        lastEventId: row.last_event_id,
        adopted: false,
      });
    }
  }

  private save(tx: Transaction, entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    tx.write(
      UPSERT,
      [
        entries.map((entry) => entry.complaint.complaintId),
        entries.map((entry) => entry.complaint.complaintNo),
        entries.map((entry) => entry.complaint.organisationId),
        entries.map((entry) => formatPacks(entry.complaint.packs)),
        entries.map((entry) => entry.complaint.stateSeq),
        entries.map((entry) => entry.complaint.state),
        entries.map((entry) => entry.complaint.holder),
        entries.map((entry) => entry.lastEventId),
        entries.map((entry) => entry.adopted),
        entries.map((entry) => entry.complaint.suspendedFrom ?? null),
        entries.map((entry) => entry.complaint.unitId),
        entries.map((entry) => entry.complaint.receivingUnit),
        entries.map((entry) => entry.complaint.handlerId ?? null),
        entries.map((entry) => entry.complaint.since),
        entries.map((entry) => entry.complaint.reopenCount),
        entries.map((entry) => JSON.stringify(entry.participants)),
      ],
      'custody-save',
    );
  }

  private update(tx: Transaction, entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    tx.write(
      UPDATE,
      [
        entries.map((entry) => entry.complaint.complaintId),
        entries.map((entry) => entry.complaint.unitId),
        entries.map((entry) => entry.complaint.handlerId ?? null),
        entries.map((entry) => JSON.stringify(entry.participants)),
      ],
      'custody-update',
    );
  }

  private lockedEntry(tx: Transaction, complaintId: string): Entry {
    const entry = this.locked.get(tx)?.entries.get(complaintId);
    if (!entry) throw new UnknownComplaint(complaintId);
    return entry;
  }
}

/** Adds those that are new. @returns whether any was */
function admit(entry: Entry, participants: readonly Participant[] = []): boolean {
  const before = entry.participants;
  for (const { personId, part } of participants) {
    const isKnown = entry.participants.some((known) => known.personId === personId && known.part === part);
    if (!isKnown) entry.participants = [...entry.participants, { personId, part }];
  }
  return entry.participants !== before;
}

/** A participant of a complaint. */
export type ParticipantOf = Participant & { readonly complaintId: string };

/** Whom a move makes participants. */
function participantsIn({ contract, actor, actingFor }: Move, handlerId: string | undefined): Participant[] {
  return participantsOf(contract.type, {
    actorId: actor.kind === 'STAFF' ? actor.id : undefined,
    actingFor,
    handlerId,
  });
}

/**
 * Whom an event makes participants: the member of staff who acted, for whom they stood in, and the handler whom it confirms. What a
 * type of a newer release means is not known, but that a person acted is.
 */
export function participantsOf(
  type: string,
  named: Readonly<Partial<Record<'actorId' | 'actingFor' | 'handlerId', string | undefined>>>,
): Participant[] {
  const { actorId, actingFor, handlerId } = named;
  const parts = partsOfType(type);
  const participants: Participant[] = [];
  if (actorId) participants.push({ personId: actorId, part: parts?.actor ?? 'PARTICIPANT' });
  if (actorId && actingFor) participants.push({ personId: actorId, part: 'DEPUTY' });
  if (handlerId && parts?.handler) participants.push({ personId: handlerId, part: parts.handler });
  return participants;
}

/** A complaint that goes back to assessment lies with the unit that received it, and no one handles it (T29). */
function responsibleAfter(
  { assigns, complaint }: Move,
  to: ComplaintState,
): { unitId: string; handlerId: string | undefined } {
  if (assigns) return { unitId: assigns.unitId, handlerId: assigns.handlerId ?? undefined };
  if (to === STATE.UNDER_ASSESSMENT) return { unitId: complaint.receivingUnit, handlerId: undefined };
  return { unitId: complaint.unitId, handlerId: complaint.handlerId };
}

/** Who says which unit and person are responsible, and holds a complaint until a unit has accepted it. */
const ASSIGNER = transitionById('T9').giver;

/** Whether a unit has accepted the complaint, so that people work on it. */
function isAccepted({ holder }: LockedComplaint): boolean {
  return holder !== ASSIGNER;
}

/**
 * Who is responsible after a move of another service. One service alone assigns; what others write in the headers of their
 * moves may be older than a fact of that one which lies before them in the log.
 */
function responsibleIn(
  { to, unitId, handlerId }: NonNullable<StoryHeaders['move']>,
  emitter: string,
  before: LockedComplaint | undefined,
): Pick<LockedComplaint, 'unitId' | 'handlerId'> {
  const isByAssigner = emitter === ASSIGNER || to === STATE.UNDER_ASSESSMENT;
  return before && !isByAssigner ? { unitId: before.unitId, handlerId: before.handlerId } : { unitId, handlerId };
}
