import type { Outcome } from '../outcome';
import { problemLine, readPackFile } from './read-pack-file';

/** `redress packs lint`: every problem of every file with its line, column and rule. Needs no running platform. */
export async function lintPacks(files: readonly string[], calendarDirectory: string | undefined): Promise<Outcome> {
  const { parsePack, readCalendarFiles, SHIPPED_CALENDAR_DIR } = await import('@redress/policy');
  const calendars = readCalendarFiles(calendarDirectory ?? SHIPPED_CALENDAR_DIR).map(({ id }) => id);
  const results = files.map((file) => {
    const { pack, problems = [] } = parsePack(readPackFile(file), { calendars });
    return { file, ...(pack ? { id: pack.id, version: pack.version } : {}), problems };
  });
  const count = results.reduce((sum, { problems }) => sum + problems.length, 0);
  const lines = results.flatMap(({ file, id, version, problems }) =>
    problems.length === 0
      ? [`${file}: ${id} version ${version} is in order`]
      : problems.map((problem) => problemLine(file, problem)),
  );
  if (count > 0) lines.push('', `${count} ${count === 1 ? 'problem' : 'problems'}`);
  return { text: lines.join('\n'), json: { files: results }, isBad: count > 0 };
}
