import { valueAt } from '@redress/contracts';
import type { z } from 'zod';
import { lintPack, type LintContext } from './lint-pack';
import { readLocatedYaml } from './located-yaml';
import type { LocatedPackProblem, PackProblem } from './pack-problem';
import { PolicyPack } from './policy-pack';

export type ParsedPack =
  | { readonly pack: PolicyPack; readonly problems?: undefined }
  | { readonly pack?: undefined; readonly problems: readonly LocatedPackProblem[] };

/**
 * Reads a pack from YAML (JSON is YAML too), checks its form and then its sense. Never throws for bad input: every problem
 * found comes back with line, column and the rule that it breaks.
 */
export function parsePack(yaml: string, context: LintContext = {}): ParsedPack {
  const read = readLocatedYaml(yaml, 'a pack file');
  if (read.problems) return { problems: read.problems };
  const result = PolicyPack.safeParse(read.content);
  if (!result.success) return { problems: formProblems(result.error, read.content).map(read.locate) };
  const problems = lintPack(result.data, context);
  return problems.length > 0 ? { problems: problems.map(read.locate) } : { pack: result.data };
}

/** What a schema found wrong with the content of a file. */
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
