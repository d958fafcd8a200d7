import {
  amountOf,
  CLOCK_STATES,
  detailsOf,
  ESCALATION_LEVELS,
  inWords,
  labelOf,
  PRIORITIES,
  REMEDIES,
  RESPONSIBILITY_PARTIES,
  type ClockEntry,
  type FieldFormat,
  type Money,
  type PackReference,
  type Remedy,
  type Taxonomy,
} from '@redress/contracts';
import { DateTime } from 'luxon';
import type { PackLabels } from './pack-labels';
import { PAGE_WORDS } from './page-words';

/** Everything that decides how a value reads. */
export interface Reading {
  readonly locale: 'zh' | 'en';
  /** IANA zone of all times. */
  readonly zone: string;
  readonly packs: readonly PackReference[];
  readonly labels: PackLabels;
}

export type Format = (value: unknown, reading: Reading) => string;

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
  const line = value as Remedy & { readonly ownerUnitId?: string; readonly dueOn?: string };
  const { locale } = reading;
  const amount = amountOf(line);
  const writers = { money: (paid: Money) => money(paid, reading), date: (on: string) => on };
  const details = [
    ...detailsOf(line).map((detail) => inWords(detail, locale, writers)),
    ...(line.ownerUnitId ? [unit(line.ownerUnitId, reading)] : []),
    ...(line.dueOn ? [line.dueOn] : []),
  ];
  const what = `${labelOf(REMEDIES, line.type, locale)}${amount ? ` ${writers.money(amount)}` : ''}`;
  return details.length > 0 ? `${what} (${details.join(', ')})` : what;
};

const source: Format = (value) => {
  const pair = value as { source: string; id: string };
  return `${pair.source} · ${pair.id}`;
};

const priority: Format = (value, reading) => `${String(value)} ${code(PRIORITIES)(value, reading)}`;

const clockEntry: Format = (value, reading) => {
  const entry = value as ClockEntry;
  const state = code(CLOCK_STATES)(entry.state, reading);
  const until = entry.endedAt ?? entry.dueAt;
  const untilWords = entry.endedAt ? '' : `${labelOf(PAGE_WORDS, 'due', reading.locale)} `;
  return [clock(entry.clock, reading), state, until ? `${untilWords}${instant(until, reading)}` : '']
    .filter(Boolean)
    .join(' ');
};

const FORMATS: Readonly<Record<Extract<FieldFormat, string>, Format>> = {
  text,
  instant,
  flag,
  category,
  clock,
  clockEntry,
  fields: text,
  unit,
  level,
  bytes,
  percent,
  score,
  money,
  priority,
  responsibility,
  remedy,
  source,
};

/** Writes values of a field as its event declares them; plain text of a field that no event declares. */
export function formatOf(as: FieldFormat = 'text'): Format {
  if (typeof as === 'string') return FORMATS[as];
  return 'codes' in as ? code(as.codes) : list(formatOf(as.list));
}
