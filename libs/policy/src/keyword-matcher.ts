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
 * keywords a pack has, and no text and no keyword can make it slow. Built once per pack.
 */
export class KeywordMatcher {
  private readonly root: State = newState();

  /** @param keywords Latin words match whole words, with `*` at the end also longer ones; other scripts match anywhere */
  constructor(readonly keywords: readonly string[]) {
    keywords.forEach((keyword, index) => this.add(keyword, index));
    this.link();
  }

  /** Indexes of the keywords that occur in the text, each once. */
  match(text: string): Set<number> {
    const normal = normalise(text);
    const hits = new Set<number>();
    let state = this.root;
    for (let i = 0; i < normal.length; i++) {
      const unit = normal.charCodeAt(i);
      let next = state.next.get(unit);
      while (!next && state.fallback) {
        state = state.fallback;
        next = state.next.get(unit);
      }
      state = next ?? this.root;
      for (const { index, length, wholeStart, wholeEnd } of state.found) {
        if (wholeStart && isWordUnit(normal.charCodeAt(i - length))) continue;
        if (wholeEnd && isWordUnit(normal.charCodeAt(i + 1))) continue;
        hits.add(index);
      }
    }
    return hits;
  }

  private add(keyword: string, index: number): void {
    const open = keyword.endsWith('*');
    const word = normalise(open ? keyword.slice(0, -1) : keyword);
    let state = this.root;
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i);
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

  private link(): void {
    const queue: State[] = [];
    for (const child of this.root.next.values()) {
      child.fallback = this.root;
      queue.push(child);
    }
    for (let state = queue.shift(); state; state = queue.shift()) {
      for (const [unit, child] of state.next) {
        let fallback = state.fallback;
        while (fallback && !fallback.next.has(unit)) fallback = fallback.fallback;
        child.fallback = fallback?.next.get(unit) ?? this.root;
        child.found = [...child.found, ...child.fallback.found];
        queue.push(child);
      }
    }
  }
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
