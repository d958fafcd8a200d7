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
  /** Row by row, a state's next state for each column; state 0 is the root. */
  private readonly table: Uint32Array;
  private readonly found: (readonly Keyword[])[];

  /** @param keywords Latin words match whole words, with `*` at the end also longer ones; other scripts match anywhere */
  constructor(readonly keywords: readonly string[]) {
    const root = newState();
    keywords.forEach((keyword, index) => this.add(root, keyword, index));
    const states = link(root);
    this.width = this.lastColumn + 1;
    this.table = new Uint32Array(states.length * this.width);
    this.found = states.map(({ found }) => found);
    const rowOf = new Map(states.map((state, row) => [state, row]));
    states.forEach((state, row) => {
      // A state goes where its fallback goes, which stands above it, unless it has a way of its own.
      if (state.fallback) {
        const fallback = rowOf.get(state.fallback)! * this.width;
        this.table.copyWithin(row * this.width, fallback, fallback + this.width);
      }
      for (const [unit, child] of state.next) this.table[row * this.width + this.columns[unit]!] = rowOf.get(child)!;
    });
  }

  /** Indexes of the keywords that occur in the text, each once. */
  match(text: string): Set<number> {
    const { columns, table, width } = this;
    const normal = normalise(text);
    const hits = new Set<number>();
    let state = 0;
    for (let i = 0; i < normal.length; i++) {
      state = table[state * width + columns[normal.charCodeAt(i)]!]!;
      const found = this.found[state]!;
      for (let f = 0; f < found.length; f++) {
        const { index, length, wholeStart, wholeEnd } = found[f]!;
        if (wholeStart && isWordUnit(normal.charCodeAt(i - length))) continue;
        if (wholeEnd && isWordUnit(normal.charCodeAt(i + 1))) continue;
        hits.add(index);
      }
    }
    return hits;
  }

  private add(root: State, keyword: string, index: number): void {
    const open = keyword.endsWith('*');
    const word = normalise(open ? keyword.slice(0, -1) : keyword);
    let state = root;
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i);
      this.columns[unit] ||= ++this.lastColumn;
      let next = state.next.get(unit);
      if (!next) state.next.set(unit, (next = newState()));
      state = next;
    }
    state.found.push({
      index,
      length: word.length,
      wholeStart: isWordUnit(word.charCodeAt(0)),
      wholeEnd: !open && isWordUnit(word.charCodeAt(word.length - 1)),
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

function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, ' ');
}

/** Letters and digits of scripts that put spaces between words: up to Greek and Cyrillic. NaN, beyond an end, is not one. */
function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  return unit >= 0xc0 && unit <= 0x52f && unit !== 0xd7 && unit !== 0xf7;
}
