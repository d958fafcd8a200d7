import { Inject } from '@nestjs/common';
import { Directory, reachesCase } from '@redress/access';
import { STATES, type EventContract, type Received, type StoryBase } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { v5 } from 'uuid';
import { Addressees } from '../domain/addressees';
import {
  ENDING,
  INBOX_EVENTS,
  INBOX_RULES,
  NOT_OF_ENDED,
  OUTLIVES_ENDING,
  type InboxRule,
} from '../domain/inbox-rules';
import { SqlInbox, type Cleared, type NewItem, type ParticipantRow } from '../sql-inbox';

const ITEM_NAMESPACE = '8a0f3a30-7d5d-5f0e-8b0e-3a51b3f4d2c6';

type Told = Received<StoryBase>;

const RULES = new Map<string, InboxRule[]>();
for (const rule of INBOX_RULES) RULES.set(rule.on.type, [...(RULES.get(rule.on.type) ?? []), rule]);
/** What the events of a type settle. */
const CLEARINGS = new Map<string, (Pick<InboxRule, 'kind'> & InboxRule['clearedBy'][number])[]>();
for (const { kind, clearedBy } of INBOX_RULES) {
  for (const clearing of clearedBy) {
    for (const { type } of clearing.on) CLEARINGS.set(type, [...(CLEARINGS.get(type) ?? []), { kind, ...clearing }]);
  }
}
const ENDS = new Set(ENDING.map(({ type }) => type));
const SETTLED_BY_THE_END = [...new Set(INBOX_RULES.map(({ kind }) => kind))].filter(
  (kind) => !OUTLIVES_ENDING.includes(kind),
);

/** Puts into the inboxes of members of staff what the table says, and clears it (RT-05). */
@EventConsumer()
export class FillInbox {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'notification'>,
    private readonly directory: Directory,
    private readonly inbox: SqlInbox,
  ) {}

  @Consumes(INBOX_EVENTS as unknown as readonly EventContract<unknown>[], { consumer: 'notification.fill-inbox' })
  async on(events: readonly Told[], tx: Transaction): Promise<void> {
    const rulesOf = new Map(events.map((event) => [event, rulesFor(event)]));
    const subjects = [...new Set(events.filter((event) => rulesOf.get(event)?.length).map(({ subject }) => subject))];
    const complaints =
      subjects.length > 0 ? await this.custody.lockAll(tx, subjects) : new Map<string, LockedComplaint>();
    const participants = new Map<string, ParticipantRow[]>(subjects.map((complaintId) => [complaintId, []]));
    for (const one of subjects.length > 0 ? await this.inbox.participantsOf(tx, subjects) : []) {
      participants.get(one.complaintId)?.push(one);
    }

    const cleared: Cleared[] = [];
    let added: NewItem[] = [];
    for (const event of events) {
      const settled = settledBy(event);
      cleared.push(...settled);
      // What was said and settled within one batch never happened.
      if (settled.length > 0) added = added.filter((item) => !settled.some((one) => settles(one, item)));
      const complaint = complaints.get(event.subject);
      const rules = rulesOf.get(event) ?? [];
      if (complaint) added.push(...this.itemsFor(event, rules, complaint, participants.get(event.subject) ?? []));
    }
    await this.inbox.clear(tx, cleared);
    this.inbox.add(tx, added);
  }

  private itemsFor(
    event: Told,
    rules: readonly InboxRule[],
    complaint: LockedComplaint,
    participants: readonly ParticipantRow[],
  ): NewItem[] {
    const people = new Addressees(this.directory, { ...complaint, participants });
    const data = event.data as never;
    const { ended } = STATES[complaint.state];
    const meant = rules.filter(({ kind }) => !(ended && NOT_OF_ENDED.includes(kind)));
    return meant.flatMap((rule) =>
      [...new Set(rule.who(people, data))]
        .filter((personId) => this.mayRead(personId, complaint, participants))
        .map((personId) => ({
          itemId: v5(`${event.id}/${rule.kind}/${personId}`, ITEM_NAMESPACE),
          personId,
          complaintId: complaint.complaintId,
          kind: rule.kind,
          subject: rule.subject?.(data) ?? '',
          facts: rule.facts?.(data) ?? {},
          causedBy: event.id,
          createdAt: event.time,
        })),
    );
  }

  private mayRead(personId: string, complaint: LockedComplaint, participants: readonly ParticipantRow[]): boolean {
    const person = this.directory.person(personId);
    if (!person || person.kind !== 'STAFF') return false;
    const tookPart = participants.some((one) => one.personId === personId);
    return reachesCase({ ...complaint, handlerId: complaint.handlerId ?? null, tookPart }, person, this.directory);
  }
}

/** The lines of the table by which an event makes items. */
function rulesFor({ data, type }: Told): InboxRule[] {
  return (RULES.get(type) ?? []).filter(({ when }) => when === undefined || when(data as never));
}

/** What an event settles. */
function settledBy(event: Told): Cleared[] {
  const common = { complaintId: event.subject, at: event.time };
  const settled = (CLEARINGS.get(event.type) ?? []).flatMap(({ kind, subjects }): Cleared[] =>
    subjects
      ? subjects(event.data as never, event).flatMap((subject) => (subject ? [{ ...common, kind, subject }] : []))
      : [{ ...common, kind }],
  );
  return ENDS.has(event.type) && event.to && STATES[event.to].ended
    ? [...settled, ...SETTLED_BY_THE_END.map((kind) => ({ ...common, kind }))]
    : settled;
}

function settles({ complaintId, kind, subject }: Cleared, item: NewItem): boolean {
  return item.complaintId === complaintId && item.kind === kind && (subject === undefined || subject === item.subject);
}
