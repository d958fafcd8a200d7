import type { LocaleCode } from '@redress/contracts';

/** Every word of the page, per language. */
export interface OfferWords {
  readonly errorPrefix: string;
  readonly errorHeading: string;
  readonly otherLanguage: string;
  readonly verify: {
    readonly title: string;
    readonly intro: string;
    readonly label: string;
    readonly hint: string;
    readonly button: string;
    readonly missing: string;
    readonly wrong: string;
    readonly expired: string;
    readonly noCode: string;
    readonly sendEffect: string;
    readonly send: string;
    readonly sent: string;
    readonly noAddress: string;
    readonly tooManyCodes: string;
  };
  readonly offer: {
    readonly title: string;
    readonly number: string;
    readonly outcome: string;
    readonly apology: string;
    readonly explanation: string;
    readonly remedies: string;
    readonly noRemedies: string;
    readonly remedy: string;
    readonly amount: string;
    readonly noAmount: string;
    readonly dueOn: string;
    readonly decide: string;
    readonly effect: string;
    readonly effectWithoutRemedies: string;
    readonly decideBy: (at: string) => string;
    readonly accept: string;
    readonly disagree: string;
    readonly isFinal: string;
    readonly noRounds: string;
    readonly wordsLabel: string;
    readonly reasonLabel: string;
    readonly wordsHint: string;
    readonly wordsMissing: string;
    readonly counter: string;
    readonly refuse: string;
    readonly refusalEnds: string;
    readonly refusalGoesOn: string;
    readonly review: string;
    readonly reviewEffect: string;
    readonly reviewLabel: string;
    readonly askForReview: string;
    readonly noReview: string;
  };
  readonly accepted: {
    readonly title: string;
    readonly now: string;
    readonly before: (at: string) => string;
    readonly nextRemedies: string;
    readonly nextRemediesLater: string;
    readonly linkEnded: string;
    readonly next: string;
  };
  readonly countered: {
    readonly title: string;
    readonly now: string;
    readonly before: (at: string) => string;
    readonly next: string;
  };
  readonly refused: {
    readonly title: string;
    readonly now: string;
    readonly before: (at: string) => string;
    readonly next: string;
    readonly nextAtTheEnd: string;
  };
  readonly recorded: {
    readonly title: string;
    readonly intro: string;
    readonly answer: string;
    readonly channel: string;
    readonly givenAt: string;
    readonly heading: string;
    readonly effect: (by: string) => string;
    readonly wordsLabel: string;
    readonly object: string;
  };
  readonly objected: { readonly title: string; readonly now: string; readonly next: string };
  readonly lapsed: { readonly title: string; readonly text: (at: string) => string };
  readonly resting: { readonly title: string; readonly text: string };
  readonly over: { readonly title: string; readonly text: string };
  readonly withdrawn: { readonly title: string; readonly text: string };
  readonly reviewAsked: { readonly title: string; readonly text: string };
  readonly unknown: { readonly title: string; readonly text: string };
  readonly locked: { readonly title: string; readonly text: (seconds: number) => string };
  readonly notYet: { readonly title: string; readonly text: string };
  readonly erased: { readonly title: string; readonly text: string };
}

const zh: OfferWords = {
  errorPrefix: '错误：',
  errorHeading: '还不能继续',
  otherLanguage: 'English',
  verify: {
    title: '查看处理方案',
    intro: '请先输入查询码或一次性验证码，随后显示方案内容。打开本页不会作出任何决定。',
    label: '查询码或一次性验证码',
    hint: '查询码共 12 位，见受理函；一次性验证码共 6 位数字，可在下方申请发送。',
    button: '查看方案',
    missing: '输入查询码或一次性验证码',
    wrong: '验证码与这份方案对不上，或已过期、已使用。检查后再输入一次，或重新获取一次性验证码',
    expired: '页面停留时间过长。重新输入查询码，或重新获取一次性验证码',
    noCode: '手边没有查询码？',
    sendEffect: '我们把 6 位一次性验证码发送到您投诉时登记的电子邮箱，10 分钟内有效，只能使用一次。',
    send: '发送一次性验证码',
    sent: '验证码已发送到您登记的电子邮箱，10 分钟内有效。收到后在下方输入。',
    noAddress: '投诉时没有登记电子邮箱，无法发送验证码。请使用受理函上的查询码',
    tooManyCodes: '一小时内发送的验证码过多。稍后再试，或使用受理函上的查询码',
  },
  offer: {
    title: '处理方案',
    number: '投诉编号',
    outcome: '处理结论',
    apology: '致歉',
    explanation: '情况说明',
    remedies: '我们将落实的措施',
    noRemedies: '本方案没有需要另行落实的措施。',
    remedy: '措施',
    amount: '金额',
    noAmount: '不涉及金额',
    dueOn: '完成日期',
    decideBy: (at) => `请在 ${at} 前答复，逾期后本链接失效。`,
    decide: '您的决定',
    effect: '接受后，我们开始落实以上措施。接受只能提交一次。',
    effectWithoutRemedies: '接受后，本次处理完成。接受只能提交一次。',
    accept: '接受方案',
    disagree: '不同意这份方案？',
    isFinal: '这是我们的最终方案，不再另行协商。',
    noRounds: '协商轮次已用完，不再接受新的要求。',
    wordsLabel: '您认为怎样处理才合适',
    reasonLabel: '您不接受的原因',
    wordsHint: '最多 5000 字。提出其他要求时必填；不接受方案时可以不填。在您同意之前，不会落实任何措施。',
    wordsMissing: '写明您认为怎样处理才合适',
    counter: '提出其他要求',
    refuse: '不接受方案',
    refusalEnds: '不接受这份方案，协商即告结束；我们将发函说明您仍享有的权利。',
    refusalGoesOn: '不接受这份方案，我们会重新研究并另行答复。',
    review: '希望由他人复核？',
    reviewEffect: '您可以申请由未参与处理的上级人员复核。复核期间，本方案不再有效；结果以函件告知您。',
    reviewLabel: '您不同意的地方（可以不填）',
    askForReview: '申请内部复核',
    noReview: '目前不能申请复核。',
  },
  accepted: {
    title: '方案已接受',
    now: '已收到您的答复，谢谢。',
    before: (at) => `您已于 ${at} 接受这份方案。`,
    nextRemedies: '我们按以下日期落实措施，完成后回访，听取您的评价。',
    nextRemediesLater: '我们按告知函上的日期落实措施，完成后回访，听取您的评价。',
    next: '随后我们会回访，听取您的评价。',
    linkEnded: '方案内容见告知函。本链接已完成使用，不再显示方案。',
  },
  countered: {
    title: '已收到您的要求',
    now: '已收到您提出的要求，谢谢。',
    before: (at) => `您已于 ${at} 提出其他要求。`,
    next: '我们会研究您的要求并重新答复。在您同意之前，不会落实任何措施。本链接已失效，新的方案有新的链接。',
  },
  refused: {
    title: '已收到您的答复',
    now: '您不接受这份方案，我们已经记录。',
    before: (at) => `您已于 ${at} 表示不接受这份方案。`,
    next: '我们会重新研究并另行答复。本链接已失效。',
    nextAtTheEnd: '协商到此结束。我们将发函说明您仍享有的权利。',
  },
  recorded: {
    title: '您的答复记录',
    intro: '工作人员记录了您对处理方案的答复，请核对。如记录无误，无需任何操作。',
    answer: '记录的答复',
    channel: '答复方式',
    givenAt: '答复时间',
    heading: '记录不属实？',
    effect: (by) => `您可在 ${by} 前提出异议。提出后该记录不再有效，尚未完成的措施停止执行。异议只能提交一次。`,
    wordsLabel: '哪里不属实（可不填）',
    object: '提出异议',
  },
  objected: {
    title: '已收到您的异议',
    now: '已收到您的异议，该答复记录不再有效。',
    next: '尚未完成的措施已停止执行。我们会与您联系，重新处理。',
  },
  lapsed: {
    title: '答复期限已过',
    text: (at) => `这份方案的答复期限是 ${at}，现已失效。如仍希望处理，回复告知函联系我们。`,
  },
  resting: {
    title: '该投诉暂停办理',
    text: '该投诉因法院或主管机关的要求暂停办理，目前不能答复方案。暂停的时间不计入答复期限，恢复办理后我们会告知您。',
  },
  over: {
    title: '这个链接已失效',
    text: '方案已经答复、已被取代，或答复期限已过，因此不能再通过本链接作出决定。如有疑问，回复告知函联系我们。',
  },
  withdrawn: {
    title: '这份方案已失效',
    text: '投诉已撤回，或方案已被取代，因此不能再作出决定。如有疑问，回复告知函联系我们。',
  },
  reviewAsked: {
    title: '已收到您的复核申请',
    text: '由未参与处理的上级人员复核，结果以函件告知您。本方案在复核期间不再有效。',
  },
  unknown: { title: '找不到这份方案', text: '链接可能不完整。从告知函中重新打开链接，或复制完整地址。' },
  locked: {
    title: '输入错误次数过多',
    text: (seconds) =>
      `为保护您的信息，请在 ${seconds > 3_600 ? `${Math.ceil(seconds / 3_600)} 小时` : `${Math.ceil(seconds / 60)} 分钟`}后再试。`,
  },
  notYet: { title: '方案正在准备', text: '内容还没有到齐，请几分钟后再打开链接。' },
  erased: { title: '内容已删除', text: '个人信息已按规定删除，这份方案不再显示。' },
};

function inTime(seconds: number): string {
  const [count, unit] = seconds > 3_600 ? [seconds / 3_600, 'hour'] : [seconds / 60, 'minute'];
  return `${Math.ceil(count)} ${unit}${Math.ceil(count) === 1 ? '' : 's'}`;
}

const en: OfferWords = {
  errorPrefix: 'Error: ',
  errorHeading: 'There is a problem',
  otherLanguage: '中文',
  verify: {
    title: 'See our answer to your complaint',
    intro: 'Enter your tracking code or a one-time code to see it. Opening this page decides nothing.',
    label: 'Tracking code or one-time code',
    hint: 'The tracking code has 12 characters and is in our acceptance letter. A one-time code has 6 digits; we send it on request, see below.',
    button: 'Show the answer',
    missing: 'Enter your tracking code or a one-time code',
    wrong:
      'This code does not match the answer, or it is too old or was used. Check it and enter it again, or have another one-time code sent',
    expired: 'The page was open for too long. Enter your tracking code, or have another one-time code sent',
    noCode: 'No tracking code at hand?',
    sendEffect:
      'We send a one-time code of 6 digits to the e-mail address that you gave with the complaint. It is valid for 10 minutes and can be used once.',
    send: 'Send me a one-time code',
    sent: 'The code is on its way to your e-mail address and is valid for 10 minutes. Enter it below.',
    noAddress: 'You gave no e-mail address with the complaint. Use the tracking code in our acceptance letter',
    tooManyCodes:
      'Too many codes were sent within an hour. Try again later, or use the tracking code in our acceptance letter',
  },
  offer: {
    title: 'Our answer to your complaint',
    number: 'Complaint number',
    outcome: 'Decision',
    apology: 'Our apology',
    explanation: 'What we found',
    remedies: 'What we will do',
    noRemedies: 'There is nothing further for us to carry out.',
    remedy: 'Remedy',
    amount: 'Amount',
    noAmount: 'No amount',
    dueOn: 'Done by',
    decideBy: (at) => `Please decide by ${at}. The link ends then.`,
    decide: 'Your decision',
    effect: 'Once you accept, we begin to carry this out. You can accept only once.',
    effectWithoutRemedies: 'Once you accept, the handling is complete. You can accept only once.',
    accept: 'Accept this answer',
    disagree: 'You do not agree?',
    isFinal: 'This is our final answer; there is no further negotiation.',
    noRounds: 'The rounds of negotiation are used up, so no other proposal is taken.',
    wordsLabel: 'What would be right instead',
    reasonLabel: 'Why you do not accept it',
    wordsHint:
      'Up to 5,000 characters. Needed for a proposal of your own, not for a refusal. Nothing is carried out before you agree.',
    wordsMissing: 'Tell us what would be right instead',
    counter: 'Propose something else',
    refuse: 'Refuse this answer',
    refusalEnds: 'If you refuse it, the negotiation ends; we then write to you about the rights that you have.',
    refusalGoesOn: 'If you refuse it, we look into the matter again and send you another answer.',
    review: 'Would you like others to look at it?',
    reviewEffect:
      'People of a higher unit who took no part in the handling can review it. Meanwhile this answer no longer stands; we write to you about the result.',
    reviewLabel: 'What you do not agree with (you may leave it empty)',
    askForReview: 'Ask for a review',
    noReview: 'No review can be asked for now.',
  },
  accepted: {
    title: 'You have accepted',
    now: 'We have your answer. Thank you.',
    before: (at) => `You accepted this answer on ${at}.`,
    nextRemedies: 'We carry it out by the dates below. Afterwards we ask you whether the matter is put right.',
    nextRemediesLater:
      'We carry it out by the dates in our letter. Afterwards we ask you whether the matter is put right.',
    next: 'Next we ask you whether the matter is put right.',
    linkEnded: 'What you accepted is in our letter. This link has done its work and no longer shows it.',
  },
  countered: {
    title: 'We have your proposal',
    now: 'We have your proposal. Thank you.',
    before: (at) => `You made a proposal of your own on ${at}.`,
    next: 'We examine it and answer you again. Nothing is carried out before you agree. This link has ended; the next answer comes with a new one.',
  },
  refused: {
    title: 'We have your answer',
    now: 'You do not accept this answer; we have recorded that.',
    before: (at) => `You refused this answer on ${at}.`,
    next: 'We look into the matter again and send you another answer. This link has ended.',
    nextAtTheEnd: 'The negotiation ends here. We write to you about the rights that you have.',
  },
  recorded: {
    title: 'What was recorded as your answer',
    intro:
      'A member of staff recorded your answer to our proposal. Please check it. If it is right, you need do nothing.',
    answer: 'Recorded answer',
    channel: 'Given by',
    givenAt: 'Given on',
    heading: 'Is this not what you said?',
    effect: (by) =>
      `You can object until ${by}. The record then no longer counts, and what is not done yet stops. You can object only once.`,
    wordsLabel: 'What is not right (you may leave it empty)',
    object: 'Object',
  },
  objected: {
    title: 'We have your objection',
    now: 'We have your objection; what was recorded no longer counts.',
    next: 'What was not done yet has stopped. We will contact you and look into the matter again.',
  },
  lapsed: {
    title: 'The time to decide is over',
    text: (at) => `This answer could be accepted until ${at}. If you still want us to act on it, reply to our letter.`,
  },
  resting: {
    title: 'Your complaint is suspended',
    text: 'A court or an authority has asked us to let your complaint rest, so the proposal cannot be answered for now. The time does not count for your answer; we will write to you when we go on.',
  },
  over: {
    title: 'This link has ended',
    text: 'The answer was decided on, another took its place, or the time to decide is over, so no decision can be made here. If you have a question, reply to our letter.',
  },
  withdrawn: {
    title: 'This answer no longer stands',
    text: 'The complaint was withdrawn, or another answer took its place, so no decision can be made here. If you have a question, reply to our letter.',
  },
  reviewAsked: {
    title: 'We have your request for a review',
    text: 'People of a higher unit who took no part in it review the case, and we write to you about the result. Until then this answer no longer stands.',
  },
  unknown: {
    title: 'We cannot find this answer',
    text: 'The link may be incomplete. Open it from our letter again, or copy the whole address.',
  },
  locked: {
    title: 'Too many wrong codes',
    text: (seconds) => `To protect your data, try again in ${inTime(seconds)}.`,
  },
  notYet: {
    title: 'The answer is being prepared',
    text: 'Not everything has arrived. Open the link again in a few minutes.',
  },
  erased: {
    title: 'The content was deleted',
    text: 'Personal data were deleted as the rules require, so this answer is no longer shown.',
  },
};

export const OFFER_WORDS: Readonly<Record<LocaleCode, OfferWords>> = { 'zh-CN': zh, en };
