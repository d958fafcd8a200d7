import { z } from 'zod';
import type { Label } from '../codes/taxonomy';

/** A state in the two languages of the product. */
export interface MachineState extends Label {
  /** A new object may begin in it. Absent from all states: it begins in the first. */
  readonly start?: true;
  /** Nothing leads out of it. */
  readonly end?: true;
}

/** `[id, from, to, verb, who]` */
export type MachineMove<S extends string> = readonly [id: string, from: S, to: S, verb: string, who: string];

interface MachineDefinition<S extends string> {
  readonly name: string;
  readonly labels: Label;
  readonly states: Readonly<Record<S, MachineState>>;
  /** Empty where the state is derived from facts and never moved by hand. */
  readonly moves: readonly MachineMove<NoInfer<S>>[];
}

/** A move that the table of the machine does not hold. */
export class IllegalMove extends Error {
  constructor(
    readonly machine: string,
    readonly from: string,
    readonly to: string,
  ) {
    super(`Illegal move of ${machine}: ${from} → ${to}`);
    this.name = 'IllegalMove';
  }
}

/** The states of an object and the moves between them; everything that names a state is made from it. */
export class Machine<S extends string> {
  readonly name: string;
  readonly labels: Label;
  /** Every state with its labels. */
  readonly taxonomy: Readonly<Record<S, MachineState>>;
  /** In the order of the table. */
  readonly states: readonly S[];
  /** Each state by its name, to write it in code and SQL. */
  readonly state: { readonly [N in S]: N };
  /** States in which a new object may begin; the first is the default of the column. */
  readonly starts: readonly S[];
  /** States that nothing leads out of. */
  readonly ends: readonly S[];
  readonly moves: readonly MachineMove<S>[];
  /** For APIs. */
  readonly schema: z.ZodEnum<{ [N in S]: N }>;
  private readonly legal: ReadonlySet<string>;

  constructor({ name, labels, states, moves }: MachineDefinition<S>) {
    this.name = name;
    this.labels = labels;
    this.taxonomy = states;
    this.states = Object.keys(states) as S[];
    this.state = Object.fromEntries(this.states.map((state) => [state, state])) as { [N in S]: N };
    const starts = this.states.filter((state) => states[state].start);
    this.starts = starts.length > 0 ? starts : this.states.slice(0, 1);
    this.ends = this.states.filter((state) => states[state].end);
    this.moves = moves;
    this.schema = z.enum(this.state) as unknown as z.ZodEnum<{ [N in S]: N }>;
    this.legal = new Set(moves.map(([, from, to]) => `${from} ${to}`));
  }

  /** Whether the table holds a move between the two. */
  allows(from: S, to: S): boolean {
    return this.legal.has(`${from} ${to}`);
  }

  /**
   * The state after the move.
   * @throws IllegalMove when the table holds no such move
   */
  move(now: S, to: S): S {
    if (!this.allows(now, to)) throw new IllegalMove(this.name, now, to);
    return to;
  }

  /** The check constraint of the column that holds the state, for a migration. */
  check(column: string): string {
    return `check (${column} in (${this.states.map((state) => `'${state}'`).join(', ')}))`;
  }

  /** The type of the column that holds the state, for a migration: never null, with default and check constraint. */
  column(column: string): string {
    return `${column} text not null default '${this.starts[0]}' ${this.check(column)}`;
  }
}

/** The states of a machine as a type. */
export type StateOf<M> = M extends Machine<infer S> ? S : never;

/** Declares the states of an object and the moves between them. @throws when table and states contradict each other */
export function defineMachine<const S extends string>(definition: MachineDefinition<S>): Machine<S> {
  const machine = new Machine(definition);
  for (const [id, from] of machine.moves) {
    if (machine.ends.includes(from)) throw new Error(`${machine.name} ${id} leads out of ${from}, which is an end`);
  }
  return machine;
}
