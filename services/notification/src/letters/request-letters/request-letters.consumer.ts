import {
  GRANTED_WITH_LETTER,
  clockWarned,
  complaintClosed,
  offerLapsed,
  oneTimeCodeIssued,
  requestGrantedBy,
  requestOfKind,
  requestRefused,
  resolutionOffered,
  type DataOf,
  type Received,
} from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { PackRegistry, remindsOfOffer } from '@redress/policy';
import { LetterDesk } from './letter-desk';

/** An approved plan goes to the complainant with a link for the decision (T20, CM-02). */
@EventConsumer()
export class RequestOfferLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(resolutionOffered, { consumer: 'notification.request-offer-letters' })
  async on(events: readonly Received<DataOf<typeof resolutionOffered>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: `offer:${event.data.offerId}`,
        facts: { kind: 'OFFER', offerId: event.data.offerId },
        resolutionVersion: event.data.dossierVersion,
      })),
    );
  }
}

/** A complainant who has not decided on an offer is reminded of it, twice before it lapses (T25). */
@EventConsumer()
export class RequestOfferReminders {
  constructor(
    private readonly desk: LetterDesk,
    private readonly packs: PackRegistry,
  ) {}

  @Consumes(clockWarned, { consumer: 'notification.request-offer-reminders' })
  async on(events: readonly Received<DataOf<typeof clockWarned>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events
        .filter(({ data }) => data.packs.some(({ id, version }) => remindsOfOffer(this.packs.get(id, version), data.clock)))
        .map((event) => ({
          event,
          occasion: `reminder:${event.data.clockId}:${event.data.percent}`,
          facts: { kind: 'OFFER_REMINDER', dueAt: event.data.dueAt },
        })),
    );
  }
}

/** Who did not decide in time is told that the offer lapsed, and of the right to have the case reopened (T25). */
@EventConsumer()
export class RequestLapseLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(offerLapsed, { consumer: 'notification.request-lapse-letters' })
  async on(events: readonly Received<DataOf<typeof offerLapsed>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: `lapse:${event.data.offerId}`,
        facts: { kind: 'OFFER_LAPSED', lapsedAt: event.data.occurredAt },
      })),
    );
  }
}

/** Who answers an offer without the tracking code gets a code for that moment. */
@EventConsumer()
export class RequestOneTimeCodeLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(oneTimeCodeIssued, { consumer: 'notification.request-one-time-code-letters' })
  async on(events: readonly Received<DataOf<typeof oneTimeCodeIssued>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: `one-time-code:${event.data.codeId}`,
        facts: { kind: 'ONE_TIME_CODE', codeId: event.data.codeId },
        resolutionVersion: event.data.dossierVersion,
      })),
    );
  }
}

/** The complainant is told that the complaint is closed (T28). */
@EventConsumer()
export class RequestClosureLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(complaintClosed, { consumer: 'notification.request-closure-letters' })
  async on(events: readonly Received<DataOf<typeof complaintClosed>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: `closure:${event.stateSeq}`,
        facts: {
          kind: 'CLOSURE',
          closureCode: event.data.closureCode,
          outcome: event.data.outcome,
          closedAt: event.data.occurredAt,
        },
      })),
    );
  }
}

/** A granted request is confirmed, whichever service granted it, with the letter of its kind. */
@EventConsumer()
export class RequestGrantLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(GRANTED_WITH_LETTER, {
    consumer: 'notification.request-grant-letters',
  })
  async on(events: readonly Received<DataOf<(typeof GRANTED_WITH_LETTER)[number]>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event) => {
        const { requestId, occurredAt } = event.data;
        const { letter } = requestGrantedBy(event.type);
        // The same move may happen of its own accord.
        if (!requestId || !letter) return [];
        return [{ event, occasion: `grant:${requestId}`, facts: { kind: letter, grantedAt: occurredAt } }];
      }),
    );
  }
}

/** A refused request is answered with the reason, whichever service refused it. */
@EventConsumer()
export class RequestRefusalLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(requestRefused, {
    consumer: 'notification.request-refusal-letters',
  })
  async on(events: readonly Received<DataOf<typeof requestRefused>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events
        .filter(({ data }) => requestOfKind(data.kind)?.refusalLetter !== null)
        .map((event) => ({
          event,
          occasion: `refusal:${event.data.requestId}`,
          facts: {
            kind: 'REQUEST_REFUSED',
            request: event.data.kind,
            reasonCode: event.data.reasonCode ?? '',
            refusedAt: event.data.occurredAt,
          },
        })),
    );
  }
}
