import {
  CHANNELS,
  CLOCK_CLASSES,
  CLOSURES,
  COMPLAINANT_TYPES,
  ESCALATION_LEVELS,
  ESCALATION_REASONS,
  FLAGS,
  FOLLOW_UP_RESULTS,
  labelOf,
  LETTERS,
  LOCALES,
  OUTCOMES,
  PRIORITIES,
  REASONABLENESS,
  REMEDIES,
  RESPONSIBILITY_PARTIES,
  ROLES,
  ROOT_CAUSES,
  SEVERITIES,
  URGENCIES,
  VALIDITY_VERDICTS,
  type Label,
  type PackReference,
  type Taxonomy,
} from '@redress/contracts';
import { DateTime } from 'luxon';
import { CODE_WORDS, PAGE_WORDS, REQUEST_WORDS } from './event-words';
import type { PackLabels } from './pack-labels';

/** Everything that decides how a value reads. */
export interface Reading {
  readonly locale: 'zh' | 'en';
  /** IANA zone of all times. */
  readonly zone: string;
  readonly packs: readonly PackReference[];
  readonly labels: PackLabels;
}

type Format = (value: unknown, reading: Reading) => string;

interface FieldWords extends Label {
  readonly format: Format;
}

const text: Format = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const code =
  (taxonomy: Taxonomy): Format =>
  (value, { locale }) =>
    labelOf(taxonomy, String(value), locale);
const list =
  (format: Format): Format =>
  (value, reading) =>
    Array.isArray(value) && value.length > 0
      ? value.map((item) => format(item, reading)).join(reading.locale === 'zh' ? '、' : ', ')
      : labelOf(PAGE_WORDS, 'nothing', reading.locale);
const flag: Format = (value, { locale }) => labelOf(PAGE_WORDS, value ? 'yes' : 'no', locale);
const category: Format = (value, { labels, packs, locale }) => labels.category(packs, String(value), locale);
const clock: Format = (value, { labels, packs, locale }) => labels.clock(packs, String(value), locale);
const unit: Format = (value, { labels, packs, locale }) => labels.unit(packs, String(value), locale);
const level: Format = (value, { locale }) => {
  const rung = ESCALATION_LEVELS[Number(value)];
  return rung ? `${String(value)} ${rung[locale]}` : String(value);
};
const bytes: Format = (value) => `${Math.ceil(Number(value) / 1024)} KiB`;
const percent: Format = (value) => `${String(value)} %`;
const score: Format = (value) => `${String(value)} / 5`;

/** An instant in the reader's zone; the text itself where it is none. */
export const instant: Format = (value, { zone }) => {
  const at = DateTime.fromISO(String(value), { zone });
  return at.isValid ? at.toFormat('yyyy-MM-dd HH:mm') : String(value);
};

const money: Format = (value, { locale }) => {
  const { amountMinor, currency } = value as { amountMinor: number; currency: string };
  const format = new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

const responsibility: Format = (value, reading) => {
  const { party, unitId, percent: share } = value as { party: string; unitId?: string; percent: number };
  const who = code(RESPONSIBILITY_PARTIES)(party, reading);
  return `${who}${unitId ? ` ${unit(unitId, reading)}` : ''} ${share} %`;
};

const remedy: Format = (value, reading) => {
  const line = value as { type: string; amount?: unknown; ownerUnitId: string; dueOn: string };
  const parts = [code(REMEDIES)(line.type, reading), line.amount ? money(line.amount, reading) : ''];
  return `${parts.filter(Boolean).join(' ')} (${unit(line.ownerUnitId, reading)}, ${line.dueOn})`;
};

const source: Format = (value) => {
  const pair = value as { source: string; id: string };
  return `${pair.source} · ${pair.id}`;
};

/** How each field of the events is called and reads. Ids, hashes and versions are for programs: `--json` shows them. */
export const FIELD_WORDS: Readonly<Record<string, FieldWords>> = {
  channel: { zh: '渠道', en: 'channel', format: code(CHANNELS) },
  receivedAt: { zh: '收到', en: 'received', format: instant },
  registeredAt: { zh: '登记时间', en: 'registered', format: instant },
  receivedLate: { zh: '登记滞后', en: 'registered late', format: flag },
  receivingUnit: { zh: '受理部门', en: 'received by', format: unit },
  complainantType: { zh: '投诉人类别', en: 'complainant', format: code(COMPLAINANT_TYPES) },
  locale: { zh: '语言', en: 'language', format: code(LOCALES) },
  reachableByMail: { zh: '有邮箱', en: 'has e-mail', format: flag },
  source: { zh: '来源', en: 'source', format: source },
  proposedCategory: { zh: '建议类别', en: 'proposed category', format: category },
  proposedFlags: { zh: '建议标记', en: 'proposed flags', format: list(code(FLAGS)) },
  category: { zh: '类别', en: 'category', format: category },
  severity: { zh: '严重程度', en: 'severity', format: code(SEVERITIES) },
  urgency: { zh: '紧急程度', en: 'urgency', format: code(URGENCIES) },
  priority: {
    zh: '优先级',
    en: 'priority',
    format: (value, reading) => `${String(value)} ${code(PRIORITIES)(value, reading)}`,
  },
  flags: { zh: '标记', en: 'flags', format: list(code(FLAGS)) },
  appliedRules: { zh: '适用规则', en: 'rules', format: list(text) },
  unitId: { zh: '部门', en: 'unit', format: unit },
  handlerId: { zh: '经办人', en: 'handler', format: text },
  ownerId: { zh: '当时责任人', en: 'owner then', format: text },
  level: { zh: '级别', en: 'level', format: level },
  targetId: { zh: '升级至', en: 'to', format: text },
  reason: { zh: '原因', en: 'because', format: code(ESCALATION_REASONS) },
  clock: { zh: '时限', en: 'clock', format: clock },
  cycle: { zh: '轮次', en: 'cycle', format: text },
  startedAt: { zh: '起算', en: 'from', format: instant },
  dueAt: { zh: '到期', en: 'due', format: instant },
  stoppedAt: { zh: '完成', en: 'stopped', format: instant },
  cancelledAt: { zh: '取消时间', en: 'cancelled', format: instant },
  clockClass: { zh: '性质', en: 'class', format: code(CLOCK_CLASSES) },
  provisional: { zh: '暂定', en: 'provisional', format: flag },
  state: { zh: '状态', en: 'state', format: code(CODE_WORDS) },
  cause: { zh: '起因', en: 'cause', format: code(CODE_WORDS) },
  percent: { zh: '已用', en: 'used', format: percent },
  breached: { zh: '已超时', en: 'late', format: flag },
  kind: { zh: '申请', en: 'request', format: code(REQUEST_WORDS) },
  requestedAt: { zh: '申请时间', en: 'asked', format: instant },
  byteSize: { zh: '大小', en: 'size', format: bytes },
  mediaType: { zh: '格式', en: 'format', format: text },
  provenance: { zh: '出处', en: 'provenance', format: code(CODE_WORDS) },
  verdict: { zh: '结论', en: 'verdict', format: code(VALIDITY_VERDICTS) },
  reasonableness: { zh: '诉求', en: 'demand', format: code(REASONABLENESS) },
  responsibility: { zh: '责任', en: 'responsibility', format: list(responsibility) },
  rootCause: { zh: '根本原因', en: 'root cause', format: code(ROOT_CAUSES) },
  findings: { zh: '调查事实', en: 'findings', format: text },
  investigatorId: { zh: '调查员', en: 'investigator', format: text },
  revision: { zh: '方案版次', en: 'revision', format: text },
  outcome: { zh: '处理结论', en: 'outcome', format: code(OUTCOMES) },
  remedies: { zh: '措施', en: 'remedies', format: list(remedy) },
  drafterId: { zh: '拟定人', en: 'drafted by', format: text },
  approverRole: { zh: '应由审批', en: 'needs', format: code(ROLES) },
  approverId: { zh: '审批人', en: 'approver', format: text },
  consentChannel: { zh: '同意方式', en: 'consent by', format: code(CODE_WORDS) },
  type: { zh: '措施', en: 'remedy', format: code(REMEDIES) },
  amount: { zh: '金额', en: 'amount', format: money },
  executedAt: { zh: '执行时间', en: 'executed', format: instant },
  remediesDone: { zh: '完成措施', en: 'remedies done', format: text },
  attempt: { zh: '第几次', en: 'attempt', format: text },
  result: { zh: '结果', en: 'result', format: code(FOLLOW_UP_RESULTS) },
  satisfaction: { zh: '满意度', en: 'satisfaction', format: score },
  callerId: { zh: '回访人', en: 'caller', format: text },
  closureCode: { zh: '结案方式', en: 'closure', format: code(CLOSURES) },
  reopenCount: { zh: '第几次重新处理', en: 'times reopened', format: text },
  acknowledgedAt: { zh: '告知时间', en: 'acknowledged', format: instant },
  by: { zh: '方式', en: 'how', format: code(CODE_WORDS) },
  letter: { zh: '函件', en: 'letter', format: code(LETTERS) },
  sentAt: { zh: '发出', en: 'sent', format: instant },
  attempts: { zh: '尝试次数', en: 'attempts', format: text },
};

/** Values that go without saying. */
export const USUAL_VALUES: Readonly<Record<string, unknown>> = { attempts: 1, clockClass: 'OPERATIONAL', cycle: 0 };

/** Instants that most often are that of the event itself, and then go without saying. */
export const OWN_INSTANTS: ReadonlySet<string> = new Set([
  'acknowledgedAt',
  'cancelledAt',
  'executedAt',
  'registeredAt',
  'requestedAt',
  'sentAt',
  'startedAt',
  'stoppedAt',
]);

/** Fields that say nothing to a person. */
export const SILENT_FIELDS: ReadonlySet<string> = new Set([
  'assignmentId',
  'clockId',
  'consentId',
  'determinationId',
  'dossierVersion',
  'evidenceId',
  'evidenceSha256',
  'followUpId',
  'letterId',
  'offerId',
  'planId',
  'remedyId',
  'requestId',
  'sha256',
]);
