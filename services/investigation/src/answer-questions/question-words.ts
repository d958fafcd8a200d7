import type { LocaleCode } from '@redress/contracts';
import type { NoticeWords, VerifyWords } from '@redress/http';

/** Every word of the page, per language. */
export interface QuestionWords {
  readonly verify: VerifyWords;
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
  readonly answered: NoticeWords;
  readonly nothingAsked: NoticeWords;
}

const zh: QuestionWords = {
  verify: {
    title: '补充投诉信息',
    intro: '请输入投诉编号和查询码，查看我们需要您补充的内容。',
    button: '查看问题',
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
};

const en: QuestionWords = {
  verify: {
    title: 'Answer our questions',
    intro: 'Enter the number of your complaint and its tracking code to see what we need to know.',
    button: 'Show the questions',
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
};

export const QUESTION_WORDS: Readonly<Record<LocaleCode, QuestionWords>> = { 'zh-CN': zh, en };
