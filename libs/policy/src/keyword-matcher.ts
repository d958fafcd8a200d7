interface State {
  readonly next: Map<number, State>;
  fallback: State | null;
  /** Keywords that end here, those of the fallback states included. */
  found: Keyword[];
}

interface Keyword {
  readonly index: number;
  readonly length: number;
  readonly wholeStart: boolean;
  readonly wholeEnd: boolean;
}

/**
 * Finds many keywords in a text in one pass over it (Aho and Corasick), so that the cost does not depend on how many
 * keywords a pack has, and no text and no keyword can make it slow. Built once per pack, as a table: two reads a unit.
 */
export class KeywordMatcher {
  /** Column of each UTF-16 unit in the table; 0 for units that no keyword has. */
  private readonly columns = new Uint16Array(0x10000);
  private lastColumn = 0;
  private readonly width: number;
  /**
   * Row by row, where the row of a state's next state begins, for each column; the root's is the first. The complement of
   * it where a keyword ends.
   */
  private readonly table: Int32Array;
  private readonly found: (readonly Keyword[])[];

  /** @param keywords Latin words match whole words, with `*` at the end also longer ones; other scripts match anywhere */
  constructor(readonly keywords: readonly string[]) {
    const root = newState();
    keywords.forEach((keyword, index) => this.add(root, keyword, index));
    const states = link(root);
    this.width = this.lastColumn + 1;
    this.table = new Int32Array(states.length * this.width);
    this.found = states.map(({ found }) => found);
    const beginnings = new Map(states.map((state, row) => [state, row * this.width]));
    for (const [state, beginning] of beginnings) {
      // A state goes where its fallback goes, which stands above it, unless it has a way of its own.
      if (state.fallback) {
        const fallback = beginnings.get(state.fallback)!;
        this.table.copyWithin(beginning, fallback, fallback + this.width);
      }
      for (const [unit, child] of state.next) {
        const next = beginnings.get(child)!;
        this.table[beginning + this.columns[unit]!] = child.found.length > 0 ? ~next : next;
      }
    }
  }

  /** Indexes of the keywords that occur in the text, each once. */
  match(text: string): Set<number> {
    const { columns, table, width } = this;
    const units = normalise(text);
    const hits = new Set<number>();
    let state = 0;
    for (let i = 0; i < units.length; i++) {
      state = table[state + columns[units[i]!]!]!;
      if (state >= 0) continue;
      state = ~state;
      for (const { index, length, wholeStart, wholeEnd } of this.found[state / width]!) {
        if (wholeStart && isWordUnit(units[i - length])) continue;
        if (wholeEnd && isWordUnit(units[i + 1])) continue;
        hits.add(index);
      }
    }
    return hits;
  }

  private add(root: State, keyword: string, index: number): void {
    const open = keyword.endsWith('*');
    const units = normalise(open ? keyword.slice(0, -1) : keyword);
    let state = root;
    for (const unit of units) {
      this.columns[unit] ||= ++this.lastColumn;
      let next = state.next.get(unit);
      if (!next) state.next.set(unit, (next = newState()));
      state = next;
    }
    state.found.push({
      index,
      length: units.length,
      wholeStart: isWordUnit(units[0]),
      wholeEnd: !open && isWordUnit(units[units.length - 1]),
    });
  }
}

/** Gives every state its fallback and what ends there; answers all states, those above before those below. */
function link(root: State): State[] {
  const states = [root];
  for (const child of root.next.values()) {
    child.fallback = root;
    states.push(child);
  }
  for (let place = 1; place < states.length; place++) {
    const state = states[place]!;
    for (const [unit, child] of state.next) {
      let fallback = state.fallback;
      while (fallback && !fallback.next.has(unit)) fallback = fallback.fallback;
      child.fallback = fallback?.next.get(unit) ?? root;
      child.found = [...child.found, ...child.fallback.found];
      states.push(child);
    }
  }
  return states;
}

function newState(): State {
  return { next: new Map(), fallback: null, found: [] };
}

const SPACE = 0x20;
const APOSTROPHE = 0x27;

let normalised = new Uint16Array(4_096);

/**
 * The units of a text as keywords are compared: NFKC, lower case, one kind of apostrophe, one space for any gap. The
 * answer is good until the next call.
 */
function normalise(text: string): Uint16Array {
  const folded = text.normalize('NFKC').toLowerCase();
  if (normalised.length < folded.length) normalised = new Uint16Array(2 * folded.length);
  let length = 0;
  let inGap = false;
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i);
    if (isSpace(unit)) {
      if (!inGap) normalised[length++] = SPACE;
      inGap = true;
    } else {
      normalised[length++] = unit === 0x2018 || unit === 0x2019 ? APOSTROPHE : unit;
      inGap = false;
    }
  }
  return normalised.subarray(0, length);
}

/** White space that NFKC leaves: the others have become U+0020. */
function isSpace(unit: number): boolean {
  if (unit < 0x1680) return unit === SPACE || (unit >= 0x09 && unit <= 0x0d);
  return unit === 0x1680 || unit === 0x2028 || unit === 0x2029 || unit === 0xfeff;
}

/** Letters and digits of scripts that put spaces between words: up to Greek and Cyrillic. What is beyond an end is not. */
function isWordUnit(unit: number | undefined): boolean {
  if (unit === undefined) return false;
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  return unit >= 0xc0 && unit <= 0x52f && unit !== 0xd7 && unit !== 0xf7;
}
