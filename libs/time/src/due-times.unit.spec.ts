import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Calendar } from './calendar';
import type { CalendarDocument } from './calendar-document';
import type { Limit } from './limit';
import { computeClock, type ClockSegment } from './sla-clock';

interface Row {
  readonly about: string;
  readonly calendar: string;
  readonly start: string;
  readonly limit: Limit;
  readonly pauses?: readonly (readonly [string, string])[];
  readonly extensions?: readonly { readonly at: string; readonly until: string }[];
  /** Of rows that were worked by hand, how. */
  readonly worked?: string;
  readonly due: string;
}

const PROOF = join(__dirname, '..', 'proof');
const read = <T>(file: string) => JSON.parse(readFileSync(join(PROOF, file), 'utf8')) as T;
const at = (text: string) => new Date(text.replace('Z', ':00.000Z'));

const table = read<Row[]>('due-times.json');
const { calendars: documents } = read<{ calendars: CalendarDocument[] }>('worked-by-hand.json');
const calendars = new Map(documents.map((document) => [document.id, new Calendar(document)]));

function dueOf({ start, limit, calendar, pauses = [], extensions = [] }: Row): string | undefined {
  const segments: ClockSegment[] = [
    { kind: 'START', at: at(start) },
    ...extensions.map((one): ClockSegment => ({ kind: 'EXTEND', at: at(one.at), until: at(one.until) })),
    ...pauses.flatMap(([from, to]): ClockSegment[] => [
      { kind: 'PAUSE', at: at(from) },
      { kind: 'RESUME', at: at(to) },
    ]),
  ];
  const clock = computeClock({ limit, calendar: calendars.get(calendar)!, segments, now: at(start) });
  return clock?.dueAt?.toISOString().replace(':00.000Z', 'Z');
}

// CE-01 to CE-05, SL-20
describe('due times', () => {
  it('are those that a script without a calendar library counts minute by minute', () => {
    const different = table.filter((row) => dueOf(row) !== row.due);

    expect(different.map((row) => ({ ...row, engine: dueOf(row) }))).toEqual([]);
    expect(table.length).toBeGreaterThanOrEqual(500);
    expect(table.filter(({ worked }) => worked).length).toBeGreaterThanOrEqual(30);
  });

  it('are in a table that is what the script counts, and what was worked by hand', () => {
    const script = join(PROOF, 'count-due-times.mjs');

    expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toContain('worked by hand');
  });
});
