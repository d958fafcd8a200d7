import { CalendarDocument } from '@redress/time';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LintContext } from './lint-pack';
import { parsePack, type ParsedPack } from './parse-pack';

const libraryRoot = join(__dirname, '..');

/** The packs that ship with the product. */
export const SHIPPED_PACK_DIR = join(libraryRoot, 'packs');

/** The calendars that ship with the product. */
export const SHIPPED_CALENDAR_DIR = join(libraryRoot, 'calendars');

const holidayNotices = z.object({
  year: z.int(),
  papers: z.array(z.string()).describe('Notices it was made from; none: not published yet'),
  days: z.array(z.object({ name: z.string(), date: z.iso.date(), isOffDay: z.boolean() })),
});

const calendarFile = z.strictObject({
  ...CalendarDocument.shape,
  publishedYears: CalendarDocument.shape.publishedYears.optional(),
  exceptions: CalendarDocument.shape.exceptions.optional(),
  notices: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\.json$/)).optional(),
});

/** Reads every `*.yaml` of a folder as a pack, in the order of the names. */
export function readPackFiles(
  directory: string,
  context: LintContext = {},
): ({ readonly file: string } & ParsedPack)[] {
  return yamlFilesOf(directory).map((file) => ({
    file,
    ...parsePack(readFileSync(join(directory, file), 'utf8'), context),
  }));
}

/**
 * Reads every `*.yaml` of a folder as a calendar. `notices` names files of holidays, one a year, whose days become
 * exceptions; a year whose file names no published notice stays provisional. @throws ZodError when a file is not valid
 */
export function readCalendarFiles(directory: string): CalendarDocument[] {
  return yamlFilesOf(directory).map((file) => {
    const { notices = [], ...calendar } = calendarFile.parse(parse(readFileSync(join(directory, file), 'utf8')));
    const years = notices.map((notice) =>
      holidayNotices.parse(JSON.parse(readFileSync(join(directory, notice), 'utf8'))),
    );
    return CalendarDocument.parse({
      ...calendar,
      publishedYears: [
        ...(calendar.publishedYears ?? []),
        ...years.filter(({ papers }) => papers.length > 0).map(({ year }) => year),
      ],
      exceptions: [
        ...(calendar.exceptions ?? []),
        ...years.flatMap(({ days }) => days.map(({ date, isOffDay, name }) => ({ date, works: !isOffDay, name }))),
      ],
    });
  });
}

function yamlFilesOf(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted();
}
