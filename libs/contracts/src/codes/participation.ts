import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What a member of staff did with a complaint. Rules of independence ask it over all rounds and revisions (D7). */
export const PARTS = {
  REGISTRAR: { zh: '登记', en: 'registrar' },
  REQUESTER: { zh: '代为申请', en: 'recorded a request' },
  PROPOSER: { zh: '提请审批', en: 'asked for a decision' },
  ASSESSOR: { zh: '评估', en: 'assessed it' },
  ESCALATOR: { zh: '升级', en: 'escalated it' },
  SUPERVISOR: { zh: '督办或批示', en: 'supervised it' },
  ACCEPTER: { zh: '接单', en: 'accepted it for the unit' },
  HANDLER: { zh: '经办', en: 'handler' },
  DEPUTY: { zh: '代理经办', en: 'stood in for the handler' },
  INVESTIGATOR: { zh: '调查', en: 'investigated it' },
  DRAFTER: { zh: '拟定方案', en: 'drafted a plan' },
  APPROVER: { zh: '审批', en: 'decided on a plan' },
  RECORDER: { zh: '记录答复', en: 'recorded what the complainant answered' },
  EXECUTOR: { zh: '执行', en: 'executed a remedy' },
  REVIEWER: { zh: '复核', en: 'reviewed it' },
  CALLER: { zh: '回访', en: 'asked the complainant' },
  PARTICIPANT: { zh: '参与', en: 'took part' },
} as const satisfies Taxonomy;
export const ParticipantPart = codesOf(PARTS, 'What a member of staff did with a complaint');
export type ParticipantPart = z.infer<typeof ParticipantPart>;
