import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { workspaceRoot } from '@redress/infrastructure';

/** Texts that people really wrote. */
export interface ComplaintTexts {
  /** Where they are from, for the report. */
  readonly source: string;
  /** The text number `index`, counted round and round, brought to `bytes` in UTF-8: cut, or followed by the next ones. */
  text(index: number, bytes: number): string;
}

const NARRATIVES = 'cfpb-train.csv.gz';
const ENOUGH = 2_000;

/**
 * Texts of real complaints: narratives from `folder`, where the public collection lies, else the samples that come with the product.
 * Throws when the folder is named but has no narratives.
 */
export async function complaintTexts(folder?: string): Promise<ComplaintTexts> {
  if (folder === undefined) return textsOf('samples/complaints.jsonl', sampleDescriptions());
  const file = join(folder, NARRATIVES);
  if (!existsSync(file)) throw new Error(`${folder} holds no ${NARRATIVES}`);
  return textsOf(NARRATIVES, await narratives(file));
}

/** Gives `texts` in any length. Throws when there are none. */
export function textsOf(source: string, texts: readonly string[]): ComplaintTexts {
  if (texts.length === 0) throw new Error(`${source} holds no texts`);
  return {
    source: `${texts.length} texts of ${source}`,
    text(index, bytes) {
      let whole = '';
      for (let next = index; Buffer.byteLength(whole) < bytes; next++) {
        whole += `${whole && ' '}${texts[next % texts.length]}`;
      }
      return cut(whole, bytes);
    },
  };
}

/** At most `bytes` of the text, without half a character at its end. */
function cut(text: string, bytes: number): string {
  const head = Buffer.from(text).subarray(0, bytes).toString();
  return head.replace(/\uFFFD$/, '').trim();
}

function sampleDescriptions(): string[] {
  return readFileSync(join(workspaceRoot(), 'samples', 'complaints.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (JSON.parse(line) as { description: string }).description);
}

async function narratives(file: string): Promise<string[]> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const found: string[] = [];
  let column = -1;
  for await (const row of csvRows(lines)) {
    const text = row[column];
    if (column < 0) column = row.indexOf('narrative');
    else if (text) found.push(text);
    if (found.length === ENOUGH) break;
  }
  lines.close();
  return found;
}

/** Rows of a file quoted by RFC 4180; cells may hold line breaks. */
export async function* csvRows(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let pending = '';
  for await (const line of lines) {
    pending = pending === '' ? line : `${pending}\n${line}`;
    const quotes = pending.split('"').length - 1;
    if (quotes % 2 === 1) continue;
    yield cells(pending);
    pending = '';
  }
}

function cells(row: string): string[] {
  return [...`,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
