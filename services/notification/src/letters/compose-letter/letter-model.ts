import { randomBytes } from 'node:crypto';
import {
  amountOf,
  ANSWER_CHANNELS,
  CANCELLATION_REASONS,
  CLOSURES,
  CONSENT_EXCEPTIONS,
  DATA_BASES,
  DISPUTE_OUTCOMES,
  DISPUTE_ROUTES,
  detailsOf,
  EXTENSION_REASONS,
  PROMISE_KINDS,
  inWords as termInWords,
  labelOf,
  NOT_ACCEPTED_REASONS,
  OUTCOMES,
  REMEDIES,
  REVIEW_DECISIONS,
  REMEDY_FAILURES,
  type ConsentException,
  type DisputeRoute,
  type LocaleCode,
  type Money,
  type Remedy,
} from '@redress/contracts';
import type { ItemWording } from '../domain/letter-lint';
import type { LetterSecret } from '../domain/kept-letter';
import type { LetterSettings } from './letter-composer';
import { salutationName } from '../domain/salutation';
import { HEADINGS } from './headings';
import {
  LetterCannotBeWritten,
  type Decision,
  type Dispute,
  type Imposition,
  type LetterMaterial,
  type Offer,
  type OneTimeCode,
  type Questions,
} from './letter-material';
import {
  amountInWords,
  afterDisputeInWords,
  afterReviewInWords,
  restReasonInWords,
  whileItRestsInWords,
  answerInWords,
  answerRoadsInWords,
  apologyInWords,
  correctionInWords,
  dateInWords,
  goesOnInWords,
  duringDisputeInWords,
  externalRightsInWords,
  instantInWords,
  limitInWords,
  paragraphs,
  refusalInWords,
  reopenDaysInWords,
  requestInWords,
  rightsInWords,
  tellOfDisputeInWords,
  withoutAnswerInWords,
  reviewRightInWords,
} from './wording';

/** What a template sees, and the words by which the finished letter is checked. */
export interface LetterModel {
  readonly values: Readonly<Record<string, unknown>>;
  readonly wording: ItemWording;
  /** What only the complainant may read; among the values are their marks. */
  readonly secrets?: readonly LetterSecret[];
}

/**
 * Puts the material of a letter into words.
 * @throws LetterCannotBeWritten
 */
export function letterModel(
  material: LetterMaterial,
  { sender, publicUrl, mailboxUrl, questionsUrl }: LetterSettings,
): LetterModel {
  const { facts, locale, complaintNo, dossier } = material;
  const special = specialsOf(material, publicUrl, questionsUrl);
  return {
    values: {
      locale,
      sender,
      complaintNo,
      mailboxUrl,
      heading: HEADINGS[facts.kind][locale],
      salutation: salutationName(dossier.submission.complainant.name) ?? null,
      answerRoads: answerRoadsInWords(complaintNo, mailboxUrl, locale),
      ...special.values,
    },
    wording: { COMPLAINT_NO: [complaintNo], MAILBOX: [mailboxUrl], ...special.wording },
    secrets: special.secrets ?? [],
  };
}

function specialsOf(material: LetterMaterial, publicUrl: string, questionsUrl: string): LetterModel {
  const { facts, locale, zone } = material;
  const inWords = (at: Date | string): string => instantInWords(new Date(at), zone, locale);
  // A case is reviewed once: after it the ways outside are left.
  const reviewRight = material.review ? [] : reviewRightOf(material, publicUrl);
  const tellOfDispute = tellOfDisputeInWords(pageOn('disputes', material, publicUrl), locale);
  switch (facts.kind) {
    case 'ACKNOWLEDGEMENT':
      return acknowledgement(material, inWords);
    case 'OFFER':
      if (!material.offer) throw new LetterCannotBeWritten('the offer');
      return withReviewRight(
        offer(material.offer, publicUrl, locale, inWords),
        material.review ? rightsInWords(locale) : reviewRight,
      );
    case 'OFFER_REMINDER':
      if (!material.offer) throw new LetterCannotBeWritten('the offer');
      return reminder(material.offer, publicUrl, inWords(facts.dueAt));
    case 'DECISION':
      if (!material.decision) throw new LetterCannotBeWritten('the decision');
      return decision(material.decision, [...reviewRight, ...rightsInWords(locale), tellOfDispute], locale);
    case 'IMPOSITION':
      if (!material.imposition) throw new LetterCannotBeWritten('the plan');
      return imposition(
        material.imposition,
        facts.exception,
        [...reviewRight, ...rightsInWords(locale), tellOfDispute],
        locale,
      );
    case 'REMEDY_CANCELLED': {
      const reason = labelOf(CANCELLATION_REASONS, facts.reason, locale);
      return givenUp([facts.remedy], [], { reason, decidedAt: inWords(facts.decidedAt), reviewRight, locale });
    }
    case 'RENEGOTIATION': {
      const { cancelled, decidedAt, done, failure } = facts;
      const reason = labelOf(REMEDY_FAILURES, failure, locale);
      // A new proposal follows; there is nothing yet to review.
      return givenUp(cancelled, done, { reason, decidedAt: inWords(decidedAt), reviewRight: [], locale });
    }
    case 'ANSWER_RECEIVED':
    case 'PROCEDURE_EXHAUSTED': {
      const rights = [...reviewRight, ...rightsInWords(locale), tellOfDispute];
      const said = answerInWords(facts.answer, locale);
      return {
        values: {
          answer: said,
          channel: labelOf(ANSWER_CHANNELS, facts.channel, locale),
          givenAt: inWords(facts.givenAt),
          objectBy: facts.objectBy ? inWords(facts.objectBy) : null,
          rights,
        },
        wording: { ANSWER: [said], RIGHTS: rights },
      };
    }
    case 'ANSWER_RECORDED':
    case 'LATE_ACCEPTANCE':
      if (!material.offer) throw new LetterCannotBeWritten('the offer');
      return recordedAcceptance(material.offer, publicUrl, locale, {
        channel: labelOf(ANSWER_CHANNELS, facts.channel, locale),
        givenAt: inWords(facts.givenAt),
        objectBy: inWords(facts.objectBy),
      });
    case 'OBJECTION_RECEIVED': {
      const said = answerInWords(facts.answer, locale);
      const objectedAt = inWords(facts.objectedAt);
      return {
        values: { answer: said, channel: labelOf(ANSWER_CHANNELS, facts.channel, locale), objectedAt },
        wording: { ANSWER: [said], DECIDED_AT: [objectedAt] },
      };
    }
    case 'OFFER_LAPSED': {
      if (!material.reopenDays) throw new LetterCannotBeWritten('the time for reopening');
      const reopenDays = String(material.reopenDays);
      return withReviewRight(
        {
          values: { lapsedAt: inWords(facts.lapsedAt), reopenDays },
          wording: { REOPENING_RIGHT: [reopenDaysInWords(reopenDays, locale)] },
        },
        reviewRight,
      );
    }
    case 'INFORMATION_REQUEST':
      if (!material.questions) throw new LetterCannotBeWritten('the questions');
      return informationRequest(material.questions, material, questionsUrl, inWords);
    case 'INFORMATION_REMINDER':
      if (!material.questions) throw new LetterCannotBeWritten('the questions');
      return informationRequest({ ...material.questions, dueAt: facts.dueAt }, material, questionsUrl, inWords);
    case 'PROMISE': {
      const promise = labelOf(PROMISE_KINDS, facts.promiseKind, locale);
      const expectedAt = inWords(facts.dueAt);
      return { values: { promise, expectedAt }, wording: { PROMISE: [promise], EXPECTED_AT: [expectedAt] } };
    }
    case 'EXTENSION': {
      const reason = labelOf(EXTENSION_REASONS, facts.reason, locale);
      const expectedAt = inWords(facts.dueAt);
      const apology = [apologyInWords(locale)];
      return {
        values: { reason, expectedAt, apology },
        wording: { REASON: [reason], EXPECTED_AT: [expectedAt], REGRET: apology },
      };
    }
    case 'INFORMATION_UNANSWERED': {
      const resumedAt = inWords(facts.resumedAt);
      const nextStep = goesOnInWords(locale);
      return { values: { resumedAt, nextStep }, wording: { ENDED_AT: [resumedAt], NEXT_STEP: [nextStep] } };
    }
    case 'ONE_TIME_CODE':
      if (!material.oneTimeCode) throw new LetterCannotBeWritten('the one-time code');
      return oneTimeCode(material.oneTimeCode);
    case 'CLOSURE': {
      const outcome = labelOf(OUTCOMES, facts.outcome, locale);
      const closure = labelOf(CLOSURES, facts.closureCode, locale);
      const closedAt = inWords(facts.closedAt);
      const apology = [apologyInWords(locale)];
      return withReviewRight(
        {
          values: { outcome, closure, closedAt, apology },
          wording: { OUTCOME: [outcome], CLOSURE: [closure], ENDED_AT: [closedAt], REGRET: apology },
        },
        reviewRight,
      );
    }
    case 'SUMMARY_RESOLUTION': {
      const outcome = labelOf(OUTCOMES, facts.outcome, locale);
      const remedies = facts.remedies.map((remedy) => remedyInWords(remedy, locale));
      return {
        values: { outcome, remedies, apology: [apologyInWords(locale)], resolvedAt: inWords(facts.resolvedAt) },
        wording: { OUTCOME: [outcome], REGRET: [apologyInWords(locale)], REMEDIES: remedies.flatMap(wordsOfRemedy) },
      };
    }
    case 'ANSWER': {
      const answer = material.routing?.answer;
      if (!answer) throw new LetterCannotBeWritten('the answer');
      const words = paragraphs(answer.text);
      return { values: { answer: words, answeredAt: inWords(facts.answeredAt) }, wording: { ANSWER: words } };
    }
    case 'DECLINE': {
      const decline = material.routing?.decline;
      if (!decline) throw new LetterCannotBeWritten('the reasons');
      const reason = labelOf(NOT_ACCEPTED_REASONS, facts.reason, locale);
      const rights = rightsInWords(locale);
      return {
        values: { reason, rights, explanation: paragraphs(decline.explanation), declinedAt: inWords(facts.declinedAt) },
        wording: { REASON: [reason], RIGHTS: rights },
      };
    }
    case 'REFERRAL': {
      const referral = material.routing?.referral;
      if (!referral) throw new LetterCannotBeWritten('the organisation');
      const { organisation, contact, ground } = referral;
      const basis = labelOf(DATA_BASES, facts.dataBasis, locale);
      return {
        values: {
          organisation,
          contact: contact ?? null,
          ground: paragraphs(ground),
          basis,
          referredAt: inWords(facts.referredAt),
        },
        wording: { ORGANISATION: [organisation], REASON: paragraphs(ground), DATA_BASIS: [basis] },
      };
    }
    case 'MERGE': {
      if (!material.reopenDays) throw new LetterCannotBeWritten('the time for reopening');
      const reopenDays = String(material.reopenDays);
      const grantedAt = inWords(facts.grantedAt);
      return {
        values: { grantedAt, reopenDays },
        wording: { DECIDED_AT: [grantedAt], REOPENING_RIGHT: [reopenDaysInWords(reopenDays, locale)] },
      };
    }
    case 'REVIEW_OPENED': {
      if (!material.reviewLimit) throw new LetterCannotBeWritten('the time for the review');
      const openedAt = inWords(facts.openedAt);
      const limit = limitInWords(material.reviewLimit, locale);
      return { values: { openedAt, limit }, wording: { DECIDED_AT: [openedAt], REVIEW_LIMIT: [limit] } };
    }
    case 'REVIEW_DECISION': {
      if (!material.review) throw new LetterCannotBeWritten('the grounds of the review');
      const decided = labelOf(REVIEW_DECISIONS, facts.decision, locale);
      const grounds = paragraphs(material.review.grounds);
      const next = afterReviewInWords(facts.decision, locale);
      const rights = [...externalRightsInWords(locale), tellOfDispute];
      const apology = [apologyInWords(locale)];
      return {
        values: { decision: decided, grounds, next, rights, apology, decidedAt: inWords(facts.decidedAt) },
        wording: { REVIEW_DECISION: [decided], GROUNDS: grounds, NEXT_STEP: [next], RIGHTS: rights, REGRET: apology },
      };
    }
    case 'DISPUTE_OPENED': {
      const { values, wording } = dispute(material.dispute, facts.route, locale);
      const next = duringDisputeInWords(locale);
      return {
        values: { ...values, next, openedAt: inWords(facts.openedAt) },
        wording: { ...wording, NEXT_STEP: [next] },
      };
    }
    case 'DISPUTE_DECIDED': {
      const { values, wording } = dispute(material.dispute, facts.route, locale);
      const award = labelOf(DISPUTE_OUTCOMES, facts.award, locale);
      const words = paragraphs(material.dispute?.award);
      const next = afterDisputeInWords(facts.binds, locale);
      const apology = [apologyInWords(locale)];
      return {
        values: { ...values, award, words, next, apology, decidedAt: inWords(facts.decidedAt) },
        wording: { ...wording, AWARD: [award, ...words], NEXT_STEP: [next], REGRET: apology },
      };
    }
    case 'CASE_RESTS': {
      const reason = restReasonInWords(facts.why, locale);
      const next = whileItRestsInWords(facts.why, locale);
      const restsSince = inWords(facts.restsSince);
      return {
        values: { reason, next, restsSince },
        wording: { REASON: [reason], NEXT_STEP: [next], DECIDED_AT: [restsSince] },
      };
    }
    case 'CASE_GOES_ON': {
      const reason = restReasonInWords(facts.why, locale);
      const next =
        facts.next === 'FOLLOW_AWARD' || facts.next === 'CLOSED_BY_AWARD'
          ? afterDisputeInWords(facts.next === 'FOLLOW_AWARD', locale)
          : afterReviewInWords(facts.next, locale);
      const decidedAt = inWords(facts.decidedAt);
      const rights = [...externalRightsInWords(locale), tellOfDispute];
      const apology = [apologyInWords(locale)];
      return {
        values: { reason, next, decidedAt, rights, apology },
        wording: { REASON: [reason], NEXT_STEP: [next], DECIDED_AT: [decidedAt], RIGHTS: rights, REGRET: apology },
      };
    }
    case 'REQUEST_REFUSED': {
      const request = requestInWords(facts.request, locale);
      const reason = refusalInWords(facts.reasonCode, locale);
      const refusedAt = inWords(facts.refusedAt);
      return {
        values: { request, reason, refusedAt },
        // What was asked for need not have words of its own in Chinese.
        wording: { REQUEST: [request || '申请'], REASON: [reason], DECIDED_AT: [refusedAt] },
      };
    }
    default: {
      const grantedAt = inWords(facts.grantedAt);
      const reviewBy = facts.reviewBy ? inWords(facts.reviewBy) : null;
      return {
        values: { grantedAt, reviewBy, crossed: material.crossed ?? false },
        wording: { ENDED_AT: [grantedAt], DECIDED_AT: [grantedAt] },
      };
    }
  }
}

/** The right to have the case reviewed, with the page on which it is asked for (T24). */
function reviewRightOf(material: LetterMaterial, publicUrl: string): string[] {
  return reviewRightInWords(material.reviewDays, pageOn('reviews', material, publicUrl), material.locale);
}

/** A page of resolution that number and code open, in the language of the letter. */
function pageOn(path: 'reviews' | 'disputes', { complaintNo, locale }: LetterMaterial, publicUrl: string): string {
  const lang = locale === 'en' ? 'en' : 'zh';
  return `${publicUrl}/v1/${path}?no=${encodeURIComponent(complaintNo)}&lang=${lang}`;
}

function withReviewRight(model: LetterModel, reviewRight: readonly string[]): LetterModel {
  return {
    ...model,
    values: { ...model.values, reviewRight },
    wording: { ...model.wording, REVIEW_RIGHT: reviewRight },
  };
}

/** Before which body the dispute is, and by which reference (T32). */
function dispute(given: Dispute | undefined, route: DisputeRoute, locale: LocaleCode): LetterModel {
  if (!given) throw new LetterCannotBeWritten('the body');
  const { body, reference } = given;
  return {
    values: { body, reference, route: labelOf(DISPUTE_ROUTES, route, locale) },
    wording: { BODY: [body, reference] },
  };
}

function acknowledgement(material: LetterMaterial, inWords: (at: Date | string) => string): LetterModel {
  if (!material.expectedAt) throw new LetterCannotBeWritten('the expected time');
  const acceptedAt = inWords(material.registeredAt);
  const expectedAt = inWords(material.expectedAt);
  const { trackingCode, receivedAt } = material.dossier;
  const code = secret(trackingCode);
  return {
    values: { acceptedAt, expectedAt, trackingCode: code.mark, receivedAt: inWords(receivedAt) },
    wording: { ACCEPTED_AT: [acceptedAt], EXPECTED_AT: [expectedAt], TRACKING_CODE: [trackingCode] },
    secrets: [code],
  };
}

function reminder({ token }: Offer, publicUrl: string, decideBy: string): LetterModel {
  const decisionLink = `${publicUrl}/v1/offers/${token}`;
  const link = secret(decisionLink, 'LINK');
  const target = secret(decisionLink, 'NO_ADDRESS');
  return {
    values: { decideBy, decisionLink: link.mark, decisionTarget: target.mark },
    wording: { DECISION_LINK: [decisionLink], DECIDE_BY: [decideBy] },
    secrets: [link, target],
  };
}

function informationRequest(
  { dueAt, texts }: Questions,
  { complaintNo, locale }: LetterMaterial,
  questionsUrl: string,
  inWords: (at: Date | string) => string,
): LetterModel {
  const answerLink = `${questionsUrl}/v1/answers?no=${encodeURIComponent(complaintNo)}&lang=${locale === 'en' ? 'en' : 'zh'}`;
  const questions = texts.map((text) => paragraphs(text));
  const due = inWords(dueAt);
  const nextStep = withoutAnswerInWords(locale);
  return {
    values: { answerLink, dueAt: due, questions, nextStep },
    wording: { QUESTIONS: questions.flat(), ANSWER_LINK: [answerLink], ANSWER_BY: [due], NEXT_STEP: [nextStep] },
  };
}

function oneTimeCode(given: OneTimeCode): LetterModel {
  const code = secret(given.code);
  return { values: { oneTimeCode: code.mark }, wording: { ONE_TIME_CODE: [given.code] }, secrets: [code] };
}

/** The mark cannot be foreseen, so that no text of a person can hold it. */
function secret(value: string, shown: LetterSecret['shown'] = 'CODE'): LetterSecret {
  return { mark: `secret${randomBytes(16).toString('hex')}`, value, shown };
}

function offer(
  given: Offer,
  publicUrl: string,
  locale: LocaleCode,
  inWords: (at: Date | string) => string,
): LetterModel {
  const told = planInWords(given, locale);
  const decisionLink = `${publicUrl}/v1/offers/${given.token}`;
  const link = secret(decisionLink, 'LINK');
  const target = secret(decisionLink, 'NO_ADDRESS');
  const decideBy = inWords(given.decideBy);
  return {
    values: {
      ...told.values,
      decisionLink: link.mark,
      decisionTarget: target.mark,
      decideBy,
      isFinal: given.isFinal ?? false,
    },
    wording: { ...told.wording, DECISION_LINK: [decisionLink], DECIDE_BY: [decideBy] },
    secrets: [link, target],
  };
}

/** What staff recorded as the acceptance, and how to object to it (RM-09, T43). */
function recordedAcceptance(
  given: Offer,
  publicUrl: string,
  locale: LocaleCode,
  record: { readonly channel: string; readonly givenAt: string; readonly objectBy: string },
): LetterModel {
  const told = planInWords(given, locale);
  const said = answerInWords('ACCEPT', locale);
  const correction = correctionInWords(locale);
  const decisionLink = `${publicUrl}/v1/offers/${given.token}`;
  const link = secret(decisionLink, 'LINK');
  const target = secret(decisionLink, 'NO_ADDRESS');
  return {
    values: {
      ...record,
      answer: said,
      correction,
      remedies: told.values['remedies'],
      decisionLink: link.mark,
      decisionTarget: target.mark,
    },
    wording: {
      ANSWER: [said],
      CORRECTION: [correction],
      REMEDIES: told.wording.REMEDIES ?? [],
      OBJECT_BY: [record.objectBy],
      DECISION_LINK: [decisionLink],
    },
    secrets: [link, target],
  };
}

/** A decision that is told and not asked (T41). */
function decision(given: Omit<Decision, 'planId'>, rights: readonly string[], locale: LocaleCode): LetterModel {
  const told = planInWords(given, locale);
  return { values: { ...told.values, rights }, wording: { ...told.wording, RIGHTS: rights } };
}

/** A plan that is carried out without consent (T26, RM-10). */
function imposition(
  given: Imposition,
  exception: ConsentException,
  rights: readonly string[],
  locale: LocaleCode,
): LetterModel {
  const told = decision(given, rights, locale);
  const reason = labelOf(CONSENT_EXCEPTIONS, exception, locale);
  const ground = paragraphs(given.ground);
  return {
    values: { ...told.values, reason, ground },
    wording: { ...told.wording, REASON: [reason, ...ground] },
  };
}

/** Remedies that are not carried out any more, and why (T27, T42). */
function givenUp(
  cancelled: readonly Remedy[],
  done: readonly Remedy[],
  {
    reason,
    decidedAt,
    reviewRight,
    locale,
  }: {
    readonly reason: string;
    readonly decidedAt: string;
    readonly reviewRight: readonly string[];
    readonly locale: LocaleCode;
  },
): LetterModel {
  const remedies = cancelled.map((remedy) => remedyInWords(remedy, locale));
  const rights = [...reviewRight, ...rightsInWords(locale)];
  const apology = [apologyInWords(locale)];
  return {
    values: { remedies, done: done.map((remedy) => remedyInWords(remedy, locale)), reason, decidedAt, rights, apology },
    wording: { REMEDIES: remedies.flatMap(wordsOfRemedy), REASON: [reason], RIGHTS: rights, REGRET: apology },
  };
}

/** Outcome, explanation and remedies of a plan. */
function planInWords(
  given: Pick<Offer, 'outcome' | 'explanation' | 'apology' | 'remedies'>,
  locale: LocaleCode,
): LetterModel {
  const outcome = labelOf(OUTCOMES, given.outcome, locale);
  const explanation = paragraphs(given.explanation);
  // AK-06: whatever the result, and whether or not the plan has words of its own for it.
  const own = paragraphs(given.apology);
  const apology = own.length > 0 ? own : [apologyInWords(locale)];
  const remedies = given.remedies.map((line) => ({
    ...remedyInWords(line, locale),
    dueOn: dateInWords(line.dueOn, locale),
  }));
  return {
    values: {
      outcome,
      remedies,
      explanation,
      apology,
    },
    wording: {
      OUTCOME: [outcome],
      REGRET: apology,
      GROUNDS: explanation,
      REMEDIES: remedies.flatMap((remedy) => [...wordsOfRemedy(remedy), remedy.dueOn]),
    },
  };
}

interface RemedyWords {
  readonly label: string;
  readonly amount: string | null;
  readonly details: readonly string[];
}

function remedyInWords(remedy: Remedy, locale: LocaleCode): RemedyWords {
  const writers = {
    money: (amount: Money) => amountInWords(amount, locale),
    date: (on: string) => dateInWords(on, locale),
  };
  const amount = amountOf(remedy);
  return {
    label: labelOf(REMEDIES, remedy.type, locale),
    amount: amount ? writers.money(amount) : null,
    details: detailsOf(remedy).map((detail) => termInWords(detail, locale, writers)),
  };
}

function wordsOfRemedy({ label, amount, details }: RemedyWords): string[] {
  return [label, ...(amount ? [amount] : []), ...details];
}
