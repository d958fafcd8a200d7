import {
  OPEN_STATES,
  STATES,
  TRANSITIONS,
  type ComplaintState,
  type StateDefinition,
  type Transition,
  type TransitionId,
} from '../custody';
import { DOCUMENTS } from '../documents';
import { EVENTS, type EventContract } from '../event';
import { TOPICS, type TopicDefinition } from '../topics';
import { machineSections } from './machine-sections';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Services that take an event with consumers of their own, by type. */
export type Readers = Readonly<Record<string, readonly string[]>>;

/** `docs/events.md`: every topic, every event, in words. */
export function eventCatalogue(readers: Readers): string {
  const lines = [
    '# Event catalogue',
    '',
    'Generated from `libs/contracts` by `npm run contracts`; do not edit. JSON Schemas are in `libs/contracts/schemas`, golden samples in `libs/contracts/samples`, AsyncAPI 3 documents in `docs/asyncapi`.',
    '',
    '## Topics',
    '',
    row(['topic', 'key', 'writer', 'partitions', 'kept', 'personal data', 'what']),
    row(['---', '---', '---', '---', '---', '---', '---']),
    ...(Object.entries(TOPICS) as [string, TopicDefinition][]).map(([name, topic]) =>
      row([
        `\`${name}\``,
        topic.key,
        topic.writer,
        String(topic.partitions),
        keptOf(topic),
        topic.personalData,
        topic.description,
      ]),
    ),
    '',
    '## Events of the story',
    '',
    'All on `complaint.lifecycle.v1`, keyed by complaint id. `state` events move the complaint and carry `stateSeq`, `from`, `to`, `holder`. `read by` names the services that have a consumer for the event; besides, every service follows the custody of every complaint from the headers, and takes requests and their answers. Policy packs may start and stop clocks on the facts marked `clocks`, and on those that stand beside the mark: what the data of the event mean besides.',
    '',
    row(['type', '中文', 'kind', 'transition', 'what it adds', 'meaning', 'clocks', 'read by']),
    row(['---', '---', '---', '---', '---', '---', '---', '---']),
    ...EVENTS.map((event) =>
      row([
        `\`${event.type}\``,
        event.title.zh,
        event.kind,
        event.transitions.join(', '),
        Object.keys((event.payload as unknown as { shape: object }).shape)
          .map((field) => `\`${field}\``)
          .join(', '),
        event.description,
        clocksCell(event),
        (readers[event.type] ?? []).join(', '),
      ]),
    ),
    '',
    '## Documents',
    '',
    row(['type', 'topic', 'meaning']),
    row(['---', '---', '---']),
    ...DOCUMENTS.map((document) => row([`\`${document.type}\``, `\`${document.topic}\``, document.description])),
    '',
  ];
  return lines.join('\n');
}

function clocksCell({ clocks }: EventContract): string {
  if (!clocks) return '';
  return ['yes', ...Object.keys(clocks.means ?? {}).map((fact) => `\`${fact}\``)].join(', ');
}

/** `docs/lifecycle.md`: the state diagram and the custody table, and the machines of what belongs to a complaint. */
export function lifecyclePage(): string {
  const built = new Set(EVENTS.filter((event) => event.kind === 'state').flatMap((event) => event.transitions));
  const rows: readonly Transition[] = TRANSITIONS;
  const drawn = rows.filter((item) => item.kind === 'move' && built.has(item.id as never));
  const edges = drawn.flatMap((item) =>
    item.from.flatMap((from) => item.to.map((to) => `  ${from ?? '[*]'} --> ${to}: ${item.id} ${item.command}`)),
  );
  const notes = rows
    .filter((item) => item.kind === 'request' && built.has(item.id as never))
    .map((item) => `  note right of ${item.to[0]}: ${item.id} on request, from ${namesOf(item.from)}`);
  const states = Object.entries(STATES) as [ComplaintState, StateDefinition][];
  return [
    '# Lifecycle of a complaint',
    '',
    'Generated from the custody table in `libs/contracts` by `npm run contracts`; do not edit. The diagram shows the moves that are built; the tables hold all of them.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...edges,
    ...notes,
    '```',
    '',
    '## States',
    '',
    row(['state', '中文', 'held by', 'ended']),
    row(['---', '---', '---', '---']),
    ...states.map(([code, state]) => row([code, state.zh, state.holder, state.ended ? 'yes' : ''])),
    '',
    '## Transitions',
    '',
    row(['#', 'kind', 'from', 'to', 'by', 'command', 'who', 'guard', 'facts', 'built']),
    row(['---', '---', '---', '---', '---', '---', '---', '---', '---', '---']),
    ...rows.map((item) =>
      row([
        item.id,
        item.kind,
        namesOf(item.from),
        namesOf(item.to),
        item.giver,
        item.command,
        item.who,
        item.guard,
        item.facts.map((fact) => `\`${fact}\``).join(', '),
        // What is not on the story has no event: the machine of drafts has the move.
        item.kind === 'off-story' ||
        item.facts.some((fact) =>
          EVENTS.some((event) => event.fact === fact && event.transitions.includes(item.id as TransitionId)),
        )
          ? 'yes'
          : '',
      ]),
    ),
    '',
    '# What belongs to a complaint',
    '',
    'One table each in `libs/contracts/src/machines`.',
    '',
    ...machineSections(),
  ].join('\n');
}

function keptOf(topic: TopicDefinition): string {
  if (topic.cleanup === 'compact') return 'compacted';
  return topic.retentionMs === -1 ? 'for ever' : `${(topic.retentionMs ?? 0) / 86_400_000} days`;
}

function namesOf(states: Transition['from']): string {
  const open = states.filter((state) => state !== null && OPEN_STATES.includes(state));
  const named = states.length > 8 ? states.filter((state) => !open.includes(state)) : states;
  return [
    ...(states.length > 8 ? [`any of ${open.length} open states`] : []),
    ...named.map((state) => state ?? '—'),
  ].join(', ');
}
