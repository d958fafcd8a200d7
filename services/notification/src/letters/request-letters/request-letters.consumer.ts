import {
  answerObjected,
  GRANTED_WITH_LETTER,
  clockExtended,
  clockWarned,
  complaintAnswered,
  complaintClosed,
  offerLapsed,
  complaintDeclined,
  complaintReferred,
  DECLARED_REQUESTS,
  decisionTold,
  disputeDecided,
  disputeOpened,
  offerAccepted,
  offerCountered,
  offerRefused,
  informationAwaited,
  investigationResumed,
  oneTimeCodeIssued,
  partyAnswered,
  partyLeft,
  promiseMade,
  remedyCancelled,
  remedyRenegotiated,
  requestGrantedBy,
  requestOfKind,
  requestRefused,
  resolutionImposed,
  resolutionOffered,
  reviewDecided,
  reviewOpened,
  summaryResolved,
  STATE,
  toldRemedySchema,
  type AnswerCode,
  type DataOf,
  type Received,
  type RemedyOfParty,
  type StoryBase,
} from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { PackRegistry, remindsBy, tellsOfExtension } from '@redress/policy';
import type { LetterFacts } from '../domain/letter';
import { LetterDesk, type LetterCause } from './letter-desk';

/** An approved plan goes to the complainant with a link for the decision (T20, CM-02). */
@EventConsumer()
export class RequestOfferLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(resolutionOffered, { consumer: 'notification.request-offer-letters' })
  async on(events: readonly Received<DataOf<typeof resolutionOffered>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event) => {
        const { dossierVersion, offerId, offers } = event.data;
        return offerCauses(event, offerId, offers, dossierVersion);
      }),
    );
  }
}

/** The letter of an offer, of several complainants to each with their own. */
function offerCauses(
  event: Received<StoryBase>,
  only: string,
  offers: readonly { readonly partyId: string; readonly offerId: string }[] | undefined,
  resolutionVersion: number,
): LetterCause[] {
  return (offers ?? [{ partyId: event.subject, offerId: only }]).map(({ partyId, offerId }) => ({
    event,
    to: partyId,
    occasion: `offer:${offerId}`,
    facts: { kind: 'OFFER', offerId },
    resolutionVersion,
  }));
}

/** One of several complainants who does not agree is confirmed that at once (T22). */
@EventConsumer()
export class RequestPartyAnswerLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(partyAnswered, { consumer: 'notification.request-party-answer-letters' })
  async on(events: readonly Received<DataOf<typeof partyAnswered>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const {
          answerChannel: channel,
          answerId,
          decision,
          objectBy,
          occurredAt: givenAt,
          offerId,
          partyId,
        } = event.data;
        const to = { event, to: partyId, occasion: `answer:${answerId}` };
        if (decision !== 'ACCEPT')
          return [
            {
              ...to,
              facts: { kind: 'ANSWER_RECEIVED', answer: decision, channel, givenAt, ...(objectBy ? { objectBy } : {}) },
            },
          ];
        return objectBy ? [{ ...to, facts: { kind: 'ANSWER_RECORDED', offerId, channel, givenAt, objectBy } }] : [];
      }),
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
        .filter(({ data }) =>
          data.packs.some(({ id, version }) => remindsBy(this.packs.get(id, version), data.clock, 'offer-reminded')),
        )
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
      events.flatMap((event) => {
        const facts = { kind: 'OFFER_LAPSED', lapsedAt: event.data.occurredAt } as const;
        const cause = { event, occasion: `lapse:${event.data.offerId}`, facts };
        return event.data.partyIds?.map((to): LetterCause => ({ ...cause, to })) ?? [cause];
      }),
    );
  }
}

/** The complainant is asked what the investigator needs to know (T12, IV-07). */
@EventConsumer()
export class RequestInformationLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(informationAwaited, { consumer: 'notification.request-information-letters' })
  async on(events: readonly Received<DataOf<typeof informationAwaited>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => {
        const { informationRequestId, dossierVersion } = event.data;
        return {
          event,
          occasion: `information:${informationRequestId}`,
          facts: { kind: 'INFORMATION_REQUEST', informationRequestId, dossierVersion },
        };
      }),
    );
  }
}

/** A complainant who has not answered questions is reminded of them once, when half of the time is over (T13). */
@EventConsumer()
export class RequestInformationReminders {
  constructor(
    private readonly desk: LetterDesk,
    private readonly packs: PackRegistry,
  ) {}

  @Consumes(clockWarned, { consumer: 'notification.request-information-reminders' })
  async on(events: readonly Received<DataOf<typeof clockWarned>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { clock, clockId, dueAt, packs, percent, subject } = event.data;
        const isReminder = packs.some(({ id, version }) =>
          remindsBy(this.packs.get(id, version), clock, 'information-reminded'),
        );
        if (!isReminder || !subject || percent !== 50) return [];
        const facts = { kind: 'INFORMATION_REMINDER', informationRequestId: subject.id, dueAt } as const;
        return [{ event, occasion: `reminder:${clockId}:${percent}`, facts }];
      }),
    );
  }
}

/** Who was promised something by a day is told that a second person approved more time, and why (CA-03). */
@EventConsumer()
export class RequestExtensionLetters {
  constructor(
    private readonly desk: LetterDesk,
    private readonly packs: PackRegistry,
  ) {}

  @Consumes(clockExtended, { consumer: 'notification.request-extension-letters' })
  async on(events: readonly Received<DataOf<typeof clockExtended>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { clock, dueAt, packs, reason, stepId } = event.data;
        const isTold = packs.some(({ id, version }) => tellsOfExtension(this.packs.get(id, version), clock));
        // Who agreed to it knows.
        if (!stepId || !isTold) return [];
        return [{ event, occasion: `extension:${stepId}`, facts: { kind: 'EXTENSION', reason, dueAt } }];
      }),
    );
  }
}

/** What was promised is confirmed to the complainant, so that both know it (RM-12). */
@EventConsumer()
export class RequestPromiseLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(promiseMade, { consumer: 'notification.request-promise-letters' })
  async on(events: readonly Received<DataOf<typeof promiseMade>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event): LetterCause => {
        const { dueAt, promiseId, promiseKind } = event.data;
        return { event, occasion: `promise:${promiseId}`, facts: { kind: 'PROMISE', promiseKind, dueAt } };
      }),
    );
  }
}

/** Who did not answer in time is told that the investigation goes on, and how (T13). */
@EventConsumer()
export class RequestUnansweredLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(investigationResumed, { consumer: 'notification.request-unanswered-letters' })
  async on(events: readonly Received<DataOf<typeof investigationResumed>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { informationRequestId, occurredAt: resumedAt, reason } = event.data;
        if (reason !== 'NO_REPLY_IN_TIME') return [];
        const facts = { kind: 'INFORMATION_UNANSWERED', resumedAt } as const;
        return [{ event, occasion: `unanswered:${informationRequestId}`, facts }];
      }),
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
        to: event.data.partyId,
        occasion: `one-time-code:${event.data.codeId}`,
        facts: { kind: 'ONE_TIME_CODE', codeId: event.data.codeId },
        resolutionVersion: event.data.dossierVersion,
      })),
    );
  }
}

/** What staff recorded as the acceptance is told, with the right to object; of a lapsed offer with a correction (RM-09, T43). */
@EventConsumer()
export class RequestAcceptanceLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(offerAccepted, { consumer: 'notification.request-acceptance-letters' })
  async on(events: readonly Received<DataOf<typeof offerAccepted>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const {
          consentChannel: channel,
          consentId,
          objectBy,
          occurredAt: givenAt,
          offerId,
          partyId,
          reasonCode,
        } = event.data;
        if (objectBy === undefined) return [];
        const isLate = reasonCode === 'LATE_CONSENT';
        const kind = isLate ? 'LATE_ACCEPTANCE' : 'ANSWER_RECORDED';
        // One of several complainants was told of the record before, not that the lapse is undone.
        const occasion = isLate ? 'late-answer' : 'answer';
        return [
          {
            event,
            to: partyId,
            occasion: `${occasion}:${consentId}`,
            facts: { kind, offerId, channel, givenAt, objectBy },
          },
        ];
      }),
    );
  }
}

/** Who objected to what was recorded is told that it no longer counts (RM-09). */
@EventConsumer()
export class RequestObjectionLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(answerObjected, { consumer: 'notification.request-objection-letters' })
  async on(events: readonly Received<DataOf<typeof answerObjected>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => {
        const { answer, answerChannel: channel, answerId, occurredAt: objectedAt, partyId } = event.data;
        return {
          event,
          to: partyId,
          occasion: `objection:${answerId}`,
          facts: { kind: 'OBJECTION_RECEIVED', answer, channel, objectedAt },
        };
      }),
    );
  }
}

/** A counter-proposal is confirmed (T23). */
@EventConsumer()
export class RequestCounterLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(offerCountered, { consumer: 'notification.request-counter-letters' })
  async on(events: readonly Received<DataOf<typeof offerCountered>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => answerCause(event, 'ANSWER_RECEIVED', 'COUNTER')),
    );
  }
}

/** A refusal is confirmed (T39); one that ends the negotiation is answered with the rights that are left (T40). */
@EventConsumer()
export class RequestOfferRefusalLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(offerRefused, { consumer: 'notification.request-offer-refusal-letters' })
  async on(events: readonly Received<DataOf<typeof offerRefused>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => {
        const kind = event.to === STATE.RESOLVED ? 'PROCEDURE_EXHAUSTED' : 'ANSWER_RECEIVED';
        return answerCause(event, kind, 'REFUSE');
      }),
    );
  }
}

function answerCause(
  event: Received<DataOf<typeof offerCountered>>,
  kind: 'ANSWER_RECEIVED' | 'PROCEDURE_EXHAUSTED',
  answer: AnswerCode,
): LetterCause {
  const { answerChannel, answerId, objectBy, occurredAt, partyId } = event.data;
  return {
    event,
    to: kind === 'ANSWER_RECEIVED' ? partyId : undefined,
    // One of several complainants was confirmed the answer before, not that nothing follows.
    occasion: `${kind === 'ANSWER_RECEIVED' ? 'answer' : 'exhausted'}:${answerId}`,
    facts: { kind, answer, channel: answerChannel, givenAt: occurredAt, ...(objectBy ? { objectBy } : {}) },
  };
}

/** A decision that is told and not asked (T41, CM-06). */
@EventConsumer()
export class RequestDecisionLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(decisionTold, { consumer: 'notification.request-decision-letters' })
  async on(events: readonly Received<DataOf<typeof decisionTold>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: `decision:${event.data.planId}:${event.data.revision}`,
        facts: { kind: 'DECISION', planId: event.data.planId, revision: event.data.revision },
        resolutionVersion: event.data.dossierVersion,
      })),
    );
  }
}

/** What is done without the consent of the complainant, why, and what they can do about it (T26, RM-10). */
@EventConsumer()
export class RequestImpositionLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(resolutionImposed, { consumer: 'notification.request-imposition-letters' })
  async on(events: readonly Received<DataOf<typeof resolutionImposed>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event) => {
        const { dossierVersion, exception, offerId, partyIds } = event.data;
        const facts = { kind: 'IMPOSITION', offerId, exception } as const;
        const cause = { event, occasion: `imposition:${offerId}`, facts, resolutionVersion: dossierVersion };
        return partyIds?.map((to): LetterCause => ({ ...cause, to })) ?? [cause];
      }),
    );
  }
}

/** The other complainants of a case are told what it means for theirs, and nothing that is between us and the one. */
function toTheOthers(
  event: Received<StoryBase & { readonly partyId?: string | undefined }>,
  occasion: string,
  facts: Extract<LetterFacts, { readonly kind: 'CASE_RESTS' | 'CASE_GOES_ON' }>,
): LetterCause {
  return { event, notTo: event.data.partyId ?? event.subject, occasion, facts };
}

/** A request for a review is confirmed, with the time until which it is decided (T24). */
@EventConsumer()
export class RequestReviewLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(reviewOpened, { consumer: 'notification.request-review-letters' })
  async on(events: readonly Received<DataOf<typeof reviewOpened>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { occurredAt: openedAt, partyId, reviewId } = event.data;
        const occasion = `review:${reviewId}`;
        return [
          { event, to: partyId ?? event.subject, occasion, facts: { kind: 'REVIEW_OPENED', openedAt } },
          toTheOthers(event, occasion, { kind: 'CASE_RESTS', why: 'REVIEW', restsSince: openedAt }),
        ];
      }),
    );
  }
}

/** The decision of a review with its grounds and the ways outside; an offer that stands goes out again (T31). */
@EventConsumer()
export class RequestReviewDecisionLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(reviewDecided, { consumer: 'notification.request-review-decision-letters' })
  async on(events: readonly Received<DataOf<typeof reviewDecided>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const {
          decision,
          dossierVersion: resolutionVersion,
          occurredAt: decidedAt,
          offerId,
          offers,
          partyId,
          reviewId,
        } = event.data;
        const occasion = `review-decision:${reviewId}`;
        const decided: LetterCause[] = [
          {
            event,
            to: partyId ?? event.subject,
            occasion,
            facts: { kind: 'REVIEW_DECISION', reviewId, decision, decidedAt },
            resolutionVersion,
          },
          toTheOthers(event, occasion, { kind: 'CASE_GOES_ON', why: 'REVIEW', decidedAt, next: decision }),
        ];
        return offerId === undefined
          ? decided
          : [...decided, ...offerCauses(event, offerId, offers, resolutionVersion)];
      }),
    );
  }
}

/** The complainant is told what rests while another body has the dispute (T32). */
@EventConsumer()
export class RequestDisputeLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(disputeOpened, { consumer: 'notification.request-dispute-letters' })
  async on(events: readonly Received<DataOf<typeof disputeOpened>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { disputeId, dossierVersion: resolutionVersion, occurredAt: openedAt, partyId, route } = event.data;
        const occasion = `dispute:${disputeId}`;
        const facts = { kind: 'DISPUTE_OPENED', disputeId, route, openedAt } as const;
        return [
          { event, to: partyId ?? event.subject, occasion, facts, resolutionVersion },
          toTheOthers(event, occasion, { kind: 'CASE_RESTS', why: 'DISPUTE', restsSince: openedAt }),
        ];
      }),
    );
  }
}

/** How the dispute ended, and what follows (T33). */
@EventConsumer()
export class RequestAwardLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(disputeDecided, { consumer: 'notification.request-award-letters' })
  async on(events: readonly Received<DataOf<typeof disputeDecided>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const {
          award,
          binds,
          disputeId,
          dossierVersion: resolutionVersion,
          occurredAt: decidedAt,
          partyId,
          route,
        } = event.data;
        const occasion = `award:${disputeId}`;
        const facts = { kind: 'DISPUTE_DECIDED', disputeId, route, award, binds, decidedAt } as const;
        const next = binds ? 'FOLLOW_AWARD' : 'CLOSED_BY_AWARD';
        return [
          { event, to: partyId ?? event.subject, occasion, facts, resolutionVersion },
          toTheOthers(event, occasion, { kind: 'CASE_GOES_ON', why: 'DISPUTE', decidedAt, next }),
        ];
      }),
    );
  }
}

/** A remedy that was agreed is not carried out any more: which, why, and what the complainant can do about it (T27). */
@EventConsumer()
export class RequestCancellationLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(remedyCancelled, { consumer: 'notification.request-cancellation-letters' })
  async on(events: readonly Received<DataOf<typeof remedyCancelled>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        // Of several complainants the one whose it is.
        to: event.data.remedy.partyId,
        occasion: `cancelled:${event.data.remedyId}`,
        facts: {
          kind: 'REMEDY_CANCELLED',
          remedy: toldRemedySchema.parse(event.data.remedy),
          reason: event.data.reason,
          decidedAt: event.data.occurredAt,
        },
      })),
    );
  }
}

/** What was agreed proved impossible: what was done, what is not carried out, and that a new proposal follows (T42). */
@EventConsumer()
export class RequestRenegotiationLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(remedyRenegotiated, { consumer: 'notification.request-renegotiation-letters' })
  async on(events: readonly Received<DataOf<typeof remedyRenegotiated>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event) => {
        const { cancelled, done, failure, occurredAt: decidedAt } = event.data;
        const concerned = new Set(cancelled.map(({ partyId }) => partyId));
        return [...concerned].map((to): LetterCause => ({
          event,
          to,
          occasion: `renegotiation:${event.stateSeq}`,
          facts: {
            kind: 'RENEGOTIATION',
            failure,
            cancelled: told(cancelled, to),
            done: told(done, to),
            decidedAt,
          },
        }));
      }),
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
      events.flatMap((event): LetterCause[] => {
        const { closureCode, outcome, occurredAt: closedAt } = event.data;
        // Who was answered has been told all there is.
        if (outcome === undefined) return [];
        return [
          { event, occasion: `closure:${event.stateSeq}`, facts: { kind: 'CLOSURE', closureCode, outcome, closedAt } },
        ];
      }),
    );
  }
}

/** What was done on the spot is confirmed in writing (T8). */
@EventConsumer()
export class RequestSummaryLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(summaryResolved, { consumer: 'notification.request-summary-letters' })
  async on(events: readonly Received<DataOf<typeof summaryResolved>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => ({
        event,
        occasion: `summary:${event.stateSeq}`,
        facts: {
          kind: 'SUMMARY_RESOLUTION',
          outcome: event.data.outcome,
          remedies: event.data.remediesDone,
          resolvedAt: event.data.occurredAt,
        },
      })),
    );
  }
}

/** An answer that was not given in a contact goes out as a letter (T8). */
@EventConsumer()
export class RequestAnswerLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(complaintAnswered, { consumer: 'notification.request-answer-letters' })
  async on(events: readonly Received<DataOf<typeof complaintAnswered>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { letterId, dossierVersion, occurredAt: answeredAt } = event.data;
        if (letterId === undefined || dossierVersion === undefined) return [];
        const facts = { kind: 'ANSWER', letterId, dossierVersion, answeredAt } as const;
        return [{ event, occasion: `answer:${event.stateSeq}`, letterId, facts }];
      }),
    );
  }
}

/** Whose complaint is not accepted is told reasons and rights (T5). */
@EventConsumer()
export class RequestDeclineLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(complaintDeclined, { consumer: 'notification.request-decline-letters' })
  async on(events: readonly Received<DataOf<typeof complaintDeclined>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => {
        const { stepId, reason, dossierVersion, occurredAt: declinedAt } = event.data;
        return {
          event,
          occasion: `decline:${stepId}`,
          facts: { kind: 'DECLINE', stepId, reason, dossierVersion, declinedAt },
        };
      }),
    );
  }
}

/** Whose complaint goes to another organisation is told which, why, and on what ground their data go there (T6). */
@EventConsumer()
export class RequestReferralLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(complaintReferred, { consumer: 'notification.request-referral-letters' })
  async on(events: readonly Received<DataOf<typeof complaintReferred>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.map((event) => {
        const { dataBasis, dossierVersion, occurredAt: referredAt } = event.data;
        return {
          event,
          occasion: `referral:${event.stateSeq}`,
          facts: { kind: 'REFERRAL', dataBasis, dossierVersion, referredAt },
        };
      }),
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
        const { requestId, occurredAt, reviewBy } = event.data as typeof event.data & { readonly reviewBy?: string };
        const { letter } = requestGrantedBy(event.type);
        // The same move may happen of its own accord.
        if (!requestId || !letter) return [];
        return [
          {
            event,
            occasion: `grant:${requestId}`,
            facts: { kind: letter, grantedAt: occurredAt, ...(reviewBy ? { reviewBy } : {}) },
          },
        ];
      }),
    );
  }
}

/** The letter by which a person learns that theirs is no longer pursued, as they asked. */
const LETTER_OF_LEAVING = DECLARED_REQUESTS.find(({ leaves }) => leaves)?.letter;

/** Who leaves a case that goes on for others is told that theirs is no longer pursued (T7). */
@EventConsumer()
export class RequestLeavingLetters {
  constructor(private readonly desk: LetterDesk) {}

  @Consumes(partyLeft, { consumer: 'notification.request-leaving-letters' })
  async on(events: readonly Received<DataOf<typeof partyLeft>>[], tx: Transaction): Promise<void> {
    await this.desk.request(
      tx,
      events.flatMap((event): LetterCause[] => {
        const { why, partyId, requestId, occurredAt: grantedAt } = event.data;
        // Whose complaint goes on alone is told that by the letter of the reopening.
        if (why !== 'NO_LONGER_WANTED' || !LETTER_OF_LEAVING) return [];
        const facts = { kind: LETTER_OF_LEAVING, grantedAt };
        return [{ event, to: partyId, occasion: `left:${requestId}`, facts }];
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

/** What one of several complainants is told of remedies: their own. */
function told(remedies: readonly RemedyOfParty[], to: string | undefined) {
  return remedies.filter(({ partyId }) => partyId === to).map((remedy) => toldRemedySchema.parse(remedy));
}
