import { CLOSURES, labelOf, OUTCOMES, REMEDIES, type LocaleCode } from '@redress/contracts';
import type { ItemWording } from '../domain/letter-lint';
import { salutationName } from '../domain/salutation';
import { HEADINGS } from './headings';
import { LetterCannotBeWritten, type LetterMaterial, type Offer } from './letter-material';
import { amountInWords, dateInWords, instantInWords, paragraphs, refusalInWords, requestInWords } from './wording';

/** What a template sees, and the words by which the finished letter is checked. */
export interface LetterModel {
  readonly values: Readonly<Record<string, unknown>>;
  readonly wording: ItemWording;
}

/**
 * Puts the material of a letter into words.
 * @param publicUrl base of the links that complainants get
 * @throws LetterCannotBeWritten
 */
export function letterModel(material: LetterMaterial, sender: string, publicUrl: string): LetterModel {
  const { facts, locale, complaintNo, dossier } = material;
  const special = specialsOf(material, publicUrl);
  return {
    values: {
      locale,
      sender,
      complaintNo,
      heading: HEADINGS[facts.kind][locale],
      salutation: salutationName(dossier.submission.complainant.name) ?? null,
      ...special.values,
    },
    wording: { COMPLAINT_NO: [complaintNo], ...special.wording },
  };
}

function specialsOf(material: LetterMaterial, publicUrl: string): LetterModel {
  const { facts, locale, zone } = material;
  const inWords = (at: Date | string): string => instantInWords(new Date(at), zone, locale);
  switch (facts.kind) {
    case 'ACKNOWLEDGEMENT':
      return acknowledgement(material, inWords);
    case 'OFFER':
      if (!material.offer) throw new LetterCannotBeWritten('the offer');
      return offer(material.offer, locale, publicUrl);
    case 'CLOSURE': {
      const outcome = labelOf(OUTCOMES, facts.outcome, locale);
      const closure = labelOf(CLOSURES, facts.closureCode, locale);
      return { values: { outcome, closure, closedAt: inWords(facts.closedAt) }, wording: { OUTCOME: [outcome] } };
    }
    case 'REQUEST_REFUSED':
      return {
        values: {
          request: requestInWords(facts.request, locale),
          reason: refusalInWords(facts.reasonCode, locale),
          refusedAt: inWords(facts.refusedAt),
        },
        wording: {},
      };
    default:
      return { values: { grantedAt: inWords(facts.grantedAt) }, wording: {} };
  }
}

function acknowledgement(material: LetterMaterial, inWords: (at: Date | string) => string): LetterModel {
  if (!material.expectedAt) throw new LetterCannotBeWritten('the expected time');
  const acceptedAt = inWords(material.registeredAt);
  const expectedAt = inWords(material.expectedAt);
  const { trackingCode, receivedAt } = material.dossier;
  return {
    values: { acceptedAt, expectedAt, trackingCode, receivedAt: inWords(receivedAt) },
    wording: { ACCEPTED_AT: [acceptedAt], EXPECTED_AT: [expectedAt], TRACKING_CODE: [trackingCode] },
  };
}

function offer(given: Offer, locale: LocaleCode, publicUrl: string): LetterModel {
  const outcome = labelOf(OUTCOMES, given.outcome, locale);
  const decisionLink = `${publicUrl}/v1/offers/${given.token}`;
  const remedies = given.remedies.map((line) => ({
    label: labelOf(REMEDIES, line.type, locale),
    amount: 'amount' in line && line.amount ? amountInWords(line.amount, locale) : null,
    dueOn: dateInWords(line.dueOn, locale),
  }));
  return {
    values: {
      outcome,
      decisionLink,
      remedies,
      explanation: paragraphs(given.explanation),
      apology: paragraphs(given.apology),
    },
    wording: {
      OUTCOME: [outcome],
      DECISION_LINK: [decisionLink],
      REMEDIES: remedies.flatMap((line) => [line.label, ...(line.amount ? [line.amount] : []), line.dueOn]),
    },
  };
}
