// Counts due times minute by minute, to compare the engine with (src/due-times.unit.spec.ts). It knows no calendar library and
// shares no code with the engine: dates are counted in days since 1970, zones are the two rules written out below.
//
//   node libs/time/proof/count-due-times.mjs           writes due-times.json
//   node libs/time/proof/count-due-times.mjs --check   fails when the table is not what is counted
import { readFileSync, writeFileSync } from 'node:fs';

const DAY = 1440;
const HORIZON = 400 * DAY;
const here = (name) => new URL(name, import.meta.url);

/** Days from 1970-01-01 to a date of the Gregorian calendar, and back. */
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year, month) => (month === 2 && isLeap(year) ? 29 : MONTHS[month - 1]);
function dayNumber(year, month, day) {
  let days = day - 1;
  for (let y = 1970; y < year; y++) days += isLeap(y) ? 366 : 365;
  for (let m = 1; m < month; m++) days += daysIn(year, m);
  return days;
}
function dateOf(number) {
  let year = 1970;
  let left = number;
  for (let size = 365; left >= (size = isLeap(year) ? 366 : 365); year++) left -= size;
  let month = 1;
  for (; left >= daysIn(year, month); month++) left -= daysIn(year, month);
  return { year, month, day: left + 1 };
}
const two = (number) => String(number).padStart(2, '0');
/** 1 is Monday; 1970-01-01 was a Thursday. */
const weekdayOf = (number) => ((number + 3) % 7) + 1;

/** The last Sunday of a month, as a day number. */
function lastSunday(year, month) {
  let number = dayNumber(year, month, daysIn(year, month));
  while (weekdayOf(number) !== 7) number--;
  return number;
}
/** Minutes ahead of UTC at a minute since 1970. */
const ZONES = {
  'Asia/Shanghai': () => 480,
  'Europe/Berlin': (utc) => {
    const { year } = dateOf(Math.floor(utc / DAY));
    const summer = utc >= lastSunday(year, 3) * DAY + 60 && utc < lastSunday(year, 10) * DAY + 60;
    return summer ? 120 : 60;
  },
};

const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
/** `YYYY-MM-DDTHH:MMZ` as minutes since 1970, and back. */
const read = (text) =>
  dayNumber(...text.slice(0, 10).split('-').map(Number)) * DAY + minutesOf(text.slice(11, 16));
function write(utc) {
  const { year, month, day } = dateOf(Math.floor(utc / DAY));
  const minute = utc % DAY;
  return `${year}-${two(month)}-${two(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}Z`;
}

/** What a calendar says of each minute. */
function counterOf({ zone, blocks, workingWeekdays, exceptions }) {
  const offset = ZONES[zone];
  const spans = blocks.map(({ from, to }) => [minutesOf(from), minutesOf(to)]);
  const days = new Map();
  const works = (number) => {
    if (!days.has(number)) {
      const { year, month, day } = dateOf(number);
      const other = exceptions.find(({ date }) => date === `${year}-${two(month)}-${two(day)}`);
      days.set(number, other ? other.works : workingWeekdays.includes(weekdayOf(number)));
    }
    return days.get(number);
  };
  const local = (utc) => utc + offset(utc);
  return {
    local,
    offset,
    day: (utc) => Math.floor(local(utc) / DAY),
    works,
    isOpen: (utc) => {
      const now = local(utc);
      const minute = now % DAY;
      return works(Math.floor(now / DAY)) && spans.some(([from, to]) => minute >= from && minute < to);
    },
  };
}

/** Which minutes count for a limit that starts at `start`, and how many of them there are. */
function measure(calendar, start, { amount, unit }) {
  const always = () => true;
  switch (unit) {
    case 'CAL_H':
      return { counts: always, need: Math.round(amount * 60) };
    case 'CAL_D': {
      // The same time of day so many days later; a time that is skipped is read as if the clocks had not been changed yet.
      const wanted = calendar.local(start) + amount * DAY;
      let end = start;
      while (calendar.local(end) < wanted && end + calendar.offset(end - 1) !== wanted) end++;
      return { counts: always, need: end - start };
    }
    case 'EOD': {
      const last = calendar.day(start) + amount - 1;
      let end = start;
      while (calendar.day(end) <= last) end++;
      return { counts: always, need: end - start };
    }
    case 'WH':
      return { counts: calendar.isOpen, need: Math.round(amount * 60) };
    case 'WD': {
      const dayZero = calendar.day(start);
      const counts = (utc) => calendar.day(utc) > dayZero && calendar.isOpen(utc);
      let days = 0;
      let need = 0;
      let counted = dayZero;
      for (let utc = start; days < amount || calendar.day(utc) === counted; utc++) {
        const day = calendar.day(utc);
        if (day > dayZero && day !== counted && calendar.works(day) && days < amount) {
          days++;
          counted = day;
        }
        if (day === counted && day > dayZero && calendar.isOpen(utc)) need++;
      }
      return { counts, need };
    }
  }
}

/** Counts until the limit is used up. */
function dueOf(calendar, row) {
  const start = read(row.start);
  const { counts, need: limit } = measure(calendar, start, row.limit);
  const pauses = (row.pauses ?? []).map(([from, to]) => [read(from), read(to)]);
  const extensions = (row.extensions ?? []).map(({ at, until }) => ({ at: read(at), until: read(until) }));
  let need = limit;
  let used = 0;
  for (let utc = start; utc < start + HORIZON; utc++) {
    if (used >= need) return write(utc);
    for (const { at, until } of extensions) {
      if (at !== utc) continue;
      let more = 0;
      for (let minute = utc; minute < until; minute++) if (counts(minute)) more++;
      need = Math.max(need, used + more);
    }
    if (counts(utc) && !pauses.some(([from, to]) => utc >= from && utc < to)) used++;
  }
  throw new Error(`no due time within a year: ${JSON.stringify(row)}`);
}

/** Numbers that look random and are the same every time. */
let seed = 20260302;
const below = (bound) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * bound);
};
const oneOf = (list) => list[below(list.length)];

function generated(calendars) {
  const rows = [];
  const add = (about, row) => rows.push({ about, ...row });
  const LIMITS = [
    ...[0.5, 1, 2, 4, 7.5, 10, 16].map((amount) => ({ amount, unit: 'WH' })),
    ...[1, 2, 3, 5, 7, 10, 15].map((amount) => ({ amount, unit: 'WD' })),
    ...[0.5, 1, 24, 48, 72, 100].map((amount) => ({ amount, unit: 'CAL_H' })),
    ...[1, 3, 7, 15, 30].map((amount) => ({ amount, unit: 'CAL_D' })),
    ...[1, 2, 5].map((amount) => ({ amount, unit: 'EOD' })),
  ];
  const near = (date, days) => read(`${date}T00:00Z`) + below(days * DAY);
  const PLACES = [
    ['lunch and evenings', 'CN', '2026-03-02', 5],
    ['New Year and its make-up workday', 'CN', '2025-12-29', 9],
    ['Spring Festival and its two make-up workdays', 'CN', '2026-02-11', 18],
    ['May Day and its make-up workday', 'CN', '2026-04-28', 12],
    ['National Day and its two make-up workdays', 'CN', '2026-09-17', 26],
    ['the end of a month', 'CN', '2026-07-29', 5],
    ['the end of a year without a notice for the next one', 'CN', '2026-12-28', 6],
    ['the clocks go forward', 'HOTLINE_DE', '2026-03-26', 5],
    ['the clocks go back', 'HOTLINE_DE', '2026-10-22', 5],
    ['offices while the clocks go forward', 'OFFICE_DE', '2026-03-25', 7],
    ['offices while the clocks go back', 'OFFICE_DE', '2026-10-21', 7],
  ];
  for (const [about, calendar, date, days] of PLACES) {
    for (const limit of LIMITS) add(about, { calendar, start: write(near(date, days)), limit });
  }
  const minutes = (limit) => ({ WH: 180, WD: 450, CAL_H: 60, CAL_D: DAY, EOD: DAY })[limit.unit] * limit.amount;
  for (let i = 0; i < 120; i++) {
    const [about, calendar, date, days] = oneOf(PLACES);
    const limit = oneOf(LIMITS.filter(({ unit }) => unit !== 'EOD'));
    const start = near(date, days);
    const pauses = [];
    let at = start + 1 + below(Math.max(2, Math.floor(minutes(limit) / 2)));
    for (let n = 1 + below(3); n > 0; n--) {
      const to = at + 1 + below(3 * DAY);
      pauses.push([write(at), write(to)]);
      at = to + 1 + below(DAY);
    }
    add(`a pause; ${about}`, { calendar, start: write(start), limit, pauses });
  }
  for (let i = 0; i < 110; i++) {
    const [about, name, date, days] = oneOf(PLACES);
    const limit = oneOf(LIMITS.filter(({ unit }) => unit !== 'EOD'));
    const row = { calendar: name, start: write(near(date, days)), limit };
    const due = read(dueOf(calendars.get(name), row));
    // Before it runs out: afterwards nothing is extended.
    const at = read(row.start) + below(Math.max(1, due - read(row.start)));
    const extensions = [{ at: write(at), until: write(due + 1 + below(4 * DAY)) }];
    const from = at + 1 + below(2 * DAY);
    const pauses = i % 2 === 0 ? [[write(from), write(from + 1 + below(2 * DAY))]] : undefined;
    add(`an extension${pauses ? ' and a pause' : ''}; ${about}`, { ...row, extensions, ...(pauses ? { pauses } : {}) });
  }
  return rows;
}

const { calendars: documents, rows: worked } = JSON.parse(readFileSync(here('worked-by-hand.json'), 'utf8'));
const calendars = new Map(documents.map((document) => [document.id, counterOf(document)]));
const table = [...worked.map(({ due: _, ...row }) => row), ...generated(calendars)].map((row) => ({
  ...row,
  due: dueOf(calendars.get(row.calendar), row),
}));

worked.forEach((row, index) => {
  const { due } = table[index];
  if (due !== row.due) throw new Error(`counted ${due}, worked by hand ${row.due}: ${row.worked}`);
});

const lines = table.map((row) => JSON.stringify(row)).join(',\n');
const text = `[\n${lines}\n]\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(here('due-times.json'), 'utf8') !== text) throw new Error('due-times.json is not what is counted');
} else {
  writeFileSync(here('due-times.json'), text);
}
console.log(`${table.length} due times, ${worked.length} of them worked by hand`);
