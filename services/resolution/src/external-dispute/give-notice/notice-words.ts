import type { LocaleCode } from '@redress/contracts';
import type { NoticeWords, VerifyWords } from '@redress/http';

/** What is to be entered, in the order of the page. */
export const NOTICE_FIELDS = ['route', 'body', 'reference', 'deadlineOn'] as const;
export type NoticeField = (typeof NOTICE_FIELDS)[number];

/** Every word of the page, per language. */
export interface DisputeNoticeWords {
  readonly verify: VerifyWords;
  readonly give: {
    readonly title: string;
    readonly intro: string;
    readonly labels: Readonly<Record<NoticeField, string>>;
    readonly faults: Readonly<Record<NoticeField, string>>;
    readonly choose: string;
    readonly deadlineHint: string;
    readonly effect: string;
    readonly button: string;
  };
  readonly noted: NoticeWords;
  readonly notPossible: NoticeWords;
}

const zh: DisputeNoticeWords = {
  verify: {
    title: '告知外部争议处理',
    intro:
      '如果您已将争议提交消费者协会、行政部门、仲裁机构或者人民法院，请在此告知我们。请先输入投诉编号和查询码。打开本页不会提交任何内容。',
    button: '继续',
    unknown: '编号与查询码不符，或该投诉尚无调查结论。',
  },
  give: {
    title: '告知外部争议处理',
    intro: '请按受理机构的通知填写。',
    labels: { route: '途径', body: '受理机构', reference: '案号或受理编号', deadlineOn: '要求我们答复的期限' },
    faults: {
      route: '请选择途径。',
      body: '请输入受理机构的名称，最多 200 字。',
      reference: '请输入案号或受理编号，最多 120 字。',
      deadlineOn: '请输入答复期限，不早于今天。',
    },
    choose: '请选择',
    deadlineHint: '见受理机构的通知。',
    effect: '提交后，待您确认的方案不再有效，正在进行的复核终止，正在执行的措施暂停，直至受理机构作出处理。',
    button: '提交告知',
  },
  noted: {
    title: '已收到您的告知',
    text: '谢谢。我们会向受理机构作出答复，并在处理结束后以函件告知您。您可以关闭此页面。',
  },
  notPossible: {
    title: '目前不能提交告知',
    text: '可能该投诉的争议已登记在外部处理，或者该投诉目前的处理阶段尚不能登记。如有疑问，请与我们联系。',
  },
};

const en: DisputeNoticeWords = {
  verify: {
    title: 'Tell us of a dispute outside',
    intro:
      'If you have taken the matter to a consumer association, the authority, arbitration or court, tell us here. Please enter number and tracking code first. Opening this page sends nothing.',
    button: 'Go on',
    unknown: 'Number and code do not belong together, or the investigation of this complaint has no result yet.',
  },
  give: {
    title: 'Tell us of a dispute outside',
    intro: 'Please enter what the body has written to you.',
    labels: {
      route: 'Way',
      body: 'Name of the body',
      reference: 'Its reference number',
      deadlineOn: 'Day until which we have to answer it',
    },
    faults: {
      route: 'Choose the way.',
      body: 'Enter the name of the body, with 200 characters at most.',
      reference: 'Enter its reference number, with 120 characters at most.',
      deadlineOn: 'Enter the day until which we have to answer, which is today or later.',
    },
    choose: 'Please choose',
    deadlineHint: 'As the body has written it.',
    effect:
      'Once you have told us, a proposal that waits for your answer no longer stands, a review that is under way ends, and what is being carried out rests until the body has decided.',
    button: 'Tell us',
  },
  noted: {
    title: 'We have your notice',
    text: 'Thank you. We answer the body, and write to you when the dispute there has ended. You can close this page.',
  },
  notPossible: {
    title: 'No notice can be taken now',
    text: 'The dispute may be noted already, or the complaint is not yet at a stage at which it can be. Please contact us if you are not sure.',
  },
};

export const NOTICE_WORDS: Readonly<Record<LocaleCode, DisputeNoticeWords>> = { 'zh-CN': zh, en };
