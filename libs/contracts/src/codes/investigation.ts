import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What an evidence item is (IV-02, IV-09). */
export const EVIDENCE_KINDS = {
  FILE: { zh: '文件', en: 'file' },
  CONTACT_NOTE: { zh: '联系记录', en: 'note of a contact' },
  RECORD_REFERENCE: { zh: '系统记录', en: 'record of a system' },
  STATEMENT: { zh: '陈述', en: 'statement' },
} as const satisfies Taxonomy;
export const EvidenceKind = codesOf(EVIDENCE_KINDS, 'What the evidence is');
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** Where evidence comes from (IV-13). */
export const PROVENANCES = {
  COMPLAINANT: { zh: '投诉人提供', en: 'from the complainant' },
  STAFF: { zh: '员工提供', en: 'from staff' },
  SYSTEM_RECORD: { zh: '系统记录', en: 'record of a system' },
  SITE_VISIT: { zh: '现场勘查', en: 'visit on site' },
  THIRD_PARTY: { zh: '第三方', en: 'third party' },
} as const satisfies Taxonomy;
export const Provenance = codesOf(PROVENANCES, 'Where it comes from');
export type Provenance = z.infer<typeof Provenance>;

/** Why a verdict may rest on less evidence than the pack asks for; the person who determines answers for it. */
export const NO_INVESTIGATION_REASONS = {
  FACTS_UNDISPUTED: { zh: '事实无争议', en: 'the facts are not in dispute' },
  CAUSE_KNOWN: { zh: '原因已在同类案件中查明', en: 'the cause was found in a case of the same kind' },
  NOTHING_LEFT: { zh: '证据已不存在', en: 'nothing is left that could be looked at' },
  NO_REPLY: { zh: '投诉人未补充材料', en: 'the complainant did not reply' },
  OUT_OF_PROPORTION: { zh: '调查成本明显过高', en: 'looking into it is out of proportion' },
} as const satisfies Taxonomy;
export const NoInvestigationReason = codesOf(NO_INVESTIGATION_REASONS, 'Why it was determined without investigation');
export type NoInvestigationReason = z.infer<typeof NoInvestigationReason>;

/** Who is asked outside of the enterprise (IV-18, RS-03). */
export const THIRD_PARTY_KINDS = {
  SUPPLIER: { zh: '供应商', en: 'supplier' },
  LABORATORY: { zh: '检测机构', en: 'laboratory' },
  EXPERT: { zh: '专家/研究机构', en: 'expert' },
  DEALER: { zh: '经销商', en: 'dealer' },
  CARRIER: { zh: '承运商', en: 'carrier' },
  CONTRACTOR: { zh: '外包单位', en: 'contractor' },
  AUTHORITY: { zh: '主管部门', en: 'authority' },
  WITNESS: { zh: '证人', en: 'witness' },
  OTHER: { zh: '其他', en: 'other' },
} as const satisfies Taxonomy;
export const ThirdPartyKind = codesOf(THIRD_PARTY_KINDS, 'Who is asked outside of the enterprise');
export type ThirdPartyKind = z.infer<typeof ThirdPartyKind>;

/** Why an investigation goes on that waited for others. */
export const RESUMPTION_REASONS = {
  COMPLAINANT_REPLIED: { zh: '投诉人已答复', en: 'the complainant replied' },
  REPLY_RECORDED: { zh: '已代为记录答复', en: 'a reply was recorded' },
  NO_REPLY_IN_TIME: { zh: '逾期未答复', en: 'no reply in time' },
  NO_LONGER_NEEDED: { zh: '不再需要答复', en: 'a reply is no longer needed' },
  THIRD_PARTY_REPLIED: { zh: '第三方已答复', en: 'the third party replied' },
} as const satisfies Taxonomy;
export const ResumptionReason = codesOf(RESUMPTION_REASONS, 'Why the investigation goes on');
export type ResumptionReason = z.infer<typeof ResumptionReason>;

/** Why a determination is sent back (T16). */
export const REWORK_REASONS = {
  EVIDENCE_INSUFFICIENT: { zh: '证据不足', en: 'the evidence does not suffice' },
  CAUSE_UNPROVEN: { zh: '原因未查明', en: 'the cause is not shown' },
  RESPONSIBILITY_UNCLEAR: { zh: '责任划分不清', en: 'who is responsible is not clear' },
  VERDICT_DOUBTFUL: { zh: '结论与事实不符', en: 'the verdict does not follow from the facts' },
  NEW_EVIDENCE: { zh: '出现新证据', en: 'there is new evidence' },
} as const satisfies Taxonomy;
export const ReworkReason = codesOf(REWORK_REASONS, 'Why the determination is sent back');
export type ReworkReason = z.infer<typeof ReworkReason>;
