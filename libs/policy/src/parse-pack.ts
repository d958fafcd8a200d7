import { valueAt } from '@redress/contracts';
import { isAlias, isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { lintPack, type LintContext } from './lint-pack';
import type { LocatedPackProblem, PackProblem } from './pack-problem';
import { PolicyPack } from './policy-pack';

const MAX_LENGTH = 512 * 1024;

export type ParsedPack =
  | { readonly pack: PolicyPack; readonly problems?: undefined }
  | { readonly pack?: undefined; readonly problems: readonly LocatedPackProblem[] };

/**
 * Reads a pack from YAML (JSON is YAML too), checks its form and then its sense. Never throws for bad input: every problem
 * found comes back with line, column and the rule that it breaks.
 */
export function parsePack(yaml: string, context: LintContext = {}): ParsedPack {
  if (yaml.length > MAX_LENGTH) {
    return { problems: [{ path: [], line: 1, column: 1, rule: 'too-big', message: 'a pack file may have 512 KiB' }] };
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
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 50 });
  } catch {
    return { problems: [locate({ path: [], rule: 'yaml-aliases', message: 'too many aliases' })] };
  }
  const result = PolicyPack.safeParse(content);
  if (!result.success) return { problems: formProblems(result.error, content).map(locate) };
  const problems = lintPack(result.data, context);
  return problems.length > 0 ? { problems: problems.map(locate) } : { pack: result.data };
}

/** What the schema found wrong with the content of a pack. */
export function formProblems(error: z.ZodError, content: unknown): PackProblem[] {
  return error.issues.flatMap((issue): PackProblem[] => {
    const path = issue.path.filter((key): key is string | number => typeof key !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        rule: 'unknown-key',
        message: `${key} is not a rule that anything reads`,
      }));
    }
    if (path.length > 0 && valueAt(content, path) === undefined) {
      return [{ path, rule: 'required', message: `${path.at(-1)} is missing` }];
    }
    const rule = issue.code === 'custom' ? 'invalid' : issue.code.replaceAll('_', '-');
    const reason = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
    return [{ path, rule, message: reason ?? issue.message }];
  });
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
