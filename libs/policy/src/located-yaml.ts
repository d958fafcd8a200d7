import { isAlias, isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { LocatedPackProblem, PackProblem } from './pack-problem';

const MAX_LENGTH = 512 * 1024;

export type LocatedYaml =
  | {
      readonly content: unknown;
      /** Finds the line and column of a problem. */
      readonly locate: (problem: PackProblem) => LocatedPackProblem;
      readonly problems?: undefined;
    }
  | { readonly problems: readonly LocatedPackProblem[] };

/**
 * Reads YAML so that what is wrong with its content can be said with line and column. Never throws for bad input.
 * @param what the file in words, as in "a pack file"
 * @param maxAliases how often anchors may be named in all
 */
export function readLocatedYaml(yaml: string, what: string, maxAliases = 50): LocatedYaml {
  if (yaml.length > MAX_LENGTH) {
    return { problems: [{ path: [], line: 1, column: 1, rule: 'too-big', message: `${what} may have 512 KiB` }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      problems: syntax.map((error) => ({
        path: [],
        ...place(lines, error.pos[0]),
        rule: `yaml-${error.code.toLowerCase().replaceAll('_', '-')}`,
        message: error.message,
      })),
    };
  }
  const locate = (problem: PackProblem): LocatedPackProblem => ({
    ...problem,
    ...place(lines, offsetOf(document, problem)),
  });
  try {
    return { content: document.toJS({ maxAliasCount: maxAliases }), locate };
  } catch {
    return { problems: [locate({ path: [], rule: 'yaml-aliases', message: 'too many aliases' })] };
  }
}

function place(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the deepest part of the path begins that is in the file: a key for a key, a value for a list item. */
function offsetOf(document: Document, problem: PackProblem): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of problem.path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = startOf(node) ?? offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
