import type { LocaleCode, ObstacleCode } from '@redress/contracts';
import type { NoticeWords, VerifyWords } from '@redress/http';

/** Every word of the page, per language. */
export interface ReviewWords {
  readonly verify: VerifyWords;
  readonly ask: {
    readonly title: string;
    readonly intro: string;
    readonly until: (at: string) => string;
    readonly words: string;
    readonly wordsHint: string;
    readonly effect: string;
    readonly button: string;
  };
  readonly asked: NoticeWords;
  /** Why it cannot be asked for; `other` for every reason that has no words of its own. */
  readonly notPossible: {
    readonly title: string;
    readonly other: string;
    readonly reasons: Readonly<Partial<Record<ObstacleCode, string>>>;
  };
}

const zh: ReviewWords = {
  verify: {
    title: '申请内部复核',
    intro: '对处理结果有异议，可以申请由未参与处理的上级人员复核。请先输入投诉编号和查询码。打开本页不会提出任何申请。',
    button: '继续',
    unknown: '编号与查询码不符，或该投诉尚无处理决定。',
  },
  ask: {
    title: '申请内部复核',
    intro: '复核由未参与处理、级别更高的人员进行，结果以函件告知您。',
    until: (at) => `可在 ${at} 前申请。`,
    words: '您不同意的地方（可以不填）',
    wordsHint: '最多 5000 字。',
    effect: '提交后，待您确认的方案不再有效，正在执行的措施暂停，直至复核作出决定。',
    button: '申请复核',
  },
  asked: { title: '已收到您的复核申请', text: '谢谢。复核结果将以函件告知您。您可以关闭此页面。' },
  notPossible: {
    title: '目前不能申请复核',
    other: '该投诉目前的处理阶段不允许申请复核。',
    reasons: {
      REVIEW_WINDOW_OVER: '申请复核的期限已过。您仍可以寻求消费者协会调解、行政投诉、仲裁或诉讼。',
      NO_LONGER_IN_THE_CASE: '您已退出本案，不能再申请复核。您仍可以寻求消费者协会调解、行政投诉、仲裁或诉讼。',
      REVIEWED_BEFORE: '该投诉已经复核过。您仍可以寻求消费者协会调解、行政投诉、仲裁或诉讼。',
    },
  },
};

const en: ReviewWords = {
  verify: {
    title: 'Ask for a review',
    intro:
      'If you do not agree with the result, people of a higher unit who took no part in it can review the case. Please enter number and tracking code first. Opening this page asks for nothing.',
    button: 'Go on',
    unknown: 'Number and code do not belong together, or nothing was decided on this complaint yet.',
  },
  ask: {
    title: 'Ask for a review',
    intro: 'People of a higher unit who took no part in the handling review it, and we write to you about the result.',
    until: (at) => `You can ask for it until ${at}.`,
    words: 'What you do not agree with (you may leave it empty)',
    wordsHint: 'At most 5,000 characters.',
    effect:
      'Once you have asked, a proposal that waits for your answer no longer stands, and what is being carried out rests until the review is decided.',
    button: 'Ask for the review',
  },
  asked: {
    title: 'We have your request for a review',
    text: 'Thank you. We write to you about the result. You can close this page.',
  },
  notPossible: {
    title: 'No review can be asked for now',
    other: 'At its present stage the complaint cannot be reviewed.',
    reasons: {
      REVIEW_WINDOW_OVER:
        'The time for asking is over. A consumer association, the authority in charge, arbitration and the courts are still open to you.',
      NO_LONGER_IN_THE_CASE:
        'You have left the case, so it is no longer reviewed for you. A consumer association, the authority in charge, arbitration and the courts are still open to you.',
      REVIEWED_BEFORE:
        'The complaint was reviewed before. A consumer association, the authority in charge, arbitration and the courts are still open to you.',
    },
  },
};

export const REVIEW_WORDS: Readonly<Record<LocaleCode, ReviewWords>> = { 'zh-CN': zh, en };
