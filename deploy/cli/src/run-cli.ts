import { CommanderError } from 'commander';
import { Failure, UsageError } from './failure';
import { buildProgram } from './program';
import type { Environment } from './settings/settings';
import type { Terminal } from './terminal/terminal';

const DONE = 0;
const FAILED = 1;
const WRONG_CALL = 2;

/**
 * Runs one command of `redress`.
 * @param args what stands after the name of the program
 * @returns the exit code: 0 done; 1 failed, or what was checked is not in order; 2 wrong call
 */
export async function runCli(args: readonly string[], terminal: Terminal, environment: Environment): Promise<number> {
  let exitCode = DONE;
  const program = buildProgram({
    terminal,
    environment,
    done: ({ text, json, isBad }, isJson) => {
      terminal.out(isJson ? JSON.stringify(json, null, 2) : text);
      if (isBad) exitCode = FAILED;
    },
  });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_CALL;
    tell(error, args.includes('--json'), terminal, environment);
    return error instanceof UsageError ? WRONG_CALL : FAILED;
  }
  return exitCode;
}

function tell(error: unknown, isJson: boolean, terminal: Terminal, environment: Environment): void {
  const message = error instanceof Error ? error.message : String(error);
  if (isJson) {
    const details = error instanceof Failure ? error.details : {};
    terminal.err(JSON.stringify({ error: { message, ...details } }, null, 2));
    return;
  }
  terminal.err(message);
  // An unexpected error is of use only with its stack.
  if (!(error instanceof Failure) && error instanceof Error && environment['REDRESS_DEBUG']) {
    terminal.err(error.stack ?? '');
  }
}
