import { Inject } from '@nestjs/common';
import { complaintAcknowledged, complaintRegistered, type Actor, type DataOf, type Received } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Outbox, type NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { SqlCorrespondence } from '../sql-correspondence';
import { LetterDesk } from './letter-desk';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/**
 * A registered complaint gets an acceptance letter (AK-02). Who gave no e-mail address has seen number and code on the
 * screen when the complaint was submitted, and that counts as acknowledgement (contracts, section 7).
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
  async on(events: readonly Received<DataOf<typeof complaintRegistered>>[], tx: Transaction): Promise<void> {
    await this.correspondence.open(
      tx,
      events.map(({ subject, data }) => ({
        complaintId: subject,
        locale: data.locale,
        reachableByMail: data.reachableByMail,
        registeredAt: new Date(data.registeredAt),
        dossierVersion: data.dossierVersion,
      })),
    );
    await this.desk.request(
      tx,
      events
        .filter(({ data }) => data.reachableByMail)
        .map((event) => ({ event, occasion: 'acknowledgement', facts: { kind: 'ACKNOWLEDGEMENT' } })),
    );
    await this.acknowledgeOnScreen(
      tx,
      events.filter(({ data }) => !data.reachableByMail),
    );
  }

  private async acknowledgeOnScreen(
    tx: Transaction,
    events: readonly Received<DataOf<typeof complaintRegistered>>[],
  ): Promise<void> {
    const complaints = await this.custody.lockAll(
      tx,
      events.map((event) => event.subject),
    );
    const facts = events.flatMap(({ subject, id, data }): NewEvent[] => {
      const complaint = complaints.get(subject);
      if (!complaint) return [];
      const payload = { acknowledgedAt: data.registeredAt, by: 'ON_SCREEN' as const };
      const at = new Date(data.registeredAt);
      return [{ contract: complaintAcknowledged, complaint, at, actor: SYSTEM, payload, causationId: id } as NewEvent];
    });
    await this.outbox.append(tx, facts);
  }
}
