import { readFileSync } from 'node:fs';
import { Failure, reasonOf } from '../failure';

/** The text of a pack file. Throws a Failure when it cannot be read. */
export function readPackFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`, {}, { cause: error });
  }
}

/** A problem in the form that editors and build servers recognise: `file:line:column rule message`. */
export function problemLine(
  file: string,
  problem: { readonly line: number; readonly column: number; readonly rule: string; readonly message: string },
): string {
  return `${file}:${problem.line}:${problem.column}  ${problem.rule}  ${problem.message}`;
}
