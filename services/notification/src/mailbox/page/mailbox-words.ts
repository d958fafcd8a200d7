import type { LocaleCode } from '@redress/contracts';

/** Every word of the pages, per language. */
export interface MailboxWords {
  readonly otherLanguage: string;
  readonly errorPrefix: string;
  readonly errorHeading: string;
  readonly title: string;
  readonly intro: string;
  readonly button: string;
  readonly missing: string;
  readonly wrong: string;
  readonly gone: string;
  readonly locked: string;
  readonly lettersOf: (complaintNo: string) => string;
  readonly none: string;
  readonly open: string;
  readonly written: string;
  readonly isNew: string;
  readonly back: string;
}

export const MAILBOX_WORDS: Readonly<Record<LocaleCode, MailboxWords>> = {
  'zh-CN': {
    otherLanguage: 'English',
    errorPrefix: '错误：',
    errorHeading: '还不能继续',
    title: '查阅函件',
    intro: '请输入投诉编号和查询码，查阅我们就该投诉给您的全部函件。',
    button: '查阅',
    missing: '请输入投诉编号和查询码。',
    wrong: '编号与查询码不符，请核对后重新输入。',
    gone: '没有这封函件。',
    locked: '错误次数过多，请稍后再试。',
    lettersOf: (complaintNo) => `投诉 ${complaintNo} 的函件`,
    none: '目前没有函件。',
    open: '打开',
    written: '日期',
    isNew: '未读',
    back: '返回全部函件',
  },
  en: {
    otherLanguage: '中文',
    errorPrefix: 'Error: ',
    errorHeading: 'You cannot go on yet',
    title: 'Your letters',
    intro: 'Enter the number of your complaint and the tracking code to read all our letters about it.',
    button: 'Read',
    missing: 'Please enter the complaint number and the tracking code.',
    wrong: 'Number and code do not belong together. Please check them and enter them again.',
    gone: 'There is no such letter.',
    locked: 'Too many wrong codes were entered. Please try again later.',
    lettersOf: (complaintNo) => `Letters about complaint ${complaintNo}`,
    none: 'There are no letters yet.',
    open: 'Open',
    written: 'Date',
    isNew: 'new',
    back: 'All letters',
  },
};
