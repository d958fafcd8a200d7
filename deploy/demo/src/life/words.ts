import type { SampleRow } from '../sample/sample-row';

type Language = 'zh-CN' | 'en';

/** What the people of the simulation write, in the language of the complainant. */
export interface Wording {
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
  readonly notOurs: string;
  readonly declined: string;
  readonly elsewhere: string;
  readonly referred: string;
  readonly voided: string;
  readonly answer: string;
  readonly question: string;
  readonly reply: string;
  readonly order: string;
  readonly suspended: string;
  readonly lifted: string;
  readonly counterProposal: string;
  readonly sameMatter: string;
  readonly imposed: string;
  readonly reviewed: string;
  readonly mediator: string;
  readonly award: string;
  readonly lesson: string;
  readonly agreed: string;
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
    notOurs: '所诉事项不归本部门处理，请另行分派。',
    declined:
      '经核对，您所说的商品和服务均非我公司提供，我们无法受理。您可以向实际经营者提出，也可以向消费者协会投诉。',
    elsewhere: '安达物流有限公司',
    referred: '所诉环节由该公司承担，依法由其答复。',
    voided: '录入有误，来电人并未提出投诉。',
    answer: '感谢您的来信。您提到的事项我们已经核实，相关安排见附后说明，欢迎继续提出意见。',
    question: '请说明购买日期，以及您是否保留了票据或照片。',
    reply: '上月十二日购买，票据和照片都有，可以随时提供。',
    order: '(2026) 京01民初字第100号',
    suspended: '法院受理本案，处理中止。',
    lifted: '法院裁定恢复处理。',
    counterProposal: '这个方案不能弥补我的损失，请重新考虑。',
    sameMatter: '与另一投诉反映的是同一事项，一并办理。',
    imposed: '依照法律规定必须履行，无须等待您的同意。',
    reviewed: '复核人员重新查看了全部材料，决定及理由如上。',
    mediator: '消费者协会',
    award: '双方陈述及材料均已审查，处理结果如通知书所载。',
    lesson: '查明该争议为何未能在本单位内部解决，并提出改进措施。',
    agreed: '投诉人表示同意变更。',
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
    notOurs: 'This is not a matter for our unit. Please assign it elsewhere.',
    declined:
      'We have checked our records: neither the goods nor the service that you describe were supplied by us, so that we cannot accept your complaint. Please turn to the supplier, or to the consumer association.',
    elsewhere: 'Anda Logistics Ltd.',
    referred: 'That part is carried out by this company, which has to answer for it.',
    voided: 'Entered by mistake: the caller made no complaint.',
    answer: 'Thank you for writing to us. We have looked into what you mention, and explain below how it is done.',
    question: 'When did you buy it, and do you still have the receipt or photographs?',
    reply: 'On the twelfth of last month; I have both the receipt and photographs.',
    order: 'Case 2026-CV-0100',
    suspended: 'A court has taken the case up; handling stops.',
    lifted: 'The court has ordered that handling goes on.',
    sameMatter: 'It is about the same matter as another complaint, and is handled with it.',
    imposed: 'The law obliges us to do this without waiting for your consent.',
    reviewed: 'All records were looked at again by a person who had no part in it; this is what was decided.',
    mediator: 'Consumer Association',
    award: 'Both sides were heard; the outcome is as the notice says.',
    lesson: 'Find out why this could not be settled in the unit, and propose what to change.',
    agreed: 'The complainant agrees to the change.',
    counterProposal: 'This does not make up for what I lost. Please consider it again.',
  },
};

/** The words for a complaint. */
export function wordsFor(row: SampleRow): Wording {
  return WORDS[row.complainant.locale];
}
