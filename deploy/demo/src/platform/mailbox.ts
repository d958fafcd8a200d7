import { bounded } from '@redress/local/driving';

/** What letters to complainants are about, as their readers tell by the subject, or by the words of a text message. */
export type LetterKind =
  | 'ACKNOWLEDGEMENT'
  | 'INFORMATION_REMINDER'
  | 'INFORMATION_UNANSWERED'
  | 'INFORMATION_REQUEST'
  | 'OFFER'
  | 'OFFER_REMINDER'
  | 'OFFER_LAPSED'
  | 'ANSWER_RECEIVED'
  | 'ANSWER_RECORDED'
  | 'LATE_ACCEPTANCE'
  | 'OBJECTION_RECEIVED'
  | 'PROCEDURE_EXHAUSTED'
  | 'DECISION'
  | 'CLOSURE'
  | 'SUMMARY_RESOLUTION'
  | 'ANSWER'
  | 'DECLINE'
  | 'REFERRAL'
  | 'WITHDRAWAL'
  | 'VOID'
  | 'SUSPENSION'
  | 'SUSPENSION_LIFT'
  | 'REOPENING'
  | 'MERGE'
  | 'REVIEW_OPENED'
  | 'REVIEW_DECISION'
  | 'DISPUTE_OPENED'
  | 'DISPUTE_DECIDED'
  | 'CASE_RESTS'
  | 'CASE_GOES_ON'
  | 'EXTENSION'
  | 'PROMISE'
  | 'IMPOSITION'
  | 'REMEDY_CANCELLED'
  | 'RENEGOTIATION'
  | 'REQUEST_REFUSED';

/** A letter as its reader understands it. */
export interface Letter {
  readonly id: string;
  /** Address or number that it reached, as {@link addressOf} writes it. */
  readonly to: string;
  readonly kind: LetterKind;
  readonly complaintNo: string;
  /** In acceptance letters. */
  readonly trackingCode?: string;
  /** Address of the page on which an offer is decided; a text message says only where the offer is read. */
  readonly decisionLink?: string;
  /** Address of the page on which questions are answered. */
  readonly answerLink?: string;
}

interface LetterHead {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
}

interface TextMessage {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** By subject and by text message; of those that share words the narrower first. */
const KINDS: readonly (readonly [LetterKind, RegExp, RegExp])[] = [
  ['REVIEW_DECISION', /the result of our review|复核决定/, /The result of our review|复核决定/],
  ['REVIEW_OPENED', /the review of your complaint|复核受理/, /is being reviewed|复核受理/],
  ['DISPUTE_DECIDED', /the end of the dispute|争议处理结果/, /The dispute on your complaint|争议处理结果/],
  ['DISPUTE_OPENED', /before another body|争议外部处理/, /is before another body|争议外部处理/],
  ['CASE_RESTS', /rests for a while|处理暂停/, /rests for a while|处理暂停/],
  ['CASE_GOES_ON', /what follows for your complaint|后续处理/, /What follows for your complaint|后续处理/],
  ['LATE_ACCEPTANCE', /correction: our proposal|更正：/, /Correction: our proposal stands|更正函/],
  [
    'ANSWER_RECORDED',
    /please check what was recorded|请核对您的答复记录/,
    /your acceptance of our proposal was recorded|记录您已接受处理方案/,
  ],
  ['OBJECTION_RECEIVED', /we have your objection|异议已收到/, /We have your objection|异议收悉函/],
  ['REMEDY_CANCELLED', /a change to what we agreed|处理方案变更/, /What we do not carry out any more|措施取消/],
  ['RENEGOTIATION', /is negotiated anew|重新协商/, /We will make you a new proposal|重新协商/],
  ['EXTENSION', /takes longer|办理延期/, /takes longer than we said|办理延期/],
  ['PROMISE', /what we promised you|承诺确认/, /we promised:|我们承诺/],
  ['IMPOSITION', /without waiting for your consent|未经同意/, /without waiting for your consent|未经同意/],
  ['ACKNOWLEDGEMENT', /we have accepted your complaint|受理函/, /we have accepted your complaint|您的投诉已受理/],
  [
    'INFORMATION_REMINDER',
    /please answer our questions|提醒您补充投诉信息/,
    /still need some information|仍需要您补充信息/,
  ],
  ['INFORMATION_UNANSWERED', /we go on without your answer|逾期未补充材料/, /We go on without your answer|逾期未补充/],
  ['INFORMATION_REQUEST', /a question about your complaint|补充投诉信息/, /need some information|需要您补充信息/],
  ['OFFER_LAPSED', /our proposal .* has lapsed|方案逾期未复/, /Our proposal has lapsed|方案逾期未复/],
  ['OFFER_REMINDER', /please decide on our proposal|请确认投诉处理方案/, /a reminder: please decide|提醒：/],
  ['OFFER', /our proposal on your complaint|处理方案/, /please decide on our proposal|处理方案请您确认/],
  ['ANSWER_RECEIVED', /we have your answer|答复已收到/, /We have your answer|答复收悉函/],
  ['PROCEDURE_EXHAUSTED', /the end of the procedure|程序终结/, /The negotiation has ended|程序终结/],
  ['DECISION', /our decision on your complaint|处理决定/, /Our decision on your complaint|处理决定/],
  ['CLOSURE', /your complaint \S+ is closed|结案/, /Your complaint is closed|结案/],
  ['SUMMARY_RESOLUTION', /what we did about your complaint|现场解决/, /What we did about your complaint|现场解决/],
  ['REQUEST_REFUSED', /our answer to your request|申请的答复/, /Our answer to your request|申请答复函/],
  ['ANSWER', /our answer to you,|答复函/, /Our answer to you|答复函/],
  ['DECLINE', /we cannot accept your complaint|不予受理/, /We cannot accept your complaint|不予受理/],
  ['REFERRAL', /we have passed your complaint|转送/, /We have passed your complaint on|转送/],
  ['WITHDRAWAL', /has been withdrawn|撤诉确认/, /has been withdrawn|撤诉确认/],
  ['VOID', /was registered by mistake|作废/, /was registered by mistake|作废/],
  ['SUSPENSION_LIFT', /we have resumed work|恢复办理/, /We have resumed work|恢复办理/],
  ['SUSPENSION', /is suspended|中止办理/, /is suspended|中止办理/],
  ['MERGE', /is handled with|并案/, /is handled with another one|并案/],
  ['REOPENING', /has been reopened|重新处理/, /has been reopened|重新处理/],
];
const NUMBER = /\b[A-Z]{2,}-\d{6,8}-\d+\b/;
const TRACKING_CODE = /(?:Tracking code:? |查询码[： ])([2-9A-HJ-NP-Z]{12})/;
const DECISION_LINK = /https?:\/\/\S+\/v1\/offers\/[A-Za-z0-9_-]+/;
const ANSWER_LINK = /https?:\/\/\S+\/v1\/answers\?\S+/;
const READERS = 8;

/** What complainants get: their mailboxes and telephones, through the interfaces of the catchers that keep their letters. */
export class Mailbox {
  private readonly known = new Set<string>();
  private mails = 0;
  private messages = 0;

  /** @param urls bases of the interfaces of both catchers */
  constructor(private readonly urls: { readonly mail: string; readonly sms: string }) {}

  /** How many letters came so far, text messages included. */
  get letterCount(): number {
    return this.mails + this.messages;
  }

  /** Letters that came since the last look, the oldest first. Throws when one cannot be understood. */
  async collect(): Promise<Letter[]> {
    return [...(await this.collectMails()), ...(await this.collectMessages())];
  }

  private async collectMails(): Promise<Letter[]> {
    const { received } = await get<{ received: number }>(`${this.urls.mail}/api/statistics`);
    if (received === this.mails) return [];
    this.mails = received;
    const { messages } = await get<{ messages: LetterHead[] }>(`${this.urls.mail}/api/messages`);
    const fresh = messages.filter(({ id }) => !this.known.has(id)).toReversed();
    const letters: Letter[] = [];
    await bounded(
      READERS,
      fresh.map((head, index) => async () => {
        const { text } = await get<{ text: string }>(`${this.urls.mail}/api/messages/${head.id}`);
        letters[index] = understand(head, text);
        this.known.add(head.id);
      }),
    );
    return letters;
  }

  private async collectMessages(): Promise<Letter[]> {
    const { messages } = await get<{ messages: TextMessage[] }>(`${this.urls.sms}/api/messages`);
    const fresh = messages.filter(({ id }) => !this.known.has(id)).toReversed();
    for (const { id } of fresh) this.known.add(id);
    this.messages += fresh.length;
    return fresh.map(understandMessage);
  }
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The catcher answered ${response.status} to ${url}`);
  return (await response.json()) as T;
}

/** An address or number in the form in which letters are told apart by it. */
export function addressOf(given: string): string {
  return given.includes('@') ? given.toLowerCase() : given.replace(/\D/g, '');
}

/** Reads a letter as its addressee does. Throws when it is none of those that are sent on this path. */
export function understand({ id, to, subject }: LetterHead, text: string): Letter {
  const kind = KINDS.find(([, pattern]) => pattern.test(subject))?.[0];
  const complaintNo = NUMBER.exec(subject)?.[0];
  if (!kind || !complaintNo || !to[0])
    throw new Error(`Nobody would understand a letter with the subject "${subject}"`);
  return { id, to: addressOf(to[0]), kind, complaintNo, ...toAnswerWith(text) };
}

/** Reads a text message as its addressee does. Throws when it is none of those that are sent on this path. */
export function understandMessage({ id, to, text }: TextMessage): Letter {
  const kind = KINDS.find(([, , pattern]) => pattern.test(text))?.[0];
  const complaintNo = NUMBER.exec(text)?.[0];
  if (!kind || !complaintNo) throw new Error(`Nobody would understand the text message "${text}"`);
  return { id, to: addressOf(to), kind, complaintNo, ...toAnswerWith(text) };
}

/** Link to the page of an offer, where a text holds one. */
export function decisionLinkIn(text: string): string | undefined {
  return DECISION_LINK.exec(text)?.[0];
}

function toAnswerWith(text: string): Pick<Letter, 'trackingCode' | 'decisionLink' | 'answerLink'> {
  const trackingCode = TRACKING_CODE.exec(text)?.[1];
  const decisionLink = decisionLinkIn(text);
  const answerLink = ANSWER_LINK.exec(text)?.[0];
  return {
    ...(trackingCode ? { trackingCode } : {}),
    ...(decisionLink ? { decisionLink } : {}),
    ...(answerLink ? { answerLink } : {}),
  };
}
