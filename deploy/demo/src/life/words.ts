import type { SampleRow } from '../sample/sample-row';

type Language = 'zh-CN' | 'en';

/** What the people of the simulation write, in the language of the complainant. */
interface Wording {
  readonly withdrawal: string;
  readonly evidence: string;
  readonly finding: string;
  readonly scope: string;
  readonly explanation: string;
  readonly apology: string;
  readonly tooLittle: string;
  readonly receipt: string;
  readonly satisfied: string;
  readonly dissatisfied: string;
}

const WORDS: Readonly<Record<Language, Wording>> = {
  'zh-CN': {
    withdrawal: '问题我已经自行解决，不再投诉，请撤销。',
    evidence: '业务系统中与本投诉有关的记录摘录',
    finding: '已核对订单、通话与操作记录，事实与投诉人陈述及系统记录相符的部分予以确认。',
    scope: '仅涉及本投诉人，未发现同类情况。',
    explanation: '我们核对了全部记录，查明了经过，并据此提出下列处理方案。',
    apology: '给您带来不便，我们深表歉意。',
    tooLittle: '说明不够具体，请写清依据和完成时间后重新提交。',
    receipt: '已按方案执行，附执行凭证。',
    satisfied: '投诉人表示问题已经解决。',
    dissatisfied: '投诉人表示问题仍未解决。',
  },
  en: {
    withdrawal: 'The matter has been settled in the meantime. Please withdraw my complaint.',
    evidence: 'Extract of our records that concern this complaint',
    finding:
      'Orders, calls and changes to the account were compared with what the complainant says; what they agree on is established.',
    scope: 'This complainant only; no similar case was found.',
    explanation: 'We have gone through all records, found out what happened, and propose the following.',
    apology: 'We apologise for the trouble this has caused you.',
    tooLittle: 'The reasons are too general. Please name grounds and dates and submit it again.',
    receipt: 'Carried out as agreed; proof attached.',
    satisfied: 'The complainant says that the matter is settled.',
    dissatisfied: 'The complainant says that the matter is not settled.',
  },
};

/** The words for a complaint. */
export function wordsFor(row: SampleRow): Wording {
  return WORDS[row.complainant.locale];
}
