import { faultAt, WrongFields } from '@redress/commands';
import type { ChannelCode, ContactDirection, ContactPurpose, ContactRecord, StaffRank } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { NotCaughtUp } from './custody-errors';

/** A contact with the complainant, as the contact log of intake says it on the story (contracts, section 4). */
export interface LoggedContact {
  readonly contactId: string;
  readonly complaintId: string;
  readonly channel: ChannelCode;
  readonly direction: ContactDirection;
  readonly twoWay: boolean;
  readonly purposes: readonly ContactPurpose[];
  /** Who was in contact. */
  readonly byId: string;
  readonly byRank: StaffRank;
  /** A number of the dossier was dialled. */
  readonly dialled: boolean;
  readonly keptAs: ContactRecord;
  /** When they were in contact, business time. */
  readonly at: Date;
}

interface ContactRow {
  contact_id: string;
  complaint_id: string;
  channel: ChannelCode;
  direction: ContactDirection;
  two_way: boolean;
  purposes: ContactPurpose[];
  by_id: string;
  by_rank: StaffRank;
  dialled: boolean;
  kept_as: ContactRecord;
  at: Date;
}

/** The contacts of which this service has heard; commands prove by them that a complainant was told or heard. */
export class Contacts {
  /** Keeps contacts; one that is here already stays as it is. One statement for all of them. */
  keep(tx: Transaction, contacts: readonly LoggedContact[]): void {
    if (contacts.length === 0) return;
    tx.write(
      `insert into known_contact
         (contact_id, complaint_id, channel, direction, two_way, purposes, by_id, by_rank, at, dialled, kept_as)
       select a, b, c, d, e, string_to_array(f, ','), g, h, i, j, k
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::text[], $8::text[],
         $9::timestamptz[], $10::bool[], $11::text[]) as t(a, b, c, d, e, f, g, h, i, j, k)
       on conflict do nothing`,
      [
        contacts.map((contact) => contact.contactId),
        contacts.map((contact) => contact.complaintId),
        contacts.map((contact) => contact.channel),
        contacts.map((contact) => contact.direction),
        contacts.map((contact) => contact.twoWay),
        contacts.map((contact) => contact.purposes.join(',')),
        contacts.map((contact) => contact.byId),
        contacts.map((contact) => contact.byRank),
        contacts.map((contact) => contact.at),
        contacts.map((contact) => contact.dialled),
        contacts.map((contact) => contact.keptAs),
      ],
      'contact-keep',
    );
  }

  /**
   * The contact that a command names.
   * @param complaintIds the complaint in whose log it stands, or all among which it may
   * @param pointer JSON Pointer to the field that names it
   * @throws NotCaughtUp when this service has not heard of it (HTTP 409 `not-caught-up`)
   * @throws WrongFields at `pointer` when it was about another complaint
   */
  async named(
    from: Pick<Transaction, 'query'>,
    complaintIds: string | readonly string[],
    contactId: string,
    pointer = '/contactId',
  ): Promise<LoggedContact> {
    const { rows } = await from.query<ContactRow>(
      `select contact_id, complaint_id, channel, direction, two_way, purposes, by_id, by_rank, at, dialled, kept_as
       from known_contact where contact_id = $1`,
      [contactId],
      'contact-named',
    );
    const row = rows[0];
    if (!row) throw new NotCaughtUp('contact');
    if (![complaintIds].flat().includes(row.complaint_id))
      throw new WrongFields(faultAt(pointer, 'contact-of-another'));
    return {
      contactId: row.contact_id,
      complaintId: row.complaint_id,
      channel: row.channel,
      direction: row.direction,
      twoWay: row.two_way,
      purposes: row.purposes,
      byId: row.by_id,
      byRank: row.by_rank,
      dialled: row.dialled,
      keptAs: row.kept_as,
      at: row.at,
    };
  }
}
