import type { AnswerCode, LocaleCode, ReviewDecision } from '@redress/contracts';
import type { Limit } from '@redress/time';
import { DateTime } from 'luxon';
import type { RestReason } from '../domain/letter';

// A format takes a hundred times as long to make as to use, and there are only as many as procedures use.
const ZONE_NAMES = new Map<string, Intl.DateTimeFormat>();
const AMOUNTS = new Map<string, Intl.NumberFormat>();

/** Letters that are written together name the same minutes. More than these are forgotten all at once. */
const MOST_MINUTES = 2_000;
const MINUTES = new Map<string, string>();

/** An instant as a letter gives it, in the zone of the procedure, with the zone's name. */
export function instantInWords(at: Date, zone: string, locale: LocaleCode): string {
  if (MINUTES.size >= MOST_MINUTES) MINUTES.clear();
  return kept(MINUTES, `${locale} ${zone} ${Math.floor(at.getTime() / 60_000)}`, () => minuteInWords(at, zone, locale));
}

function minuteInWords(at: Date, zone: string, locale: LocaleCode): string {
  const local = DateTime.fromJSDate(at, { zone }).setLocale(locale);
  return locale === 'zh-CN'
    ? `${local.toFormat("yyyy'年'M'月'd'日' HH:mm")}（${zoneName(at, zone, locale)}）`
    : `${local.toFormat("d MMMM yyyy', 'HH:mm")} (${zoneName(at, zone, locale)})`;
}

/** A calendar date as a letter gives it. @param on `yyyy-MM-dd` */
export function dateInWords(on: string, locale: LocaleCode): string {
  const date = DateTime.fromISO(on, { zone: 'utc' }).setLocale(locale);
  return date.toFormat(locale === 'zh-CN' ? "yyyy'年'M'月'd'日'" : 'd MMMM yyyy');
}

/** An amount of minor units as a letter gives it, with as many decimals as the currency has. */
export function amountInWords(amount: { amountMinor: number; currency: string }, locale: LocaleCode): string {
  const { currency } = amount;
  const format = kept(
    AMOUNTS,
    `${locale} ${currency}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' }),
  );
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount.amountMinor / 10 ** decimals).replace(/\u00a0/g, ' ');
}

/** Text of a person as paragraphs: line ends and the blanks around them are all that is changed. */
export function paragraphs(text: string | undefined): string[] {
  return (text ?? '')
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The apology that goes with every result (AK-06), where no one wrote one for the case. */
export function apologyInWords(locale: LocaleCode): string {
  return inLanguage(
    {
      zh: '此事给您带来的不便，我们深表歉意。',
      en: 'We are sorry for the trouble that this matter has caused you.',
    },
    locale,
  );
}

/** What follows when the complainant does not answer questions, as a sentence (T13). */
export function withoutAnswerInWords(locale: LocaleCode): string {
  return inLanguage(
    {
      zh: '逾期未答复的，我们将根据已掌握的材料继续调查并作出认定。',
      en: 'If we have no answer by then, we go on with the investigation and decide on what we have.',
    },
    locale,
  );
}

/** What follows now that the complainant has not answered questions, as a sentence (T13). */
export function goesOnInWords(locale: LocaleCode): string {
  return inLanguage(
    {
      zh: '我们将根据已掌握的材料继续调查。在作出认定之前，您仍可凭投诉编号随时补充材料。',
      en: 'We go on with what we have. Until we decide, you can still send us information with the complaint number.',
    },
    locale,
  );
}

/** What takes back that an offer had lapsed (T43). */
export function correctionInWords(locale: LocaleCode): string {
  return inLanguage(
    {
      zh: '此前告知您“方案逾期未复、已经失效”的函件不再有效，特此更正并致歉。',
      en: 'Our letter that the proposal had lapsed no longer holds. We correct it, and apologise for it.',
    },
    locale,
  );
}

const REQUESTS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  WITHDRAWAL: { zh: '撤诉', en: 'the withdrawal of your complaint' },
  MERGE: { zh: '并案', en: 'your complaint to be joined with another one' },
  VOID: { zh: '作废', en: 'your complaint to be voided' },
  SUSPENSION: { zh: '中止处理', en: 'the handling of your complaint to be suspended' },
  SUSPENSION_LIFT: { zh: '恢复处理', en: 'the handling of your complaint to be resumed' },
  REOPENING: { zh: '重新受理', en: 'your complaint to be reopened' },
};

const REFUSALS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ALREADY_ENDED: { zh: '该投诉已经结束。', en: 'The complaint has already ended.' },
  REMEDY_IN_EXECUTION: {
    zh: '双方确认的处理方案已经开始执行。',
    en: 'What we agreed with you is already being carried out.',
  },
  SUSPENDED: {
    zh: '该投诉因法院或主管机关的要求暂停办理，恢复办理后您可以再次提出。',
    en: 'The complaint rests on the order of a court or an authority; please ask again once we have resumed.',
  },
  DISPUTE_OPEN: {
    zh: '该投诉正由外部机构处理，须先了结该争议。',
    en: 'The complaint is before a body outside; the dispute there comes to its end first.',
  },
  WINDOW_OVER: {
    zh: '申请重新处理的期限已过。您反映的内容已作为一件新的投诉登记，新编号见受理函，查询码不变。',
    en: 'The time in which it could be reopened is over. What you told us is registered as a new complaint: its number comes with the letter of acceptance, and your tracking code stays the same.',
  },
  MERGE_STANDS: {
    zh: '申请单独处理的期限已过，您的投诉继续与另一件投诉一并处理。',
    en: 'The time in which it could be handled on its own again is over; it goes on being handled with the other complaint.',
  },
  NOT_OPEN: { zh: '该投诉目前不在处理中。', en: 'The complaint is not being handled at present.' },
};

const ANSWERS: Readonly<Record<AnswerCode, { readonly zh: string; readonly en: string }>> = {
  ACCEPT: { zh: '接受方案', en: 'You accept the proposal' },
  COUNTER: { zh: '提出其他要求', en: 'You propose something else' },
  REFUSE: { zh: '不接受方案', en: 'You do not accept the proposal' },
};

const OTHER_REQUEST = { zh: '', en: 'a change to the handling of your complaint' };
const OTHER_REFUSAL = { zh: '目前的处理程序不允许。', en: 'The present stage of the procedure does not allow it.' };

const EXTERNAL_RIGHT = {
  zh: '您也可以请求消费者协会调解、向市场监督管理部门（12315）投诉、依约申请仲裁，或者向人民法院提起诉讼。',
  en: 'You may also ask a consumer association to mediate, complain to the authority in charge (in China: 12315), go to arbitration where it was agreed, or go to court.',
} as const;

const RIGHTS = [
  {
    zh: '您如有新的证据或材料，可凭投诉编号再次提交，我们会重新审核。',
    en: 'If you have new evidence or documents, send them to us with the complaint number and we will look at it again.',
  },
  EXTERNAL_RIGHT,
] as const;

/** What complainants may do whose complaint is not taken further, a sentence each. */
export function rightsInWords(locale: LocaleCode): string[] {
  return RIGHTS.map((words) => inLanguage(words, locale));
}

/** What was asked, to stand after "you asked us for" or before "申请". */
export function requestInWords(kind: string, locale: LocaleCode): string {
  return inLanguage(REQUESTS[kind] ?? OTHER_REQUEST, locale);
}

/** How long a closed case can be reopened, as the templates say it. */
export function reopenDaysInWords(days: string, locale: LocaleCode): string {
  return inLanguage({ zh: `${days} 天内`, en: `within ${days} days` }, locale);
}

/** Why it was refused, as a sentence. */
export function refusalInWords(reasonCode: string, locale: LocaleCode): string {
  return inLanguage(REFUSALS[reasonCode] ?? OTHER_REFUSAL, locale);
}

/** What the complainant answered to an offer. */
export function answerInWords(answer: AnswerCode, locale: LocaleCode): string {
  return inLanguage(ANSWERS[answer], locale);
}

/** Until when (counted from the decision, as the command does) and where the handling can be reviewed by others (T24); nothing where the procedure has no review. */
export function reviewRightInWords(days: number | undefined, link: string, locale: LocaleCode): string[] {
  if (days === undefined) return [];
  return [
    inLanguage(
      {
        zh: `如对处理有异议，您可以自本函所述处理作出之日起 ${days} 日内，凭投诉编号和查询码申请由未参与处理的人员进行内部复核：${link}`,
        en: `If you do not agree, you can have the case reviewed by people who took no part in it, within ${days} days of what this letter tells you, with the complaint number and the tracking code: ${link}`,
      },
      locale,
    ),
  ];
}

/**
 * The ways in which a printed offer is answered, a sentence each: none of them needs e-mail, and only the last one the tracking
 * code (RM-08).
 * @param mailboxUrl short enough to be typed by hand
 */
export function answerRoadsInWords(complaintNo: string, mailboxUrl: string, locale: LocaleCode): string[] {
  const zh = [
    '1. 书面：在本函所附答复回执上勾选并签名，交回或寄回给我们，以签名交寄之日为准。',
    '2. 柜台：带上本函和有效身份证件，到我们的柜台当面答复。',
    '3. 电话：您给我们留有电话的，在我们致电时答复，通话会录音。',
    `4. 网上：您有查询码的，在浏览器中输入 ${mailboxUrl} ，凭投诉编号 ${complaintNo} 和查询码答复。`,
  ];
  const en = [
    '1. On paper: tick and sign the slip at the end of this letter, and hand it in or post it; the day on which you do so counts.',
    '2. At the counter: bring this letter and an identity document to our counter.',
    '3. By phone: if we have a number of yours, tell us when we call you; the call is recorded.',
    `4. Online: if you have a tracking code, type ${mailboxUrl} into a browser and answer with it and the complaint number ${complaintNo}.`,
  ];
  return locale === 'en' ? en : zh;
}

/** The ways that are left outside once the ways inside are used up, a sentence each. */
export function externalRightsInWords(locale: LocaleCode): string[] {
  return [inLanguage(EXTERNAL_RIGHT, locale)];
}

/** Where the complainant tells us of a dispute outside, after the ways to it (T32). @param link the page for it */
export function tellOfDisputeInWords(link: string, locale: LocaleCode): string {
  return inLanguage(
    {
      zh: `已提交上述机构处理的，请凭投诉编号和查询码在此告知我们：${link}`,
      en: `If you have taken the matter to one of them, please tell us here, with the complaint number and the tracking code: ${link}`,
    },
    locale,
  );
}

/** Until when a review is decided, as the templates say it. */
export function limitInWords({ amount, unit }: Limit, locale: LocaleCode): string {
  const { zh, en } = LIMIT_WORDS[unit];
  return inLanguage({ zh: `${amount} ${zh}内`, en: `within ${amount} ${en}` }, locale);
}

const LIMIT_WORDS: Readonly<Record<Limit['unit'], { readonly zh: string; readonly en: string }>> = {
  CAL_H: { zh: '小时', en: 'hours' },
  CAL_D: { zh: '日', en: 'days' },
  WD: { zh: '个工作日', en: 'working days' },
  WH: { zh: '个工作小时', en: 'working hours' },
  EOD: { zh: '日', en: 'days' },
};

/** What follows the decision of a review (T31). */
export function afterReviewInWords(decision: ReviewDecision, locale: LocaleCode): string {
  return inLanguage(AFTER_REVIEW[decision], locale);
}

const AFTER_REVIEW: Readonly<Record<ReviewDecision, { readonly zh: string; readonly en: string }>> = {
  OFFER_STANDS: {
    zh: '原方案再次向您提出，另函附有新的链接；您仍可以接受、提出其他要求或不接受。',
    en: 'The proposal is made to you again; another letter brings a new link, and you can still accept it, propose something else or refuse it.',
  },
  REMEDIES_STAND: {
    zh: '双方确认的措施继续执行。',
    en: 'What we agreed with you goes on and is carried out.',
  },
  CLOSE: { zh: '本投诉就此结案。', en: 'The case is closed with it.' },
  REDRAFT: {
    zh: '处理方案将重新拟定，完成后另行告知您。',
    en: 'We draw up the proposal anew and write to you when it is ready.',
  },
  INVESTIGATE_AGAIN: {
    zh: '投诉将重新调查，结果另行告知您。',
    en: 'The case is investigated again, and we write to you about the result.',
  },
};

/** Why a case rests, or goes on, for the complainants who did not bring it about (T24, T32). */
export function restReasonInWords(why: RestReason, locale: LocaleCode): string {
  return inLanguage(
    why === 'REVIEW'
      ? { zh: '同案另一位投诉人申请了内部复核', en: 'Another complainant in the same case asked for a review' }
      : {
          zh: '同案另一位投诉人已将争议提交外部机构处理',
          en: 'Another complainant in the same case took it to a body outside of our company',
        },
    locale,
  );
}

/** What it means for them while the case rests. */
export function whileItRestsInWords(why: RestReason, locale: LocaleCode): string {
  return inLanguage(
    why === 'REVIEW'
      ? {
          zh: '在作出复核决定之前，尚未答复的方案不再有效，已确认的措施和回访暂停。复核结束后我们会告知您，您无需办理任何手续。',
          en: 'Until the review is decided, a proposal that was not answered no longer stands, and what we agreed and our calls rest. We write to you when it is decided; you need not do anything.',
        }
      : {
          zh: '在外部机构作出决定之前，尚未答复的方案不再有效，已确认的措施和回访暂停。有结果后我们会告知您，您无需办理任何手续。',
          en: 'Until that body has decided, a proposal that was not answered no longer stands, and what we agreed and our calls rest. We write to you when it has; you need not do anything.',
        },
    locale,
  );
}

/** What rests while a dispute is before another body (T32). */
export function duringDisputeInWords(locale: LocaleCode): string {
  return inLanguage(
    {
      zh: '在该机构作出处理之前，我们的方案不再有效，措施暂停执行；我们会配合其处理，并将结果告知您。',
      en: 'Until that body has dealt with it, what we proposed no longer stands and what we agreed rests. We answer the body and write to you about the result.',
    },
    locale,
  );
}

/** What follows the end of a dispute (T33). */
export function afterDisputeInWords(binds: boolean, locale: LocaleCode): string {
  return inLanguage(
    binds
      ? { zh: '我们将据此拟定处理方案并告知您。', en: 'We draw up a proposal that follows it and write to you.' }
      : { zh: '本投诉就此结案。', en: 'The case is closed with it.' },
    locale,
  );
}

/** The name that the zone has at that time. */
function zoneName(at: Date, zone: string, locale: LocaleCode): string {
  const format = kept(
    ZONE_NAMES,
    `${locale} ${zone}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'long' }),
  );
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

function inLanguage(words: { readonly zh: string; readonly en: string }, locale: LocaleCode): string {
  return locale === 'zh-CN' ? words.zh : words.en;
}
