import type { Label } from '@redress/contracts';

interface EventWords extends Label {
  /** Field that belongs to the title: which clock, which letter. */
  readonly about?: string;
}

/** What happened, in words, by the fact of the event's type. */
export const EVENT_WORDS: Readonly<Record<string, EventWords>> = {
  'complaint-registered': { zh: '登记', en: 'Registered' },
  'withdrawal-requested': { zh: '申请撤诉', en: 'Withdrawal asked for' },
  'assessment-started': { zh: '开始评估', en: 'Assessment started' },
  'complaint-assessed': { zh: '完成评估', en: 'Assessed' },
  'complaint-reclassified': { zh: '重新分类', en: 'Reclassified' },
  'complaint-assigned': { zh: '分派', en: 'Assigned' },
  'assignment-accepted': { zh: '责任部门接单', en: 'Accepted by the unit' },
  'complaint-escalated': { zh: '升级', en: 'Escalation level changed' },
  'clock-started': { zh: '时限起算', en: 'Clock started', about: 'clock' },
  'clock-recomputed': { zh: '时限重算', en: 'Clock recomputed', about: 'clock' },
  'clock-warned': { zh: '时限预警', en: 'Clock warning', about: 'clock' },
  'clock-breached': { zh: '超过时限', en: 'Clock breached', about: 'clock' },
  'clock-breach-withdrawn': { zh: '撤销超时', en: 'Breach withdrawn', about: 'clock' },
  'clock-met': { zh: '计时结束', en: 'Clock stopped', about: 'clock' },
  'clock-cancelled': { zh: '时限取消', en: 'Clock cancelled', about: 'clock' },
  'complaint-withdrawn': { zh: '同意撤诉', en: 'Withdrawal granted' },
  'request-refused': { zh: '不予同意申请', en: 'Request refused', about: 'kind' },
  'evidence-added': { zh: '收到证据', en: 'Evidence received' },
  'complaint-determined': { zh: '作出判定', en: 'Determined' },
  'resolution-drafted': { zh: '拟定处理方案', en: 'Resolution drafted' },
  'resolution-submitted': { zh: '方案提交审批', en: 'Submitted for approval' },
  'approval-rejected': { zh: '审批退回方案', en: 'Approval rejected' },
  'resolution-offered': { zh: '方案告知投诉人', en: 'Offered to the complainant' },
  'offer-accepted': { zh: '投诉人接受方案', en: 'Accepted by the complainant' },
  'remedy-executed': { zh: '措施已执行', en: 'Remedy executed', about: 'type' },
  'complaint-resolved': { zh: '方案执行完毕', en: 'Resolved' },
  'follow-up-recorded': { zh: '回访', en: 'Follow-up' },
  'complaint-closed': { zh: '结案', en: 'Closed' },
  'complaint-reopened': { zh: '回访不满意，重新处理', en: 'Reopened after follow-up' },
  'complaint-acknowledged': { zh: '已告知受理', en: 'Acknowledged' },
  'letter-sent': { zh: '函件发出', en: 'Letter sent', about: 'letter' },
  'letter-suppressed': { zh: '函件不发', en: 'Letter not sent', about: 'letter' },
};

/** Words of the page around the events. */
export const PAGE_WORDS = {
  complaint: { zh: '投诉', en: 'Complaint' },
  procedure: { zh: '处理程序', en: 'procedure' },
  heldBy: { zh: '当前归属', en: 'held by' },
  events: { zh: '条记录', en: 'events' },
  businessTime: { zh: '业务时间', en: 'business time' },
  recorded: { zh: '记录于', en: 'recorded' },
  reason: { zh: '原因', en: 'reason' },
  legal: { zh: '经历合法、完整', en: 'The story is legal and complete' },
  illegal: { zh: '经历不合法', en: 'The story is ILLEGAL' },
  repeated: { zh: '条重复记录只计一次', en: 'repeated records counted once' },
  unreadable: { zh: '内容无法读取', en: 'its value cannot be read' },
  nothing: { zh: '无', en: 'none' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  STAFF: { zh: '员工', en: 'staff' },
  COMPLAINANT: { zh: '投诉人', en: 'complainant' },
  SYSTEM: { zh: '系统', en: 'system' },
  PARTNER: { zh: '合作方', en: 'partner' },
} as const satisfies Readonly<Record<string, Label>>;

/** Kinds of requests to the holder. */
export const REQUEST_WORDS: Readonly<Record<string, Label>> = {
  WITHDRAWAL: { zh: '撤诉', en: 'withdrawal' },
  MERGE: { zh: '并案', en: 'merge' },
  VOID: { zh: '作废', en: 'voiding' },
  SUSPENSION: { zh: '中止', en: 'suspension' },
  SUSPENSION_LIFT: { zh: '恢复', en: 'end of suspension' },
  REOPENING: { zh: '重新处理', en: 'reopening' },
  EXPIRY: { zh: '到期', en: 'expiry' },
};

/** Small sets of codes that occur in one event only. */
export const CODE_WORDS: Readonly<Record<string, Label>> = {
  MAIL: { zh: '邮件', en: 'by mail' },
  ON_SCREEN: { zh: '页面显示', en: 'on screen' },
  LINK: { zh: '函件链接', en: 'link in the letter' },
  PORTAL: { zh: '门户', en: 'portal' },
  RECORDED_CALL: { zh: '录音电话', en: 'recorded call' },
  COMPLAINANT: { zh: '投诉人提供', en: 'from the complainant' },
  STAFF: { zh: '员工提供', en: 'from staff' },
  SYSTEM_RECORD: { zh: '系统记录', en: 'record of a system' },
  SITE_VISIT: { zh: '现场勘查', en: 'visit on site' },
  THIRD_PARTY: { zh: '第三方', en: 'third party' },
  RUNNING: { zh: '计时中', en: 'running' },
  PAUSED: { zh: '已暂停', en: 'paused' },
  RESUMED: { zh: '恢复计时', en: 'resumed' },
  RECLASSIFIED: { zh: '重新分类', en: 'reclassified' },
  CALENDAR: { zh: '日历变更', en: 'calendar changed' },
  LATE_FACT: { zh: '补报事实', en: 'fact that came late' },
};
