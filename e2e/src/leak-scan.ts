import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTopics } from '@redress/messaging';
import type { Kafka } from 'kafkajs';
import { Client } from 'pg';

/** Something that was read to its end, e.g. a table or a partition. */
export interface Place {
  readonly name: string;
  /** How many records, rows or lines it has. */
  readonly size: number;
  readonly content: Buffer;
}

const BYTEA = 17;
const SEPARATOR = Buffer.from('\n');

/** Where any of the texts stands, in whatever form, as `<what> in <place>`. */
export function findLeaks(places: readonly Place[], plants: ReadonlyMap<string, string>): string[] {
  const needles = [...plants].flatMap(([what, text]) => formsOf(text).map((form) => ({ what, form })));
  return places.flatMap(({ name, content }) => {
    const found = needles.filter(({ form }) => content.includes(form)).map(({ what }) => `${what} in ${name}`);
    return [...new Set(found)];
  });
}

/** Every record of the topics with this prefix, headers and keys included, one place for each topic. */
export async function readTopicsOf(kafka: Kafka, prefix: string): Promise<Place[]> {
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics().finally(() => admin.disconnect())).filter((name) => name.startsWith(prefix));
  const read = new Map<string, Buffer[][]>(topics.map((topic) => [topic, []]));
  await readTopics(kafka, topics, `${prefix}scan`, ({ topic, messages }) => {
    for (const { key, value, headers = {} } of messages) {
      const named = Object.entries(headers).flatMap(([name, content]) => [name, ...[content ?? ''].flat()]);
      read.get(topic)?.push([key ?? '', value ?? '', ...named].map((part) => Buffer.from(part as string)));
    }
  });
  return [...read].map(([topic, records]) => placeOf(`topic ${topic.slice(prefix.length)}`, records));
}

/** Every row of every table of a database, one place for each table; columns of bytes as they are, others as text. */
export async function readTables(url: string): Promise<Place[]> {
  const asSent = { getTypeParser: (oid: number) => (text: string) => (oid === BYTEA ? text.slice(2) : text) };
  const client = new Client({ connectionString: url, types: asSent as never });
  await client.connect();
  try {
    const database = new URL(url).pathname.slice(1);
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const places: Place[] = [];
    for (const { schema, name } of tables) {
      const { rows, fields } = await client.query<(string | null)[]>({
        text: `select * from "${schema}"."${name}"`,
        rowMode: 'array',
      });
      const records = rows.map((row) =>
        row.map((value, index) => Buffer.from(value ?? '', fields[index]?.dataTypeID === BYTEA ? 'hex' : 'utf8')),
      );
      places.push(placeOf(`table ${database}.${name}`, records));
    }
    return places;
  } finally {
    await client.end();
  }
}

/** Every file of a folder and the folders in it, one place for each; its size is its lines. */
export function readFiles(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const content = readFileSync(join(entry.parentPath, entry.name));
      const lines = content.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
      return { name: `file ${entry.name}`, size: lines, content };
    });
}

function placeOf(name: string, records: readonly (readonly Buffer[])[]): Place {
  return { name, size: records.length, content: Buffer.concat(records.flat().flatMap((part) => [part, SEPARATOR])) };
}

/** A text as it is, in lower case, as digits, and as JSON, URLs, hexadecimal and base64 write it. */
function formsOf(text: string): Buffer[] {
  const bare = /^[+\d ]+$/.test(text) ? [text.replace(/\D/g, '')] : [];
  const forms = [text, text.toLowerCase(), ...bare].flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    escaped(form),
    encodeURIComponent(form),
    Buffer.from(form).toString('hex'),
    ...[0, 1, 2].flatMap((offset) => base64At(form, offset)),
  ]);
  return [...new Set(forms)].map((form) => Buffer.from(form));
}

/** As JSON that is only ASCII. */
function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What stays the same of the text in base64, whatever stands around it, when it begins `offset` bytes into a group of three. */
function base64At(text: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
  const inner = offset === 0 ? whole : whole.slice(4);
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
}
