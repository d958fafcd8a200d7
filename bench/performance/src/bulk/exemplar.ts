import { createHash } from 'node:crypto';
import type { ServiceName } from '@redress/contracts';
import { type KeyRing, seal, unseal } from '@redress/security';
import { type CloneIdentity, joined, numberSeries, type Peers, render, type Template, Vocabulary } from './clone-text';

/** A row as `COPY … TO STDOUT` writes it, field by field. */
export interface RecordedRow {
  readonly service: ServiceName;
  readonly table: string;
  readonly columns: readonly string[];
  readonly fields: readonly string[];
  /** Columns in which something may stand sealed. */
  readonly sealable: readonly string[];
}

/** A record of a topic. */
export interface RecordedEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** All that a complaint left behind. */
export interface Recording {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly rows: readonly RecordedRow[];
  /** In the order of the log. */
  readonly events: readonly RecordedEvent[];
}

/** A record of a clone, ready to be sent. */
export interface ClonedEvent {
  readonly headers: Record<string, string>;
  readonly value: string;
}

interface SealedValue {
  readonly place: number;
  readonly context: Template;
  readonly plain: Template;
}

interface EventTemplate {
  readonly headers: readonly (readonly [string, Template])[];
  readonly value: Template;
}

const TOKEN = /[A-Za-z0-9_-]{43}/g;
const WRAPPED_KEY = 'wrapped key';
/** Column with the wrapped data key of a complaint. */
const KEY_COLUMN = 'wrapped';
const KEY_BYTES = 32;
const HASH_BYTES = 32;
/** Of what may be the key of a row: an id, or the name of a service. */
const LONGEST_KEY = 36;
const LETTER_CHARACTERS = 200;

/** A complaint that the platform has handled, from which others are made that differ in ids, number, days and keys only. */
export class Exemplar {
  readonly series: ReturnType<typeof numberSeries>;
  /** How many rows it has in each table, by `service.table`. */
  readonly tables: ReadonlyMap<string, number>;
  readonly eventCount: number;
  private readonly templates: ReadonlyMap<string, Template>;
  private readonly events: readonly EventTemplate[];
  private readonly complaintId: Template;
  private readonly sealed: SealedValue[] = [];
  private readonly hashes: { readonly place: number; readonly token: Template }[] = [];
  private readonly vocabulary: Vocabulary;
  private readonly wrappedKeyPlace: number | undefined;

  constructor(
    recording: Recording,
    private readonly keyRing: KeyRing,
    peers: Peers,
  ) {
    const { complaintId, complaintNo, rows, events } = recording;
    this.series = numberSeries(complaintNo);
    const plains = openAll(recording, keyRing);
    const tokens = tokensIn(
      recording,
      [...plains.values()].map(({ plain }) => plain),
    );
    const texts = [
      ...rows.map(({ fields }) => fields.join('\t')),
      ...[...plains.values()].map(({ plain }) => plain),
      ...events.flatMap(({ headers, value }) => [...Object.values(headers), value]),
    ];
    this.vocabulary = new Vocabulary(complaintNo, texts, [...tokens.values()], peers);
    this.complaintId = this.vocabulary.template(complaintId);
    const byTable = new Map<string, Template[]>();
    for (const row of rows) {
      const key = tableKey(row);
      byTable.set(key, [...(byTable.get(key) ?? []), this.rowTemplate(row, complaintId, plains, tokens)]);
    }
    this.templates = new Map([...byTable].map(([key, templates]) => [key, joined(templates)]));
    this.tables = new Map([...byTable].map(([key, templates]) => [key, templates.length]));
    this.events = events.map(({ headers, value }) => ({
      headers: Object.entries(headers).map(([name, text]) => [name, this.vocabulary.template(text)] as const),
      value: this.vocabulary.template(value),
    }));
    this.eventCount = events.length;
    this.wrappedKeyPlace = this.vocabulary.indexOfOther(WRAPPED_KEY);
  }

  /** Makes the words of a clone, with a data key of its own for what is sealed. */
  clone(identity: CloneIdentity, dataKey: Buffer): Clone {
    const words = this.vocabulary.wordsOf(identity);
    const complaintId = render(this.complaintId, words);
    if (this.wrappedKeyPlace !== undefined) {
      const { wrappedKey } = this.keyRing.wrap(dataKey, complaintId);
      words[this.wrappedKeyPlace] = Buffer.from(wrappedKey, 'base64').toString('hex');
    }
    for (const { place, context, plain } of this.sealed) {
      const value = seal(dataKey, render(plain, words), `${complaintId}/${render(context, words)}`);
      words[place] = value.toString('hex');
    }
    for (const { place, token } of this.hashes) words[place] = sha256Hex(render(token, words));
    return { complaintId, words, exemplar: this };
  }

  /** The rows of a clone in a table, as `COPY` reads them. @param key `service.table`, one of `tables` */
  rowsOf({ words }: Clone, key: string): string {
    const template = this.templates.get(key);
    return template ? render(template, words) : '';
  }

  /** One record of a clone. @param index from 0 to `eventCount` */
  eventOf({ words }: Clone, index: number): ClonedEvent {
    const { headers, value } = this.events[index] as EventTemplate;
    return {
      headers: Object.fromEntries(headers.map(([name, text]) => [name, render(text, words)])),
      value: render(value, words),
    };
  }

  private rowTemplate(
    row: RecordedRow,
    complaintId: string,
    opened: ReadonlyMap<string, Opened>,
    tokens: ReadonlyMap<string, string>,
  ): Template {
    const { vocabulary } = this;
    const parts: Template[] = [];
    row.fields.forEach((field, at) => {
      const column = row.columns[at] as string;
      if (at > 0) parts.push(fixedText('\t'));
      const sealed = opened.get(field);
      const token = tokens.get(bytesIn(field)?.toString('hex') ?? '');
      if (column === KEY_COLUMN) {
        parts.push(fixedText('\\\\x'), vocabulary.other(WRAPPED_KEY));
      } else if (sealed !== undefined) {
        parts.push(fixedText('\\\\x'), this.sealedPlace(field, sealed));
      } else if (token !== undefined) {
        parts.push(fixedText('\\\\x'), this.hashPlace(token));
      } else {
        parts.push(vocabulary.template(field));
      }
    });
    if (!row.fields.some((field) => field.includes(complaintId)) && parts.every(({ places }) => places.length === 0)) {
      throw new Error(`A row of ${tableKey(row)} would be the same for every clone`);
    }
    return joined([...parts, fixedText('\n')]);
  }

  /** Copies of one sealed value in several services are sealed once. */
  private sealedPlace(field: string, { plain, context }: Opened): Template {
    const known = this.vocabulary.indexOfOther(field);
    const template = this.vocabulary.other(field);
    if (known === undefined) {
      this.sealed.push({
        place: template.places[0] as number,
        context: this.vocabulary.template(context),
        plain: this.vocabulary.template(plain),
      });
    }
    return template;
  }

  private hashPlace(token: string): Template {
    const key = `hash ${token}`;
    const known = this.vocabulary.indexOfOther(key);
    const template = this.vocabulary.other(key);
    if (known === undefined) {
      this.hashes.push({ place: template.places[0] as number, token: this.vocabulary.template(token) });
    }
    return template;
  }
}

/** A complaint made from an exemplar. */
export interface Clone {
  readonly complaintId: string;
  readonly words: readonly string[];
  readonly exemplar: Exemplar;
}

/** `service.table`. */
export function tableKey({ service, table }: { readonly service: ServiceName; readonly table: string }): string {
  return `${service}.${table}`;
}

/** What was sealed, and under which context behind the complaint's id. */
interface Opened {
  readonly plain: string;
  readonly context: string;
}

/** Every sealed field of the recording with what it holds. @throws Error for one that opens under no known context */
function openAll({ complaintId, rows }: Recording, keyRing: KeyRing): Map<string, Opened> {
  const opened = new Map<string, Opened>();
  const keyRow = rows.find(({ columns }) => columns.includes(KEY_COLUMN));
  if (!keyRow) return opened;
  const columnOf = (name: string) => keyRow.fields[keyRow.columns.indexOf(name)] as string;
  const wrappedKey = bytesIn(columnOf(KEY_COLUMN)) as Buffer;
  const dataKey = keyRing.unwrap(
    { keyRingId: columnOf('key_ring_id'), wrappedKey: wrappedKey.toString('base64') },
    complaintId,
  );
  if (dataKey.length !== KEY_BYTES) throw new Error('The data key has another length');
  for (const row of rows) {
    for (const column of row.sealable.filter((name) => name !== KEY_COLUMN)) {
      const field = row.fields[row.columns.indexOf(column)] as string;
      const value = bytesIn(field);
      if (!value || opened.has(field)) continue;
      const found = openOne(dataKey, value, complaintId, row, column);
      if (found) opened.set(field, found);
      else if (value.length !== HASH_BYTES)
        throw new Error(`${tableKey(row)}.${column} does not open: no known context`);
    }
  }
  return opened;
}

/** Key and version of the row, which the context names, stand somewhere in it. */
function openOne(
  dataKey: Buffer,
  value: Buffer,
  complaintId: string,
  { fields, table }: RecordedRow,
  column: string,
): Opened | undefined {
  const short = fields.filter((word) => word.length <= LONGEST_KEY);
  const versions = short.filter((word) => /^\d+$/.test(word));
  for (const key of short) {
    for (const version of [undefined, ...versions]) {
      const context = `${table}.${column}/${key}${version === undefined ? '' : `@${version}`}`;
      try {
        return { context, plain: inShort(unseal(dataKey, value, `${complaintId}/${context}`).toString('utf8')) };
      } catch {
        // Another context, then.
      }
    }
  }
  return undefined;
}

/** Tokens in the sealed texts of which a row keeps the hash, by the hash. */
function tokensIn({ rows }: Recording, plains: readonly string[]): Map<string, string> {
  const hashes = new Set(rows.flatMap(({ fields }) => fields.map((field) => bytesIn(field)?.toString('hex'))));
  const tokens = new Map<string, string>();
  for (const plain of plains) {
    for (const [token] of plain.matchAll(TOKEN)) {
      const hash = sha256Hex(token);
      if (hashes.has(hash)) tokens.set(hash, token);
    }
  }
  return tokens;
}

/** Of a letter its link and how it begins: the words of all letters would take more room than everything else. */
function inShort(plain: string): string {
  const content = plain.startsWith('{') ? (JSON.parse(plain) as { text?: unknown; html?: unknown }) : {};
  if (typeof content.text !== 'string' || typeof content.html !== 'string') return plain;
  const links = content.text.split('\n').filter((line) => line.includes('://'));
  const text = [content.text.slice(0, LETTER_CHARACTERS), ...links].join('\n');
  return JSON.stringify({ ...content, text, html: `<p>${content.text.slice(0, LETTER_CHARACTERS)}</p>` });
}

function bytesIn(field: string): Buffer | undefined {
  return field.startsWith('\\\\x') ? Buffer.from(field.slice(3), 'hex') : undefined;
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function fixedText(text: string): Template {
  return { fixed: [text], places: [] };
}
