import { MACHINES, type Machine } from '../machines';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The sections of `docs/lifecycle.md` on what belongs to a complaint and has states of its own. */
export function machineSections(): string[] {
  return MACHINES.flatMap(sectionOf);
}

function sectionOf({ labels, taxonomy, states, starts, ends, moves }: Machine<string>): string[] {
  return [
    `## ${labels.en} ${labels.zh}`,
    '',
    ...(moves.length === 0
      ? ['Its state is derived, so it has no moves.', '']
      : [
          '```mermaid',
          'stateDiagram-v2',
          ...starts.map((state) => `  [*] --> ${state}`),
          ...moves.map(([id, from, to, verb]) => `  ${from} --> ${to}: ${id} ${verb}`),
          ...ends.map((state) => `  ${state} --> [*]`),
          '```',
          '',
        ]),
    row(['state', '中文', 'English', 'ended']),
    row(['---', '---', '---', '---']),
    ...states.map((state) => row([state, taxonomy[state]!.zh, taxonomy[state]!.en, ends.includes(state) ? 'yes' : ''])),
    '',
    ...(moves.length === 0
      ? []
      : [
          row(['#', 'from', 'to', 'verb', 'who']),
          row(['---', '---', '---', '---', '---']),
          ...moves.map((move) => row([...move])),
          '',
        ]),
  ];
}
