import type { ComplaintSubmission, LetterKind, RoutingDossier } from '@redress/contracts';
import type { LetterFacts } from '../domain/letter';
import type {
  Decision,
  Dispute,
  Imposition,
  LetterMaterial,
  Offer,
  OneTimeCode,
  Questions,
  Review,
} from './letter-material';

/** What each kind of letter is about, for tests. */
export const FACTS: { readonly [K in LetterKind]: Extract<LetterFacts, { kind: K }> } = {
  ACKNOWLEDGEMENT: { kind: 'ACKNOWLEDGEMENT' },
  OFFER: { kind: 'OFFER', offerId: '019a9d6e-7a00-7000-8000-0000000000b1' },
  OFFER_REMINDER: {
    kind: 'OFFER_REMINDER',
    dueAt: '2026-03-11T02:00:00.000Z',
  },
  OFFER_LAPSED: { kind: 'OFFER_LAPSED', lapsedAt: '2026-03-11T02:00:00.000Z' },
  INFORMATION_REQUEST: {
    kind: 'INFORMATION_REQUEST',
    informationRequestId: '019a9d6e-7a00-7000-8000-0000000000d1',
    dossierVersion: 1,
  },
  INFORMATION_REMINDER: {
    kind: 'INFORMATION_REMINDER',
    informationRequestId: '019a9d6e-7a00-7000-8000-0000000000d1',
    dueAt: '2026-03-10T09:00:00.000Z',
  },
  PROMISE: { kind: 'PROMISE', promiseKind: 'CALL_BACK', dueAt: '2026-03-06T10:00:00.000Z' },
  EXTENSION: { kind: 'EXTENSION', reason: 'COMPLEXITY', dueAt: '2026-03-12T10:00:00.000Z' },
  INFORMATION_UNANSWERED: { kind: 'INFORMATION_UNANSWERED', resumedAt: '2026-03-10T09:00:00.000Z' },
  ONE_TIME_CODE: { kind: 'ONE_TIME_CODE', codeId: '019a9d6e-7a00-7000-8000-0000000000b6' },
  ANSWER_RECEIVED: {
    kind: 'ANSWER_RECEIVED',
    answer: 'COUNTER',
    channel: 'LINK',
    givenAt: '2026-03-10T02:00:00.000Z',
  },
  PROCEDURE_EXHAUSTED: {
    kind: 'PROCEDURE_EXHAUSTED',
    answer: 'REFUSE',
    channel: 'LINK',
    givenAt: '2026-03-10T02:00:00.000Z',
  },
  IMPOSITION: { kind: 'IMPOSITION', offerId: '019a9d6e-7a00-7000-8000-0000000000b1', exception: 'SAFETY' },
  ANSWER_RECORDED: {
    kind: 'ANSWER_RECORDED',
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    channel: 'RECORDED_CALL',
    givenAt: '2026-03-10T02:00:00.000Z',
    objectBy: '2026-03-17T02:00:00.000Z',
  },
  LATE_ACCEPTANCE: {
    kind: 'LATE_ACCEPTANCE',
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    channel: 'SIGNED_PAPER',
    givenAt: '2026-03-10T02:00:00.000Z',
    objectBy: '2026-03-20T02:00:00.000Z',
  },
  OBJECTION_RECEIVED: {
    kind: 'OBJECTION_RECEIVED',
    answer: 'ACCEPT',
    channel: 'RECORDED_CALL',
    objectedAt: '2026-03-12T02:00:00.000Z',
  },
  REMEDY_CANCELLED: {
    kind: 'REMEDY_CANCELLED',
    remedy: { type: 'REPAIR' },
    reason: 'GIVEN_UP',
    decidedAt: '2026-03-09T02:00:00.000Z',
  },
  RENEGOTIATION: {
    kind: 'RENEGOTIATION',
    failure: 'NOT_AVAILABLE',
    cancelled: [{ type: 'REPLACEMENT' }],
    done: [{ type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, basis: 'LAW' }],
    decidedAt: '2026-03-09T02:00:00.000Z',
  },
  DECISION: { kind: 'DECISION', planId: '019a9d6e-7a00-7000-8000-0000000000af', revision: 1 },
  CLOSURE: {
    kind: 'CLOSURE',
    closureCode: 'RESOLVED_SATISFIED',
    outcome: 'UPHELD',
    closedAt: '2026-03-10T02:00:00.000Z',
  },
  SUMMARY_RESOLUTION: {
    kind: 'SUMMARY_RESOLUTION',
    outcome: 'UPHELD',
    remedies: [{ type: 'REFUND', amount: { amountMinor: 2_900, currency: 'CNY' } }, { type: 'APOLOGY' }],
    resolvedAt: '2026-03-02T02:00:00.000Z',
  },
  ANSWER: {
    kind: 'ANSWER',
    letterId: '019a9d6e-7a00-7000-8000-0000000000c2',
    dossierVersion: 1,
    answeredAt: '2026-03-02T02:00:00.000Z',
  },
  DECLINE: {
    kind: 'DECLINE',
    stepId: '019a9d6e-7a00-7000-8000-0000000000c3',
    reason: 'NOT_OUR_PRODUCT',
    dossierVersion: 1,
    declinedAt: '2026-03-02T02:00:00.000Z',
  },
  REFERRAL: {
    kind: 'REFERRAL',
    dataBasis: 'CONSENT',
    dossierVersion: 1,
    referredAt: '2026-03-02T02:00:00.000Z',
  },
  REVIEW_OPENED: { kind: 'REVIEW_OPENED', openedAt: '2026-03-12T02:00:00.000Z' },
  REVIEW_DECISION: {
    kind: 'REVIEW_DECISION',
    reviewId: '019a9d6e-7a00-7000-8000-0000000000d4',
    decision: 'REDRAFT',
    decidedAt: '2026-03-20T02:00:00.000Z',
  },
  DISPUTE_OPENED: {
    kind: 'DISPUTE_OPENED',
    disputeId: '019a9d6e-7a00-7000-8000-0000000000d5',
    route: 'MEDIATION',
    openedAt: '2026-03-12T02:00:00.000Z',
  },
  DISPUTE_DECIDED: {
    kind: 'DISPUTE_DECIDED',
    disputeId: '019a9d6e-7a00-7000-8000-0000000000d5',
    route: 'MEDIATION',
    award: 'PARTLY_FOR_COMPLAINANT',
    binds: true,
    decidedAt: '2026-04-20T02:00:00.000Z',
  },
  CASE_RESTS: { kind: 'CASE_RESTS', why: 'REVIEW', restsSince: '2026-03-12T02:00:00.000Z' },
  CASE_GOES_ON: { kind: 'CASE_GOES_ON', why: 'DISPUTE', decidedAt: '2026-04-20T02:00:00.000Z', next: 'FOLLOW_AWARD' },
  WITHDRAWAL: { kind: 'WITHDRAWAL', grantedAt: '2026-03-03T02:00:00.000Z' },
  MERGE: { kind: 'MERGE', grantedAt: '2026-03-03T02:00:00.000Z' },
  VOID: { kind: 'VOID', grantedAt: '2026-03-03T02:00:00.000Z' },
  SUSPENSION: { kind: 'SUSPENSION', grantedAt: '2026-03-03T02:00:00.000Z', reviewBy: '2026-03-31T02:00:00.000Z' },
  SUSPENSION_LIFT: { kind: 'SUSPENSION_LIFT', grantedAt: '2026-03-20T02:00:00.000Z' },
  REOPENING: { kind: 'REOPENING', grantedAt: '2026-03-20T02:00:00.000Z' },
  REQUEST_REFUSED: {
    kind: 'REQUEST_REFUSED',
    request: 'WITHDRAWAL',
    reasonCode: 'REMEDY_IN_EXECUTION',
    refusedAt: '2026-03-09T02:00:00.000Z',
  },
};

/** A submission of a person who can be reached by mail. */
export function aSubmission(complainant: Partial<ComplaintSubmission['complainant']> = {}): ComplaintSubmission {
  return {
    channel: 'WEB_FORM',
    complainant: { type: 'CONSUMER', name: '王芳', email: 'wang.fang@mail.example', locale: 'zh-CN', ...complainant },
    description: '洗衣机使用三天后漏水。',
  };
}

export function anOffer(): Offer {
  return {
    offerId: FACTS.OFFER.offerId,
    token: 'q7Yw2-Hc0n_4mZ8kVt1sLr9Xe3bJ6uPfGdAaQoWiTyE',
    decideBy: '2026-03-11T02:00:00.000Z',
    revision: 1,
    outcome: 'UPHELD',
    explanation: '经检测，进水阀密封圈存在缺陷，属于产品质量问题。\n我们将为您退款，并安排上门取回产品。',
    apology: '给您的生活带来不便，我们深表歉意。',
    remedies: [
      { type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, dueOn: '2026-03-12' },
      { type: 'HOME_VISIT', dueOn: '2026-03-10' },
    ],
  };
}

/** What routing has to say in words. */
export function aRoutingDossier(): RoutingDossier {
  return {
    answer: { letterId: FACTS.ANSWER.letterId, text: '滤芯请每六个月更换一次。\n型号见机身背面的铭牌。' },
    decline: { stepId: FACTS.DECLINE.stepId, explanation: '您所说的产品由他人生产，并非我司销售。' },
    referral: { organisation: '安达物流有限公司', contact: '400-000-0000', ground: '包裹由该公司承运，责任由其承担。' },
  };
}

export function aDecision(): Decision {
  const { outcome: _, offerId: _offer, token: _token, decideBy: _by, ...words } = anOffer();
  return { ...words, planId: FACTS.DECISION.planId, outcome: 'NOT_UPHELD' };
}

export function anImposition(): Imposition {
  const { token: _token, decideBy: _by, ...words } = anOffer();
  return { ...words, ground: '该批次存在起火隐患，\n依法须立即召回。' };
}

export function aReview(): Review {
  const { reviewId, decision } = FACTS.REVIEW_DECISION;
  return { reviewId, decision, grounds: '维修记录没有写明更换了哪些部件。\n方案须补充说明。' };
}

export function aDispute(): Dispute {
  return {
    disputeId: FACTS.DISPUTE_OPENED.disputeId,
    body: '余杭区消费者协会',
    reference: '余消调〔2026〕118号',
    award: '双方同意退还一半货款。\n自协议签订之日起七日内付清。',
  };
}

export function questions(): Questions {
  return {
    informationRequestId: FACTS.INFORMATION_REQUEST.informationRequestId,
    dueAt: '2026-03-10T09:00:00.000Z',
    texts: ['洗衣机的序列号是多少？', '漏水时机器处于哪个程序？\n请尽量说明。'],
  };
}

export function aOneTimeCode(): OneTimeCode {
  return { codeId: FACTS.ONE_TIME_CODE.codeId, code: '407193', expiresAt: '2099-01-01T00:00:00.000Z' };
}

/** Material of an acceptance letter in Chinese unless replaced. */
export function aMaterial({ name, ...replaced }: Partial<LetterMaterial> & { name?: string } = {}): LetterMaterial {
  return {
    facts: FACTS.ACKNOWLEDGEMENT,
    locale: 'zh-CN',
    complaintNo: 'GSCS-260302-00001',
    zone: 'Asia/Shanghai',
    registeredAt: new Date('2026-03-02T01:15:02.000Z'),
    reopenDays: 30,
    reviewDays: 30,
    reviewLimit: { amount: 15, unit: 'WD' },
    dossier: {
      trackingCode: 'K7QM2X9RTB4D',
      receivedAt: '2026-03-02T01:10:00.000Z',
      submission: aSubmission(name === undefined ? {} : { name }),
    },
    expectedAt: new Date('2026-03-09T10:00:00.000Z'),
    routing: aRoutingDossier(),
    ...replaced,
  };
}
