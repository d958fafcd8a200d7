import { labelOf, STATES, titleOf, UUID, wordsOf } from '@redress/contracts';
import { DateTime } from 'luxon';
import { padTo, plain, widthOf } from '../terminal/table';
import type { Style } from '../terminal/terminal';
import { formatOf, type Format, type Reading } from './field-formats';
import type { FieldChange, Timeline, TimelineEntry } from './fold-timeline';
import { PAGE_WORDS } from './page-words';

/** With a driven clock the two differ by days; with the real one by the time of a transaction. */
const SAME_MOMENT_MS = 5_000;
/** Times are shown to the minute. */
const SAME_MINUTE_MS = 60_000;
const SEPARATOR = ' · ';
const DEFAULT_COLUMNS = 120;

interface Row {
  readonly entry: TimelineEntry;
  readonly cells: readonly string[];
  readonly details: readonly string[];
}

/** A folded story as a page of text: who moved it when from where to where, and below each event what it changed. */
export function renderTimeline(timeline: Timeline, reading: Reading, style: Style, columns = DEFAULT_COLUMNS): string {
  const word = (name: keyof typeof PAGE_WORDS): string => labelOf(PAGE_WORDS, name, reading.locale);
  const state = timeline.state === null ? '—' : labelOf(STATES, timeline.state, reading.locale);
  const packs = timeline.packs.map((pack) => `${reading.labels.packName(pack, reading.locale)} v${pack.version}`);
  const withRecorded = timeline.entries.some(({ at, recordedAt }) => !isSameMoment(at, recordedAt));
  const rows = timeline.entries.map((entry): Row => {
    const clockTime = DateTime.fromJSDate(entry.at, { zone: reading.zone });
    const recorded = DateTime.fromJSDate(entry.recordedAt, { zone: reading.zone });
    return {
      entry,
      cells: [
        clockTime.isValid ? clockTime.toFormat('HH:mm:ss') : '??:??:??',
        ...(withRecorded ? [recorded.isValid ? recorded.toFormat('MM-dd HH:mm:ss') : '?'] : []),
        entry.stateSeq === undefined ? '' : String(entry.stateSeq),
        whatOf(entry, reading),
        moveOf(entry, reading),
        actorOf(entry, reading),
      ],
      details: detailsOf(entry, reading),
    };
  });
  const widths = (rows[0]?.cells ?? []).map((_, at) => Math.max(...rows.map(({ cells }) => widthOf(cells[at] ?? ''))));

  const times = [`${word('businessTime')} (${reading.zone})`, ...(withRecorded ? [word('recorded')] : [])];
  const lines = [
    style.bold(plain(`${word('complaint')} ${timeline.complaintNo} · ${state}`)),
    style.dim(plain(`${timeline.complaintId} · ${timeline.organisationId}`)),
    plain(
      [
        `${word('procedure')}: ${packs.join(', ') || '—'}`,
        `${word('heldBy')}: ${timeline.holder ?? '—'}`,
        `${timeline.entries.length} ${word('events')}`,
      ].join(SEPARATOR),
    ),
    style.dim(times.join(' · ')),
  ];
  let day = '';
  for (const { entry, cells, details } of rows) {
    const date = DateTime.fromJSDate(entry.at, { zone: reading.zone }).setLocale(reading.locale);
    const today = date.isValid ? date.toFormat('yyyy-MM-dd ccc') : '?';
    if (today !== day) lines.push('', style.bold(today));
    day = today;
    const line = cells.map((cell, at) => padTo(plain(cell), widths[at] ?? 0)).join('  ');
    lines.push(`  ${entry.stateSeq === undefined ? line.trimEnd() : style.bold(line.trimEnd())}`);
    const indent = 2 + widths.slice(0, withRecorded ? 3 : 2).reduce((sum, width) => sum + width + 2, 0);
    for (const detail of wrapped(details.map(plain), columns - indent))
      lines.push(style.dim(' '.repeat(indent) + detail));
  }
  const { fault } = timeline;
  lines.push(
    '',
    fault ? style.bold(`${word('illegal')}: stateSeq ${fault.stateSeq}, ${plain(fault.rule)}`) : word('legal'),
  );
  if (timeline.repeated > 0) lines.push(`${timeline.repeated} ${word('repeated')}`);
  return lines.join('\n');
}

function whatOf(entry: TimelineEntry, reading: Reading): string {
  const title = titleOf(entry.fact);
  if (!title) return entry.fact.replaceAll('-', ' ');
  const about = title.about === undefined ? undefined : entry.data?.[title.about];
  if (title.about === undefined || about === undefined) return title[reading.locale];
  const detail = formatOf(wordsOf(entry.fact, title.about)?.as)(about, reading);
  return `${title[reading.locale]}${reading.locale === 'zh' ? '：' : ': '}${detail}`;
}

function moveOf({ stateSeq, from, to }: TimelineEntry, { locale }: Reading): string {
  if (stateSeq === undefined) return '';
  return `${from ? labelOf(STATES, from, locale) : '—'} → ${labelOf(STATES, to ?? '', locale)}`;
}

function actorOf({ actor }: TimelineEntry, { locale }: Reading): string {
  if (!actor) return '';
  const kind = labelOf(PAGE_WORDS, actor.kind, locale);
  // The id of a member of staff says already that it is one; other ids are often only those of a row.
  if (actor.kind === 'STAFF') return actor.id;
  return UUID.test(actor.id) || actor.id === 'system' ? kind : `${kind} ${actor.id}`;
}

function detailsOf(entry: TimelineEntry, reading: Reading): string[] {
  if (!entry.data) return [labelOf(PAGE_WORDS, 'unreadable', reading.locale)];
  const about = titleOf(entry.fact)?.about;
  const reason = entry.reasonCode ? [`${labelOf(PAGE_WORDS, 'reason', reading.locale)} ${entry.reasonCode}`] : [];
  const changes = entry.changes.filter((change) => change.field !== about && !goesWithoutSaying(change, entry));
  return [...reason, ...changes.flatMap((change) => changeText(change, entry.fact, reading))];
}

function goesWithoutSaying({ field, before, after }: FieldChange, { fact, at }: TimelineEntry): boolean {
  const words = wordsOf(fact, field);
  if (before === undefined && words?.usual === after) return true;
  return words?.ownInstant === true && Math.abs(Date.parse(String(after)) - at.getTime()) < SAME_MINUTE_MS;
}

/** Lines of whole parts, none wider than `width` unless a single part is. */
function wrapped(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = lines.length === 0 ? part : `${lines.at(-1)}${SEPARATOR}${part}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

function changeText({ field, before, after }: FieldChange, fact: string, reading: Reading): string[] {
  const words = wordsOf(fact, field);
  if (words === null || after === false) return [];
  // Nothing of the kind is worth a word only when there was something before.
  if (before === undefined && Array.isArray(after) && after.length === 0) return [];
  const format = formatOf(words?.as);
  const name = words?.[reading.locale] ?? field;
  if (after === true) return [name];
  const change = before === undefined ? '' : `${readable(format, before, reading)} → `;
  return [`${name} ${change}${readable(format, after, reading)}`];
}

/** What an event of another release holds may have another form. */
function readable(format: Format, value: unknown, reading: Reading): string {
  try {
    return format(value, reading);
  } catch {
    return JSON.stringify(value);
  }
}

function isSameMoment(at: Date, recordedAt: Date): boolean {
  return Math.abs(at.getTime() - recordedAt.getTime()) <= SAME_MOMENT_MS;
}
