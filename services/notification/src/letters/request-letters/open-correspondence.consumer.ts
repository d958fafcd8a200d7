import { Inject } from '@nestjs/common';
import { complaintAcknowledged, complaintRegistered, type Actor, type DataOf, type Received } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Outbox, type NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { letterIdOf } from '../domain/letter';
import { SqlCorrespondence } from '../sql-correspondence';
import { LetterDesk } from './letter-desk';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };
const ACKNOWLEDGEMENT = 'acknowledgement';

type Registered = Received<DataOf<typeof complaintRegistered>>;

/**
 * A registered complaint gets an acceptance letter (AK-02). Who has seen number and code on the own screen is told with that
 * (contracts, section 7), and gets the letter all the same.
 */
@EventConsumer()
export class OpenCorrespondence {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'notification'>,
    private readonly outbox: Outbox,
    private readonly correspondence: SqlCorrespondence,
    private readonly desk: LetterDesk,
  ) {}

  @Consumes(complaintRegistered, { consumer: 'notification.open-correspondence' })
  async on(events: readonly Registered[], tx: Transaction): Promise<void> {
    await this.correspondence.open(
      tx,
      events.map(({ subject, data }) => ({
        complaintId: subject,
        locale: data.locale,
        registeredAt: new Date(data.registeredAt),
        dossierVersion: data.dossierVersion,
      })),
    );
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: ACKNOWLEDGEMENT,
        facts: { kind: 'ACKNOWLEDGEMENT' },
        shownAt: event.data.shownToComplainant ? new Date(event.data.registeredAt) : undefined,
      })),
    );
    const shown = events.filter(({ data }) => data.shownToComplainant);
    if (shown.length > 0) await this.acknowledgeOnScreen(tx, shown);
  }

  private async acknowledgeOnScreen(tx: Transaction, events: readonly Registered[]): Promise<void> {
    const complaints = await this.custody.lockAll(
      tx,
      events.map((event) => event.subject),
    );
    const facts = events.flatMap(({ subject, id, data }): NewEvent[] => {
      const complaint = complaints.get(subject);
      if (!complaint) return [];
      const letterId = letterIdOf(subject, ACKNOWLEDGEMENT);
      const payload = { letterId, acknowledgedAt: data.registeredAt, by: 'ON_SCREEN' as const, locale: data.locale };
      const at = new Date(data.registeredAt);
      return [{ contract: complaintAcknowledged, complaint, at, actor: SYSTEM, payload, causationId: id } as NewEvent];
    });
    await this.outbox.append(tx, facts);
  }
}
