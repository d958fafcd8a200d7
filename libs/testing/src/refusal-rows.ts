import type { Machine } from '@redress/contracts';

type Obstacles = readonly { readonly code: string }[];

/** What one command says to an object of a machine in each of its states. */
export interface CommandInStates<S extends string> {
  readonly command: string;
  /** By state `done`, or the codes of what blocks it. */
  readonly said: Readonly<Record<S, string>>;
  /** Tries it on an object in this state. Returns what blocks it, or throws a refusal that says so. */
  readonly tried: (state: S) => Obstacles | Promise<Obstacles>;
}

/**
 * A row for each command and state of a machine, for `it.each`: a state without a row does not compile.
 * @returns `[command, state, what it says, how to try it]`
 */
export function refusalRows<S extends string>(
  machine: Machine<S>,
  commands: readonly CommandInStates<NoInfer<S>>[],
): (readonly [command: string, state: S, said: string, tried: () => Promise<string>])[] {
  return commands.flatMap(({ command, said, tried }) =>
    machine.states.map((state) => [command, state, said[state], () => outcomeOf(() => tried(state))] as const),
  );
}

async function outcomeOf(tries: () => Obstacles | Promise<Obstacles>): Promise<string> {
  try {
    return said(await tries());
  } catch (error) {
    const { obstacles } = error as { readonly obstacles?: Obstacles };
    if (!obstacles) throw error;
    return said(obstacles);
  }
}

function said(obstacles: Obstacles): string {
  return obstacles.length === 0 ? 'done' : obstacles.map(({ code }) => code).join(' ');
}
