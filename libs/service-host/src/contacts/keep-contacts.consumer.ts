import { contactLogged, type DataOf, type Received } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';

/** Keeps the contacts with complainants of the story, for commands that name them (contracts, section 4). */
@EventConsumer()
export class KeepContacts {
  constructor(private readonly contacts: Contacts) {}

  @Consumes(contactLogged, { consumer: 'contacts.keep' })
  async on(events: readonly Received<DataOf<typeof contactLogged>>[], tx: Transaction): Promise<void> {
    this.contacts.keep(
      tx,
      events.map(({ subject, data }) => ({
        contactId: data.contactId,
        complaintId: subject,
        channel: data.channel,
        direction: data.direction,
        twoWay: data.twoWay,
        purposes: data.purposes,
        byId: data.actor.id,
        byRank: data.byRank,
        dialled: data.dialled,
        keptAs: data.keptAs,
        at: new Date(data.at),
      })),
    );
  }
}
