import { z } from 'zod';
import { FAULTS, OBSTACLES, PROBLEMS, type CodeFamily } from '../codes';

/** `docs/codes.md`: every code that an answer can carry, with its parameters and words. */
export function codesPage(): string {
  return [
    '# Codes',
    '',
    'Generated from `libs/contracts/src/codes` by `npm run contracts`; do not edit. Programs act on code and parameters; the English sentences in answers are an aid. Words in braces are parameters.',
    '',
    ...section(
      'Obstacles',
      'Why a command may not run now: `blockedBy[].code` of `commands` and of problems.',
      OBSTACLES,
    ),
    ...section(
      'Problems',
      'The last part of `type`, `urn:redress:problem:<code>`; parameters are members of the document.',
      PROBLEMS,
    ),
    ...section(
      'Field faults',
      '`errors[].code` of problems, and `reasons[].code` on `complaint.submissions.rejected.v1`.',
      FAULTS,
    ),
  ].join('\n');
}

function section(title: string, where: string, family: CodeFamily): string[] {
  return [
    `## ${title}`,
    '',
    where,
    '',
    '| code | parameters | 中文 | English |',
    '| --- | --- | --- | --- |',
    ...Object.entries(family).map(
      ([code, { params, zh, en }]) => `| \`${code}\` | ${parametersOf(params)} | ${zh} | ${en} |`,
    ),
    '',
  ];
}

function parametersOf(params: z.ZodRawShape): string {
  const { properties = {}, required = [] } = z.toJSONSchema(z.object(params));
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? `\`${name}\`` : `\`${name}\` (optional)`))
    .join(', ');
}
