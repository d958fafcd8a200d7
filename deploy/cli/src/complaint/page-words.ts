import type { Label } from '@redress/contracts';

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
