import type { LocaleCode } from '@redress/contracts';

/** Every word of the page, per language. */
export interface QuestionWords {
  readonly errorPrefix: string;
  readonly errorHeading: string;
  readonly otherLanguage: string;
  readonly verify: {
    readonly title: string;
    readonly intro: string;
    readonly number: string;
    readonly code: string;
    readonly codeHint: string;
    readonly button: string;
    readonly missing: string;
    readonly unknown: string;
  };
  readonly questions: {
    readonly title: string;
    readonly intro: string;
    readonly dueAt: (at: string) => string;
    readonly question: (no: number) => string;
    readonly effect: string;
    readonly button: string;
    readonly noAnswer: string;
    readonly notFitting: string;
  };
  readonly answered: { readonly title: string; readonly text: string };
  readonly nothingAsked: { readonly title: string; readonly text: string };
  readonly locked: { readonly title: string; readonly text: (seconds: number) => string };
  readonly notYet: { readonly title: string; readonly text: string };
  readonly erased: { readonly title: string; readonly text: string };
}

const zh: QuestionWords = {
  errorPrefix: '错误：',
  errorHeading: '请更正以下内容',
  otherLanguage: 'English',
  verify: {
    title: '补充投诉信息',
    intro: '请输入投诉编号和查询码，查看我们需要您补充的内容。',
    number: '投诉编号',
    code: '查询码',
    codeHint: '12 位，见受理函或登记页面；不区分大小写和空格。',
    button: '查看问题',
    missing: '请输入投诉编号和查询码。',
    unknown: '编号与查询码不符，或该投诉没有需要补充的内容。',
  },
  questions: {
    title: '请您补充以下内容',
    intro: '为查清您反映的问题，请回答下列问题。不清楚的可以留空。',
    dueAt: (at) => `请尽量在 ${at} 前答复。`,
    question: (no) => `问题 ${no}`,
    effect: '提交后我们会继续调查；答复不能更改。',
    button: '提交答复',
    noAnswer: '请至少回答一个问题。',
    notFitting: '问题已有变化，请重新填写。',
  },
  answered: { title: '已收到您的答复', text: '谢谢。我们会继续调查，并告知您结果。您可以关闭此页面。' },
  nothingAsked: { title: '目前没有需要您补充的内容', text: '可能您已经答复，或答复期限已过，调查已继续进行。' },
  locked: {
    title: '请稍后再试',
    text: (seconds) => `查询码输错次数过多，请在 ${Math.ceil(seconds / 60)} 分钟后再试。`,
  },
  notYet: { title: '正在准备', text: '内容尚未就绪，请一分钟后再试。' },
  erased: { title: '内容已删除', text: '个人信息已按规定删除，此页面不再可用。' },
};

const en: QuestionWords = {
  errorPrefix: 'Error: ',
  errorHeading: 'Please correct the following',
  otherLanguage: '中文',
  verify: {
    title: 'Answer our questions',
    intro: 'Enter the number of your complaint and its tracking code to see what we need to know.',
    number: 'Complaint number',
    code: 'Tracking code',
    codeHint:
      '12 characters, in the acceptance letter or on the page of your registration; case and spaces do not matter.',
    button: 'Show the questions',
    missing: 'Enter the number and the tracking code.',
    unknown: 'Number and code do not belong together, or nothing is asked about this complaint.',
  },
  questions: {
    title: 'What we need to know',
    intro: 'To look into your complaint we need your answers. Leave empty what you do not know.',
    dueAt: (at) => `Please answer by ${at}, if you can.`,
    question: (no) => `Question ${no}`,
    effect: 'When you have sent your answers, we go on looking into it; they cannot be changed.',
    button: 'Send the answers',
    noAnswer: 'Answer one question at least.',
    notFitting: 'The questions have changed. Please answer them again.',
  },
  answered: {
    title: 'We have your answers',
    text: 'Thank you. We go on looking into your complaint and tell you what we find. You can close this page.',
  },
  nothingAsked: {
    title: 'Nothing is asked at present',
    text: 'You may have answered already, or the time for answers is over and we went on without.',
  },
  locked: {
    title: 'Please try again later',
    text: (seconds) => `Too many wrong codes were entered. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  },
  notYet: { title: 'Being prepared', text: 'The questions are not here yet. Try again in a minute.' },
  erased: { title: 'The content was deleted', text: 'Personal data were deleted as the rules require.' },
};

export const QUESTION_WORDS: Readonly<Record<LocaleCode, QuestionWords>> = { 'zh-CN': zh, en };
