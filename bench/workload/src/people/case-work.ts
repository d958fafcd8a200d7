import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { ComplaintState, ServiceName } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { type Answer, type Call, type Method, Refused } from '../http/redress-client';
import { aSubmission, type Submission } from '../submissions/a-submission';
import { type Words, WORDS } from './words';
import type { Registration, Workplace } from './workplace';

export const OFFICER = 'staff:lin.intake';
export const DISPATCHER = 'staff:lu.dispatch';
const TRIAGE = 'staff:tang.triage';
const PAYER = 'staff:xu.fin';
const FOLLOW_UP = 'staff:fang.follow';
/** Who takes a complaint that was given to the unit and to no person in it. */
const HANDLERS: Readonly<Record<string, string>> = {
  CS: 'staff:he.handler',
  QA: 'staff:wu.quality',
  LOG: 'staff:shen.log',
  FIN: 'staff:xu.fin',
};
/** Who decides on plans of a unit: an approver on its line. */
const APPROVERS: Readonly<Record<string, string>> = {
  CS: 'staff:sun.cs',
  QA: 'staff:qian.qa',
  LOG: 'staff:luo.log',
  FIN: 'staff:jin.fin',
};
/** Who goes on with the work of whom. */
const COLLEAGUES: Readonly<Record<string, string>> = {
  'staff:he.handler': 'staff:morgan.handler',
  'staff:morgan.handler': 'staff:he.handler',
  'staff:wu.quality': 'staff:zhou.quality',
  'staff:zhou.quality': 'staff:wu.quality',
  'staff:shen.log': 'staff:novak.log',
  'staff:novak.log': 'staff:shen.log',
  'staff:xu.fin': 'staff:hughes.fin',
  'staff:hughes.fin': 'staff:xu.fin',
};
const SUPERVISOR = 'staff:sun.cs';
const COUNSEL = 'staff:song.legal';
const EXECUTIVE = 'staff:gu.ceo';
const CLERK = 'staff:chen.front';
/** `ce_source` of the system that submits over the topic. */
export const SUBMITTER = 'urn:acme:crm';

export const ACCEPTANCE = /受理函|we have accepted your complaint/;
export const OFFER = /处理方案，请您确认|: our proposal on your complaint \S+$/;
const LINK = /https?:\/\/\S+\/v1\/offers\/[\w-]+/;
const CODE = /(?:查询码：|Tracking code: )([2-9A-HJ-NP-Z]{12})/;

const RETRIES_OF_STALE = 5;
const PAUSE_MS = 500;
/** A call in which the complainant said something of their own accord. */
const HEARD = { direction: 'INBOUND', purposes: ['OTHER'] };
/** What is said of a contact whose time does not fit to that of what it is about. */
const OUT_OF_STEP: readonly unknown[] = ['before-the-offer', 'before-the-occasion', 'in-the-future'];

/** The answer to a submission over HTTP. */
export interface Registered extends Registration {
  /** For complainants only. */
  readonly trackingCode?: string;
}

/** Where a complaint lies, as its assignment shows it. */
export interface AssignmentView {
  readonly complaintNo: string;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly unitId: string | null;
  readonly handlerId: string | null;
  readonly level: number;
  readonly classification: {
    readonly category: string;
    readonly severity: string;
    readonly urgency: string;
    readonly flags: readonly string[];
  };
}

interface ResolutionView {
  readonly state: ComplaintState;
  readonly plan: {
    readonly remedies: readonly { readonly remedyId: string; readonly state: string }[];
  } | null;
  readonly answers: readonly { readonly answerId: string; readonly record: object | null }[];
}

interface InvestigationView {
  readonly thirdParties: readonly { readonly thirdPartyId: string; readonly status: string }[];
}

/** What a complainant may answer to an offer. */
export type OfferAnswer = 'ACCEPT' | 'COUNTER' | 'REFUSE';

/** What a review may decide. */
export type ReviewVerdict = 'OFFER_STANDS' | 'REMEDIES_STAND' | 'CLOSE' | 'REDRAFT' | 'INVESTIGATE_AGAIN';

/** How a dispute before a body outside may end. */
export type Award = 'FOR_COMPLAINANT' | 'PARTLY_FOR_COMPLAINANT' | 'FOR_COMPANY' | 'SETTLED' | 'DISCONTINUED';

/** Through which a complaint comes in: a member of staff, the public form, or another system. */
export type Door = 'staff' | 'portal' | 'topic';

/** How a person does something to a complaint: by what it is read first, and what is then sent. */
interface Step extends Omit<Call, 'etag' | 'seen'> {
  readonly by: string;
  readonly method?: Method;
  /** Resource whose version the command names; none for commands that stand side by side. */
  readonly reading?: string;
}

/**
 * What all the people do who work on one complaint, over HTTP and by letters only. A person who finds that a resource
 * has changed since they read it reads it again, as people do.
 */
export class CaseWork {
  readonly complaintId: string;
  readonly complaintNo: string;
  /** Where the complainant gets letters. */
  readonly address: string;
  private seen = 1;
  private handler = '';
  private approver = '';
  private offers = 0;

  private constructor(
    private readonly place: Workplace,
    { complaintId, complaintNo }: Registration,
    submission: Submission,
    private readonly code: string | undefined,
    private readonly words: Words,
  ) {
    this.complaintId = complaintId;
    this.complaintNo = complaintNo;
    this.address = submission.complainant.email;
  }

  /** Registered through one of the doors. */
  static by(door: Door, place: Workplace, submission: Submission, words = WORDS): Promise<CaseWork> {
    if (door === 'topic') return CaseWork.byTopic(place, submission, words);
    return door === 'staff' ? CaseWork.byStaff(place, submission, words) : CaseWork.byPortal(place, submission, words);
  }

  /** Registered by a member of staff. */
  static async byStaff(place: Workplace, submission = aSubmission(), words = WORDS): Promise<CaseWork> {
    return CaseWork.byHttp(place, OFFICER, '/v1/complaints', submission, words);
  }

  /** Registered by the complainant. */
  static async byPortal(
    place: Workplace,
    submission = aSubmission({ channel: 'WEB_FORM' }),
    words = WORDS,
  ): Promise<CaseWork> {
    return CaseWork.byHttp(place, null, '/v1/portal/complaints', submission, words);
  }

  /** Registered from the topic of submissions, where the submitter learns its number from the story. */
  static async byTopic(
    place: Workplace,
    submission = aSubmission(),
    words = WORDS,
    id: string = randomUUID(),
  ): Promise<CaseWork> {
    await place.publishSubmission({ id, source: SUBMITTER, submission });
    return new CaseWork(place, await place.registrationOf(SUBMITTER, id), submission, undefined, words);
  }

  private static async byHttp(
    place: Workplace,
    who: string | null,
    path: string,
    submission: Submission,
    words: Words,
  ): Promise<CaseWork> {
    const { body } = await place.client.ask<Registered>(who, 'POST', place.addresses('intake', path), {
      body: submission,
      headers: sentFrom(submission.complainant.email),
    });
    return new CaseWork(place, body, submission, body.trackingCode, words);
  }

  /** Who handles it, once a person was chosen. */
  get handlerId(): string {
    return this.handler;
  }

  /** Where the complaint lies, as a dispatcher sees it who knows what was seen so far. */
  async assignment(): Promise<AssignmentView> {
    return (await this.read<AssignmentView>('routing', 'assignment', DISPATCHER)).body;
  }

  /** T9: resolves when a handler was proposed by the rules; where these recognise nothing, a person assesses it. */
  async assigned(): Promise<void> {
    this.seen = Math.max(this.seen, 2);
    const { state } = await this.assignment();
    if (state === 'UNDER_ASSESSMENT') await this.assess();
    else await this.toBeAssigned();
  }

  /** T9 by hand, as it has to be done after a reopening and where the rules recognise nothing. */
  async assess(): Promise<void> {
    const { category, severity, urgency, flags } = await this.toBe('UNDER_ASSESSMENT');
    await this.command('routing', 'assessment', {
      by: TRIAGE,
      reading: 'assignment',
      body: { category, severity, urgency, flags },
    });
    await this.toBeAssigned();
  }

  /** T10. */
  async accept(): Promise<void> {
    await this.command('routing', 'assignment/acceptance', { by: this.handler, reading: 'assignment', body: {} });
  }

  /** Evidence, then T15. */
  async investigate(): Promise<void> {
    const { evidence, fileName, fileText, finding, scope } = this.words;
    const { evidenceId } = await this.command<{ evidenceId: string }>('investigation', 'investigation/evidence', {
      by: this.handler,
      upload: {
        fields: { provenance: 'COMPLAINANT', description: evidence },
        fileName,
        mediaType: 'text/plain',
        content: fileText,
      },
    });
    await this.command('investigation', 'investigation/determination', {
      by: this.handler,
      reading: 'investigation',
      body: {
        verdict: 'VALID',
        reasonableness: 'DEMAND_REASONABLE',
        rootCause: 'MATERIAL',
        scope,
        responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
        findings: [{ text: finding, evidenceIds: [evidenceId] }],
      },
    });
  }

  /** T17 alone: the plan is not submitted yet. */
  draftOnly(): Promise<void> {
    return this.draft('POST');
  }

  /** T18. */
  async submit(): Promise<void> {
    await this.command('resolution', 'resolution/submission', { by: this.handler, reading: 'resolution', body: {} });
  }

  /** T17 and T18. */
  async propose(): Promise<void> {
    await this.draft('POST');
    await this.submit();
  }

  /** T19 by another person: the plan goes back, and the handler submits another revision. */
  async proposeAgain(): Promise<void> {
    const { comment } = this.words;
    await this.decide({ decision: 'REJECT', reasonCode: 'REMEDY_TOO_SMALL', comment });
    await this.draft('PUT');
    await this.submit();
  }

  /** T20 by another person. */
  async approve(): Promise<void> {
    await this.decide({ decision: 'APPROVE' });
    this.offers += 1;
  }

  /**
   * What the complainant knows from the letters: the code, and the link of the newest offer. A letter that is overtaken
   * before it leaves is never sent: what the complainant does about an offer has to wait for its letter.
   */
  async offerLink(): Promise<string> {
    const letter = await this.place.letter(this.address, OFFER, this.offers);
    return LINK.exec(letter.text)?.[0] ?? '';
  }

  async trackingCode(): Promise<string> {
    if (this.code !== undefined) return this.code;
    const letter = await this.place.letter(this.address, ACCEPTANCE);
    return CODE.exec(letter.text)?.[1] ?? '';
  }

  /** T22 by the link of the letter. */
  async acceptOffer(): Promise<void> {
    const body = { code: await this.trackingCode(), decision: 'ACCEPT' };
    const link = await this.offerLink();
    const elsewhere = this.place.addresses('resolution', new URL(link).pathname);
    const headers = sentFrom(this.address);
    try {
      const { client } = this.place;
      const answer = await client.ask<{ stateSeq: number }>(null, 'POST', [link, ...elsewhere], { body, headers });
      this.seen = answer.body.stateSeq;
    } catch (error) {
      // Without a key the second of two requests learns that the first, whose answer was lost, was carried out.
      const wasLost = this.place.client.isPersistent && error instanceof Refused && error.kind === 'offer-decided';
      if (!wasLost) throw error;
    }
  }

  /** T23, T39 or T40 by the link of the letter. */
  async objectToOffer(decision: 'COUNTER' | 'REFUSE', words: string): Promise<void> {
    const body = { code: await this.trackingCode(), decision, words };
    const elsewhere = this.place.addresses('resolution', new URL(await this.offerLink()).pathname);
    const headers = sentFrom(this.address);
    const { client } = this.place;
    try {
      const answer = await client.ask<{ stateSeq: number }>(null, 'POST', elsewhere, { body, headers });
      this.seen = answer.body.stateSeq;
    } catch (error) {
      // As with an acceptance whose answer was lost.
      const wasLost = client.isPersistent && error instanceof Refused && error.kind === 'offer-decided';
      if (!wasLost) throw error;
    }
  }

  /** A revision of the plan after a counter-proposal or refusal, and T18. */
  async proposeInstead(): Promise<void> {
    await this.draft('PUT');
    await this.submit();
  }

  /** T11 by the manager of the unit. */
  async returnAssignment(): Promise<void> {
    const body = { reason: 'WRONG_UNIT' };
    await this.command('routing', 'assignment/return', { by: this.approver, reading: 'assignment', body });
  }

  /** T11 by who dispatches. */
  async takeBack(): Promise<void> {
    const body = { reason: 'EXPERTISE' };
    await this.command('routing', 'assignment/recall', { by: DISPATCHER, reading: 'assignment', body });
  }

  /** Who dispatches gives it to another person of the unit, or before its acceptance to another assignment in it. */
  async handOn(): Promise<void> {
    const colleague = COLLEAGUES[this.handler];
    const body = { ...(colleague === undefined ? {} : { handlerId: colleague }), reason: 'ABSENCE' };
    await this.command('routing', 'assignment/change', { by: DISPATCHER, reading: 'assignment', body });
    if (colleague !== undefined) this.handler = colleague;
  }

  /** T12: the complainant is asked. @param dueAt until when an answer is awaited */
  async askComplainant(question: string, dueAt: Date): Promise<void> {
    const body = { questions: [question], dueAt: dueAt.toISOString() };
    await this.command('investigation', 'investigation/information-requests', {
      by: this.handler,
      reading: 'investigation',
      body,
    });
  }

  /** T14: a third party is asked. @param dueAt until when its reply is awaited */
  async askThirdParty(dueAt: Date): Promise<void> {
    const body = {
      partyKind: 'SUPPLIER',
      name: 'Anda Ltd.',
      request: 'Which batch is it?',
      dueAt: dueAt.toISOString(),
    };
    await this.command('investigation', 'investigation/third-parties', {
      by: this.handler,
      reading: 'investigation',
      body,
    });
  }

  /** T5 by two people. */
  async decline(): Promise<void> {
    await this.command('routing', 'decline', {
      by: TRIAGE,
      reading: 'assignment',
      body: { reason: 'NOT_OUR_PRODUCT', explanation: 'We supplied neither the goods nor the service.' },
    });
    const body = { decision: 'APPROVE' };
    await this.command('routing', 'decline/decision', { by: SUPERVISOR, reading: 'assignment', body });
  }

  /** T6. */
  async refer(): Promise<void> {
    const body = { organisation: 'Anda Ltd.', ground: 'It carries that part out.', dataBasis: 'LEGAL_DUTY' };
    await this.command('routing', 'referral', { by: TRIAGE, reading: 'assignment', body });
  }

  /** T13 by the complainant, with number and code. */
  async answerQuestions(answer: string): Promise<void> {
    const body = {
      decision: 'ANSWER',
      complaintNo: this.complaintNo,
      trackingCode: await this.trackingCode(),
      answers: [answer],
    };
    const { client } = this.place;
    try {
      await client.ask(null, 'POST', this.place.addresses('investigation', '/v1/answers'), {
        body,
        headers: sentFrom(this.address),
      });
    } catch (error) {
      // As with an acceptance whose answer was lost.
      const wasLost = client.isPersistent && error instanceof Refused && error.kind === 'nothing-asked';
      if (!wasLost) throw error;
    }
  }

  /** T13 by the handler, who goes on without the answer. */
  async goOnWithoutAnswer(): Promise<void> {
    await this.command('investigation', 'investigation/resumption', {
      by: this.handler,
      reading: 'investigation',
      body: {},
    });
  }

  /** T34, T35, T36: a person of the house asks the holder. @returns id of the request */
  async request(by: string, body: object): Promise<string> {
    const answer = await this.place.client.ask<{ requestId: string }>(
      by,
      'POST',
      this.addresses('intake', 'requests'),
      { body },
    );
    return answer.body.requestId;
  }

  /** T7: this complaint is to be handled with another one. */
  async mergeInto(primary: Pick<CaseWork, 'complaintId'>): Promise<void> {
    const statement = 'Both are about the same kettle.';
    await this.request(TRIAGE, { kind: 'MERGE', primaryId: primary.complaintId, statement });
  }

  /** T16: the manager of the unit sends the determination back. */
  async orderRework(): Promise<void> {
    const { comment } = this.words;
    const body = { reason: 'EVIDENCE_INSUFFICIENT', comment };
    await this.command('resolution', 'resolution/rework', { by: this.approver, reading: 'resolution', body });
  }

  /** T26, first half: the handler proposes to carry the offer out without consent. The case must rest on a legal risk. */
  async proposeImposition(): Promise<void> {
    const body = { exception: 'LEGAL_DUTY', ground: 'The law tells us to refund it.' };
    await this.command('resolution', 'resolution/imposition', { by: this.handler, reading: 'resolution', body });
  }

  /** T26, second half: an executive decides. */
  async decideImposition(decision: 'APPROVE' | 'REJECT'): Promise<void> {
    await this.command('resolution', 'resolution/imposition/decision', {
      by: EXECUTIVE,
      reading: 'resolution',
      body: { decision },
    });
  }

  /** T22, T23 or T39 in a recorded call by a person who has no part in the case. */
  async answerByPhone(decision: OfferAnswer, words?: string): Promise<void> {
    const call = { direction: 'OUTBOUND', purposes: ['ACCEPTANCE'], recordingReference: 'call-4711', dialledNumber: 0 };
    await this.afterContact(CLERK, call, async (contactId) => {
      const { body } = await this.read<{ textSha256: string }>('resolution', 'resolution/offer', CLERK);
      const said = { decision, textSha256: body.textSha256, ...(words === undefined ? {} : { words }) };
      await this.command('resolution', 'resolution/answers', {
        by: CLERK,
        reading: 'resolution/offer',
        body: { channel: 'RECORDED_CALL', contactId, ...said },
      });
    });
  }

  /** RM-09: the complainant objects to what was recorded last as the answer; nothing happens where nothing was. */
  async objectToRecord(): Promise<void> {
    const { body } = await this.read<ResolutionView>('resolution', 'resolution', this.approver);
    const recorded = body.answers.findLast(({ record }) => record !== null);
    if (!recorded) return;
    await this.afterContact(CLERK, HEARD, (contactId) =>
      this.command('resolution', `resolution/answers/${recorded.answerId}/objection`, {
        by: CLERK,
        body: { contactId, words: this.words.comment },
      }),
    );
  }

  /** T24 by the complainant, with number and code. */
  async askForReview(words: string): Promise<void> {
    const body = { decision: 'ASK', complaintNo: this.complaintNo, trackingCode: await this.trackingCode(), words };
    const { client } = this.place;
    try {
      await client.ask(null, 'POST', this.place.addresses('resolution', '/v1/reviews'), {
        body,
        headers: sentFrom(this.address),
      });
    } catch (error) {
      // The page takes no key: the second of two requests learns that the first was carried out.
      const wasLost = client.isPersistent && error instanceof Refused && (await this.isUnderReview());
      if (!wasLost) throw error;
    }
  }

  /** T24 as a member of staff heard it. */
  async recordReviewRequest(words: string): Promise<void> {
    await this.offerLink();
    await this.afterContact(CLERK, HEARD, (contactId) =>
      this.command('resolution', 'resolution/review', { by: CLERK, body: { contactId, words } }),
    );
  }

  /** T31 by an executive who took no part. */
  async decideReview(decision: ReviewVerdict): Promise<void> {
    await this.command('resolution', 'resolution/review/decision', {
      by: EXECUTIVE,
      reading: 'resolution',
      body: { decision, grounds: this.words.comment },
    });
    // It is made again, with a link of its own.
    if (decision === 'OFFER_STANDS') this.offers += 1;
  }

  /** T32 by counsel. @param deadlineOn day until which the body wants an answer */
  async openDispute(deadlineOn: Date): Promise<void> {
    await this.offerLink();
    await this.command('resolution', 'resolution/dispute', {
      by: COUNSEL,
      body: {
        route: 'MEDIATION',
        body: 'Consumer Association',
        reference: '2026-4711',
        deadlineOn: dayOf(deadlineOn),
      },
    });
  }

  /** T33 by counsel. @param binds whether something is to be done */
  async recordAward(outcome: Award, binds: boolean, lessonDueOn: Date): Promise<void> {
    const { unitId } = await this.assignment();
    await this.command('resolution', 'resolution/dispute/award', {
      by: COUNSEL,
      reading: 'resolution',
      body: {
        outcome,
        binds,
        award: this.words.comment,
        lesson: { unitId: unitId ?? 'CS', dueOn: dayOf(lessonDueOn), task: this.words.comment },
      },
    });
  }

  /** T27: the payer begins with what is to be carried out. */
  async startRemedies(): Promise<void> {
    await this.onEachRemedy('start', { by: PAYER });
  }

  /** T27: what was begun proves not to be possible as it is. */
  async failRemedies(): Promise<void> {
    await this.onEachRemedy('failure', { by: PAYER, body: { failure: 'PAYMENT_RETURNED' } });
  }

  /** T27, first half: the handler proposes, with the consent of the complainant, that it is left. */
  async proposeCancellation(): Promise<void> {
    await this.afterContact(CLERK, HEARD, (contactId) =>
      this.onEachRemedy('cancellation', {
        by: this.handler,
        reading: 'resolution',
        body: { reason: 'GIVEN_UP', contactId },
      }),
    );
  }

  /** T27, second half by an approver. */
  async decideCancellation(decision: 'APPROVE' | 'REJECT'): Promise<void> {
    await this.onEachRemedy('cancellation/decision', {
      by: this.approver,
      reading: 'resolution',
      body: { decision },
    });
  }

  /** T42: what failed is negotiated anew, with the consent of the complainant. */
  async renegotiate(): Promise<void> {
    await this.afterContact(CLERK, HEARD, (contactId) =>
      this.command('resolution', 'resolution/renegotiation', {
        by: this.handler,
        reading: 'resolution',
        body: { contactIds: [contactId] },
      }),
    );
  }

  /** T14: the replies of all third parties that were asked come in. */
  async thirdPartiesReply(): Promise<void> {
    const { body } = await this.read<InvestigationView>('investigation', 'investigation', this.handler);
    for (const { status, thirdPartyId } of body.thirdParties) {
      if (status !== 'OPEN') continue;
      const { evidenceId } = await this.command<{ evidenceId: string }>(
        'investigation',
        'investigation/evidence/notes',
        {
          by: this.handler,
          body: {
            kind: 'RECORD_REFERENCE',
            system: 'SUPPLIER_PORTAL',
            reference: 'batch-4711',
            description: this.words.evidence,
            provenance: 'THIRD_PARTY',
          },
        },
      );
      await this.command('investigation', `investigation/third-parties/${thirdPartyId}/reply`, {
        by: this.handler,
        body: { evidenceIds: [evidenceId] },
      });
    }
  }

  /** The complainant adds something, with number and code, in any state. */
  async supplement(words: string): Promise<void> {
    const body = { complaintNo: this.complaintNo, trackingCode: await this.trackingCode(), words };
    await this.place.client.ask(null, 'POST', this.place.addresses('intake', '/v1/portal/supplements'), {
      body,
      headers: sentFrom(this.address),
    });
  }

  /** T30 of a merged complaint: it is taken out of the case again. */
  async undoMerge(): Promise<void> {
    await this.request(DISPATCHER, { kind: 'REOPENING', statement: 'They are about different kettles.' });
  }

  /** Who dispatches hands over all the work of the handler, as of a person who is absent. */
  async handOverWork(): Promise<void> {
    await this.place.client.ask(DISPATCHER, 'POST', this.place.addresses('routing', '/v1/hand-overs'), {
      body: { staffId: this.handler, to: 'DEPUTY' },
    });
  }

  /** T36 by the manager who may. */
  async void(): Promise<void> {
    await this.request(SUPERVISOR, { kind: 'VOID', reason: 'WRONG_ENTRY', statement: 'Entered by mistake.' });
  }

  /** T35. @param reviewBy when the halt is looked at again, at most 30 days ahead */
  async suspend(reviewBy: Date): Promise<void> {
    await this.request(COUNSEL, {
      kind: 'SUSPENSION',
      reviewBy: reviewBy.toISOString(),
      orderReference: 'Case 2026-CV-0100',
      statement: 'A court has taken the case up.',
    });
  }

  /** T35. */
  async liftSuspension(): Promise<void> {
    await this.request(COUNSEL, { kind: 'SUSPENSION_LIFT', statement: 'The court has ordered that it goes on.' });
  }

  /** A call in which the complainant agrees to a longer time, and the extension of the clock. @param ms how much longer */
  async extend(clock: string, ms: number): Promise<void> {
    const contactId = await this.contact(this.handler, { direction: 'INBOUND', purposes: ['LONGER_TIME_AGREED'] });
    const { body } = await this.read<{ clocks: { clockId: string; clock: string; dueAt: string | null }[] }>(
      'routing',
      'clocks',
      this.handler,
    );
    const running = body.clocks.find((one) => one.clock === clock && one.dueAt !== null);
    // The act of another has ended it in the meantime.
    if (!running?.dueAt) return;
    const until = new Date(Date.parse(running.dueAt) + ms).toISOString();
    await this.command('routing', `clocks/${running.clockId}/extension`, {
      by: this.handler,
      reading: 'assignment',
      body: { until, reason: 'COMPLEXITY', contactId },
    });
  }

  /** T27: every remedy is carried out, with a proof. */
  async execute(): Promise<void> {
    const { body } = await this.read<ResolutionView>('resolution', 'resolution', this.handler);
    const { receipt } = this.words;
    for (const { remedyId } of body.plan?.remedies ?? []) {
      await this.command('resolution', `resolution/remedies/${remedyId}/execution`, {
        by: PAYER,
        upload: { fields: { note: receipt }, fileName: 'receipt.txt', mediaType: 'text/plain', content: receipt },
      });
    }
  }

  /** T28 or T29 by a person other than the handler. */
  async followUp(isSatisfied: boolean): Promise<void> {
    const { comment } = this.words;
    const body = isSatisfied
      ? { result: 'SUCCESS', satisfaction: 5, comment }
      : { result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_SETTLED', comment };
    await this.command('resolution', 'resolution/follow-ups', { by: FOLLOW_UP, reading: 'resolution', body });
  }

  /** From the acceptance by a handler to the executed remedies. */
  async toResolved(): Promise<void> {
    await this.toRemedies();
    await this.execute();
  }

  /** From the acceptance by a handler to the complainant's consent. */
  async toRemedies(): Promise<void> {
    await this.accept();
    await this.investigate();
    await this.propose();
    await this.approve();
    await this.acceptOffer();
  }

  /** T34 on the portal, with number and code. */
  async askToWithdraw(statement: string): Promise<void> {
    const { complaintNo } = this;
    const trackingCode = await this.trackingCode();
    await this.place.client.ask(null, 'POST', this.place.addresses('intake', '/v1/portal/requests'), {
      body: { complaintNo, trackingCode, kind: 'WITHDRAWAL', statement },
      headers: sentFrom(this.address),
    });
  }

  /** Resolves when routing knows that the complaint is in such a state. */
  async toBe(state: ComplaintState): Promise<AssignmentView & AssignmentView['classification']> {
    const view = await eventually(
      async () => {
        const found = await this.assignment();
        return found.state === state && found;
      },
      { timeoutMs: this.place.patienceMs, intervalMs: 100, what: `${this.complaintNo} to be ${state}` },
    );
    this.seen = view.stateSeq;
    return { ...view, ...view.classification };
  }

  private async toBeAssigned(): Promise<void> {
    const { handlerId, unitId } = await this.toBe('ASSIGNED');
    this.handler = handlerId ?? HANDLERS[unitId ?? ''] ?? '';
    this.approver = APPROVERS[unitId ?? ''] ?? '';
  }

  private async draft(method: 'POST' | 'PUT'): Promise<void> {
    const { explanation, apology } = this.words;
    await this.command('resolution', 'resolution/plan', {
      by: this.handler,
      method,
      reading: 'resolution',
      body: {
        outcome: 'UPHELD',
        explanation,
        apology,
        remedies: [{ type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN' }],
      },
    });
  }

  /**
   * Does what rests on a contact. Clocks of services are minutes apart at worst, so that a call may seem to have been made
   * before what it is about: who has patience calls again.
   */
  private async afterContact(by: string, said: object, act: (contactId: string) => Promise<unknown>): Promise<void> {
    const deadline = performance.now() + this.place.patienceMs;
    for (;;) {
      try {
        await act(await this.contact(by, said));
        return;
      } catch (error) {
        const tryAgain = this.place.client.isPersistent && isOutOfStep(error) && performance.now() < deadline;
        if (!tryAgain) throw error;
        await delay(PAUSE_MS);
      }
    }
  }

  /** A call in which both sides spoke goes into the log. @returns id of the contact */
  private async contact(by: string, said: object): Promise<string> {
    const answer = await this.place.client.ask<{ contactId: string }>(
      by,
      'POST',
      this.addresses('intake', 'contacts'),
      { body: { channel: 'PHONE_HOTLINE', twoWay: true, note: this.words.comment, ...said } },
    );
    return answer.body.contactId;
  }

  private async isUnderReview(): Promise<boolean> {
    const { body } = await this.read<ResolutionView>('resolution', 'resolution', this.approver);
    return body.state === 'UNDER_REVIEW';
  }

  /** The same for every remedy that is neither done nor cancelled. */
  private async onEachRemedy(what: string, step: Step): Promise<void> {
    const { body } = await this.read<ResolutionView>('resolution', 'resolution', this.handler);
    const open = (body.plan?.remedies ?? []).filter(({ state }) => state !== 'DONE' && state !== 'CANCELLED');
    for (const { remedyId } of open) {
      await this.command('resolution', `resolution/remedies/${remedyId}/${what}`, step);
    }
  }

  private async decide(body: object): Promise<void> {
    await this.command('resolution', 'resolution/approval', { by: this.approver, reading: 'resolution', body });
  }

  private read<T>(service: ServiceName, what: string, by: string): Promise<Answer<T>> {
    return this.place.client.ask<T>(by, 'GET', this.addresses(service, what), { seen: this.seen });
  }

  private async command<T = unknown>(service: ServiceName, what: string, step: Step): Promise<T> {
    const { by, method = 'POST', reading, ...call } = step;
    for (let retries = 0; ; retries++) {
      const etag = reading === undefined ? undefined : (await this.read(service, reading, by)).etag;
      try {
        const { body } = await this.place.client.ask<T & { stateSeq: number }>(
          by,
          method,
          this.addresses(service, what),
          { ...call, etag, seen: this.seen },
        );
        this.seen = Math.max(this.seen, body.stateSeq);
        return body;
      } catch (error) {
        const isStale = error instanceof Refused && error.status === 412;
        if (!isStale || retries === RETRIES_OF_STALE) throw error;
      }
    }
  }

  private addresses(service: ServiceName, what: string): readonly string[] {
    return this.place.addresses(service, `/v1/complaints/${this.complaintId}/${what}`);
  }
}

/** Whether a contact was refused for its time alone. */
export function isOutOfStep(error: unknown): boolean {
  if (!(error instanceof Refused) || error.kind !== 'invalid-fields') return false;
  const { errors = [] } = error.problem as { readonly errors?: readonly { readonly code?: string }[] };
  return errors.length > 0 && errors.every(({ code }) => OUT_OF_STEP.includes(code));
}

/** ISO date of an instant in the zone of the shipped calendar, which is eight hours ahead. */
function dayOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The network address of a complainant, as a proxy in front of the platform tells it. */
function sentFrom(email: string): Readonly<Record<string, string>> {
  const bits = crc32(email);
  return { 'x-forwarded-for': `10.${bits & 255}.${(bits >>> 8) & 255}.${(bits >>> 16) & 255}` };
}
