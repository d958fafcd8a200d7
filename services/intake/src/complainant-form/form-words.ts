import type { LocaleCode } from '@redress/contracts';
import type { FormKind } from './complainant-form.dto';

/** What is wrong with what was sent. */
export type FormFault = 'missing' | 'wrong' | 'locked' | 'ended' | 'open' | 'notAnonymous' | 'notNow' | 'erased';

interface WordsOfForm {
  readonly title: string;
  readonly intro: string;
  /** Of the field for the words. */
  readonly words: string;
  readonly button: string;
  readonly done: string;
  readonly next: string;
}

/** Every word of the pages, per language. */
interface FormWords {
  readonly otherLanguage: string;
  readonly errorPrefix: string;
  readonly errorHeading: string;
  readonly faults: Readonly<Record<FormFault, string>>;
  readonly forms: Readonly<Record<FormKind, WordsOfForm>>;
}

export const FORM_WORDS: Readonly<Record<LocaleCode, FormWords>> = {
  'zh-CN': {
    otherLanguage: 'English',
    errorPrefix: '错误：',
    errorHeading: '还不能提交',
    faults: {
      missing: '请填写投诉编号、查询码和内容。',
      wrong: '编号与查询码不符，请核对后重新输入。',
      locked: '错误次数过多，请稍后再试。',
      ended: '该投诉已经结束，不能再提出这项申请。',
      open: '您已提出同样的申请，我们答复之前无需再次提出。',
      notAnonymous: '信箱仅供匿名投诉人使用；您可以改用“补充情况”。',
      notNow: '该投诉目前不能提出这项申请。',
      erased: '该投诉的资料已经删除。',
    },
    forms: {
      supplement: {
        title: '补充情况',
        intro: '您可以随时补充情况，投诉结束之后也可以。原来的内容保持不变。',
        words: '补充的内容',
        button: '提交',
        done: '您补充的内容已经收到。',
        next: '办理人员可以看到；您无需再做什么。',
      },
      reopening: {
        title: '申请重新处理',
        intro:
          '投诉结束后，如果您认为问题没有解决，可以申请重新处理。期限已过的，您反映的内容将作为新的投诉登记，查询码不变。',
        words: '为什么需要重新处理',
        button: '提出申请',
        done: '您的申请已经收到。',
        next: '我们将发函告知结果。',
      },
      withdrawal: {
        title: '撤回投诉',
        intro: '撤回之后，我们不再处理您的投诉。处理方案已经开始执行的，不能撤回。',
        words: '撤回的原因',
        button: '撤回投诉',
        done: '您的撤诉申请已经收到。',
        next: '我们将发函告知结果。',
      },
      message: {
        title: '给办理人员留言',
        intro: '本信箱供匿名投诉人使用。您无需留下姓名和联系方式。',
        words: '留言',
        button: '发送',
        done: '您的留言已经送达办理人员。',
        next: '答复将放在您的信箱中，请凭编号和查询码查阅。',
      },
    },
  },
  en: {
    otherLanguage: '中文',
    errorPrefix: 'Error: ',
    errorHeading: 'It cannot be sent yet',
    faults: {
      missing: 'Please enter the complaint number, the tracking code and your words.',
      wrong: 'Number and code do not belong together. Please check them and enter them again.',
      locked: 'Too many wrong codes were entered. Please try again later.',
      ended: 'The complaint has ended; this can no longer be asked for.',
      open: 'You have asked for this already; we will answer it.',
      notAnonymous: 'The mailbox is for people who gave no name. You can add something to your complaint instead.',
      notNow: 'This cannot be asked for at present.',
      erased: 'The data of this complaint were deleted.',
    },
    forms: {
      supplement: {
        title: 'Add to your complaint',
        intro: 'You can add something at any time, also after the end. What you told us first stays as it is.',
        words: 'What you want to add',
        button: 'Send',
        done: 'We have what you added.',
        next: 'Those who handle your complaint can read it; you need not do anything else.',
      },
      reopening: {
        title: 'Have your complaint reopened',
        intro:
          'When your complaint has ended and the matter is not settled, you can ask us to reopen it. If the time for that is over, we register what you tell us as a new complaint; your code stays the same.',
        words: 'Why it should be reopened',
        button: 'Ask for it',
        done: 'We have your request.',
        next: 'We will write to you about the result.',
      },
      withdrawal: {
        title: 'Withdraw your complaint',
        intro:
          'Once it is withdrawn we no longer handle your complaint. It cannot be withdrawn when what we agreed is being carried out.',
        words: 'Why you withdraw it',
        button: 'Withdraw the complaint',
        done: 'We have your request to withdraw the complaint.',
        next: 'We will write to you about the result.',
      },
      message: {
        title: 'Write to those who handle your complaint',
        intro: 'This mailbox is for people who gave no name. You need not say who you are.',
        words: 'Your message',
        button: 'Send',
        done: 'Your message has reached those who handle your complaint.',
        next: 'The answer will lie in your mailbox: open it with number and code.',
      },
    },
  },
};
