import { createHash } from 'node:crypto';

/** A text with places that differ from clone to clone. */
export interface Template {
  /** One more than there are places. */
  readonly fixed: readonly string[];
  /** Number of the value that belongs into each place. */
  readonly places: readonly number[];
}

/** What stands in a place: an id, a day, a handler, the number of the complaint, the token of an offer, or what others compute. */
export type Variable =
  | { readonly kind: 'ID'; readonly id: string; readonly rank: number }
  | { readonly kind: 'DAY'; readonly day: string }
  | { readonly kind: 'HANDLER'; readonly id: string }
  | { readonly kind: 'NUMBER' }
  | { readonly kind: 'TOKEN'; readonly token: string }
  | { readonly kind: 'OTHER'; readonly key: string };

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DAY = '20\\d\\d-\\d\\d-\\d\\d';
const DAY_MS = 86_400_000;
const SERIAL = /^(.*)(\d{6})-(\d+)$/;

/** Which clone of a complaint is made, and what it is called. */
export interface CloneIdentity {
  /** Counts all clones, so that ids are unique. */
  readonly clone: number;
  /** Whole days by which everything happened earlier than it did to the original. */
  readonly daysEarlier: number;
  readonly complaintNo: string;
  /** By how many places handlers move on among their peers. */
  readonly peersOn: number;
}

/**
 * The words by which a complaint differs from every other: its ids, days, number and tokens, found in whatever text it left
 * behind. Texts are cut into templates at these words, and a clone gets words of its own.
 */
export class Vocabulary {
  readonly variables: Variable[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly ids: readonly string[];
  private readonly pattern: RegExp;

  /**
   * @param texts everything that the complaint left behind
   * @param tokens secrets that stand in it besides
   * @param peers who may be named in another's place
   */
  constructor(
    readonly complaintNo: string,
    texts: readonly string[],
    tokens: readonly string[] = [],
    private readonly peers: Peers = new Peers([]),
  ) {
    const ids = new Set<string>();
    for (const text of texts) for (const [id] of text.matchAll(new RegExp(ID, 'g'))) ids.add(id);
    this.ids = [...ids].sort();
    const words = [complaintNo, ...tokens, ...peers.ids].map((word) => word.replaceAll('.', '\\.'));
    this.pattern = new RegExp(`${ID}|(?:${words.join('|')})(?![\\w-])|${DAY}`, 'g');
    this.index(`NUMBER`, { kind: 'NUMBER' });
    for (const token of tokens) this.index(token, { kind: 'TOKEN', token });
  }

  /** Cuts a text at the words. @throws Error for an id that was in none of the texts */
  template(text: string): Template {
    const fixed: string[] = [];
    const places: number[] = [];
    let end = 0;
    for (const match of text.matchAll(this.pattern)) {
      fixed.push(text.slice(end, match.index));
      places.push(this.indexOf(match[0]));
      end = match.index + match[0].length;
    }
    return { fixed: [...fixed, text.slice(end)], places };
  }

  /** A place for something that others compute for each clone. */
  other(key: string): Template {
    return { fixed: ['', ''], places: [this.index(key, { kind: 'OTHER', key })] };
  }

  /** Number of what others compute; undefined when it stands nowhere. */
  indexOfOther(key: string): number | undefined {
    return this.indexes.get(key);
  }

  /** The words of a clone, `OTHER` left empty. */
  wordsOf({ clone, daysEarlier, complaintNo, peersOn }: CloneIdentity): string[] {
    return this.variables.map((variable) => {
      switch (variable.kind) {
        case 'ID':
          return cloneId(variable.id, variable.rank, clone, daysEarlier);
        case 'DAY':
          return earlierDay(variable.day, daysEarlier);
        case 'HANDLER':
          return this.peers.moved(variable.id, peersOn);
        case 'NUMBER':
          return complaintNo;
        case 'TOKEN':
          return cloneToken(variable.token, clone);
        case 'OTHER':
          return '';
      }
    });
  }

  private indexOf(word: string): number {
    if (word === this.complaintNo) return this.index('NUMBER', { kind: 'NUMBER' });
    const known = this.indexes.get(word);
    if (known !== undefined) return known;
    if (this.peers.has(word)) return this.index(word, { kind: 'HANDLER', id: word });
    if (word.length === 10) return this.index(word, { kind: 'DAY', day: word });
    const rank = this.ids.indexOf(word);
    if (rank < 0) throw new Error(`The id ${word} was in none of the texts`);
    return this.index(word, { kind: 'ID', id: word, rank });
  }

  private index(key: string, variable: Variable): number {
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    this.indexes.set(key, this.variables.length);
    return this.variables.push(variable) - 1;
  }
}

/** Puts the words of a clone into the places of a text. */
export function render({ fixed, places }: Template, words: readonly string[]): string {
  let text = fixed[0] as string;
  for (let at = 0; at < places.length; at++) text += (words[places[at] as number] as string) + fixed[at + 1];
  return text;
}

/** One text after the other. */
export function joined(templates: readonly Template[]): Template {
  const fixed: string[] = [];
  const places: number[] = [];
  let last = '';
  for (const template of templates) {
    const [first = '', ...others] = template.fixed;
    last += first;
    for (const text of others) {
      fixed.push(last);
      last = text;
    }
    places.push(...template.places);
  }
  return { fixed: [...fixed, last], places };
}

/**
 * The id that an id becomes. It keeps its time, moved by the days, so that ids of a story stay in the order in which they
 * were made; of equal times the rank decides. The end is the clone's own.
 */
export function cloneId(id: string, rank: number, clone: number, daysEarlier: number): string {
  let head = id.slice(0, 18);
  if (daysEarlier !== 0 && id[14] === '7') {
    const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) - daysEarlier * DAY_MS;
    const hex = ms.toString(16).padStart(12, '0');
    head = `${hex.slice(0, 8)}-${hex.slice(8)}-${id.slice(14, 18)}`;
  }
  return `${head}-8${rank.toString(16).padStart(3, '0')}-${clone.toString(16).padStart(12, '0')}`;
}

const days = new Map<string, string[]>();

/** A day, whole days earlier. Both as `yyyy-MM-dd`. */
export function earlierDay(day: string, daysEarlier: number): string {
  let earlier = days.get(day);
  if (!earlier) days.set(day, (earlier = []));
  return (earlier[daysEarlier] ??= new Date(Date.parse(day) - daysEarlier * DAY_MS).toISOString().slice(0, 10));
}

/** The day by which the serial of a number counts, as it stands in the number, with what stands before it. */
export function numberSeries(complaintNo: string): {
  readonly before: string;
  readonly day: string;
  readonly width: number;
  readonly serial: number;
} {
  const [, before = '', date = '', serial = ''] = SERIAL.exec(complaintNo) ?? [];
  if (date === '') throw new Error(`The number ${complaintNo} has no day and serial at its end`);
  const day = `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`;
  return { before, day, width: serial.length, serial: Number(serial) };
}

function cloneToken(token: string, clone: number): string {
  return createHash('sha256').update(`${token}:${clone}`).digest('base64url').slice(0, token.length);
}

/** Groups of people who do the same work, any of whom could have done what another did. */
export class Peers {
  private readonly groupOf = new Map<string, readonly string[]>();

  constructor(groups: readonly (readonly string[])[]) {
    for (const group of groups) for (const id of group) this.groupOf.set(id, group);
  }

  get ids(): readonly string[] {
    return [...this.groupOf.keys()];
  }

  has(id: string): boolean {
    return this.groupOf.has(id);
  }

  /** The one who stands so many places further on, round and round: two stay two. Others stay themselves. */
  moved(id: string, places: number): string {
    const group = this.groupOf.get(id);
    return group ? (group[(group.indexOf(id) + places) % group.length] as string) : id;
  }
}
