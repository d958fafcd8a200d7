import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What members of staff are told of, or asked to do (RT-05). */
export const INBOX_KINDS = {
  ASSIGNMENT: { zh: '新分派的投诉', en: 'A complaint was assigned to you' },
  RETURN: { zh: '投诉被退回，待重新分派', en: 'A complaint came back and is to be assigned anew' },
  CLOCK_WARNING: { zh: '时限预警', en: 'A limit is running out' },
  CLOCK_BREACH: { zh: '已超时限', en: 'A limit was missed' },
  APPROVAL_ASKED: { zh: '方案待审批', en: 'A plan waits for your decision' },
  DECISION_ASKED: { zh: '事项待审批', en: 'A request waits for your decision' },
  PROPOSAL_DECIDED: { zh: '您提请的事项已有决定', en: 'What you proposed was decided' },
  REWORK: { zh: '判定被退回，请补充调查', en: 'A determination was sent back to you' },
  PLAN_REJECTED: { zh: '方案被退回', en: 'Your plan was sent back' },
  REMEDY_FAILED: { zh: '补救措施无法执行，请处理', en: 'A remedy could not be carried out' },
  ANSWER_RECEIVED: { zh: '投诉人已答复', en: 'The complainant has answered' },
  MESSAGE: { zh: '投诉人来信或补充材料', en: 'The complainant wrote, or added something' },
  OBJECTION: { zh: '投诉人对答复记录提出异议', en: 'The complainant objects to what was recorded' },
  NAMED_AS_LISTENER: { zh: '您被记为旁听见证人，请核对', en: 'You were named as listener to an answer: check it' },
  SUPERVISION: { zh: '投诉被督办，请限期办理', en: 'A complaint of yours is under supervision' },
  SUPERVISION_ANSWERED: { zh: '督办已回复', en: 'Your supervision was answered' },
  MAJOR_COMPLAINT: { zh: '重大投诉，须立即上报', en: 'A critical complaint is to be reported at once' },
  MAJOR_REPORT: { zh: '重大投诉报告待阅', en: 'A report on a critical complaint waits to be read' },
  RESULT_REPORT: { zh: '您督办或批示的投诉已有结果', en: 'A complaint that you supervised has ended' },
  PROMISE: { zh: '已向投诉人作出承诺，请按期兑现', en: 'Something was promised to the complainant: keep it in time' },
  URGING: { zh: '投诉人催办', en: 'The complainant urges' },
  FOLLOW_UP_DEFERRED: { zh: '回访已延期，请按约定日期回访', en: 'A follow-up was deferred: call on the day agreed' },
  OTHER_NEEDS: { zh: '投诉人另有需求', en: 'The complainant named other needs' },
  ESCALATION: { zh: '投诉升级，请处理', en: 'A complaint was escalated to you' },
  REVIEW_ASKED: { zh: '投诉待内部复核', en: 'A complaint waits for your review' },
  REVIEW_DECIDED: { zh: '内部复核已有决定', en: 'A review was decided' },
  DISPUTE_OPENED: { zh: '投诉进入外部争议处理', en: 'A complaint went to a body outside' },
  DISPUTE_DECIDED: { zh: '外部争议已有结果', en: 'A dispute was decided' },
  LESSON_DUE: { zh: '待总结经验教训', en: 'A lesson is to be drawn' },
  REOPENING: { zh: '投诉重新处理', en: 'A complaint was reopened' },
  LETTER_BOUNCED: { zh: '函件被退回，请核实地址', en: 'A letter came back: check the address' },
  LETTER_TO_DELIVER: { zh: '函件待打印送达', en: 'A letter is to be printed and delivered' },
  NOBODY_TOLD: { zh: '投诉人尚未得到告知', en: 'The complainant could not be told' },
} as const satisfies Taxonomy;
export const InboxKind = codesOf(INBOX_KINDS, 'What the member of staff is told');
export type InboxKind = z.infer<typeof InboxKind>;
