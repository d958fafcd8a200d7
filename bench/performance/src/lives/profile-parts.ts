import type { Profiler } from 'node:inspector';

/** What a service spends processor time on. */
export const PARTS = [
  'HTTP',
  'JSON',
  'crypto',
  'SQL',
  'Kafka',
  'relay',
  'validation',
  'logs, metrics, traces',
  'mail',
  'own code',
  'garbage collection',
  'module loading',
  'Node itself',
] as const;
export type Part = (typeof PARTS)[number];

/** By the URL of the frame's script; the first that fits. */
const BY_SCRIPT: readonly (readonly [RegExp, Part])[] = [
  [/\/libs\/outbox\/|\/kafka-publisher\./, 'relay'],
  [/\/libs\/security\/|\/node_modules\/jose\/|^node:(internal\/)?crypto/, 'crypto'],
  [/\/libs\/persistence\/|\/node_modules\/(pg|pg-[\w-]+|typeorm|postgres-[\w-]+)\//, 'SQL'],
  [/\/node_modules\/kafkajs\/|\/libs\/messaging\/|^node:zlib/, 'Kafka'],
  [/\/node_modules\/(zod|ajv|ajv-formats|fast-uri)\//, 'validation'],
  [
    /\/libs\/observability\/|\/node_modules\/(pino[\w-]*|nestjs-pino|sonic-boom|prom-client|@opentelemetry)\//,
    'logs, metrics, traces',
  ],
  [/\/node_modules\/(nodemailer|handlebars)\//, 'mail'],
  [
    /\/libs\/http\/|\/node_modules\/(fastify|@fastify|find-my-way|light-my-request|@nestjs|rxjs|undici|avvio|reusify|fast-json-stringify|secure-json-parse)\/|^node:(_http|http)/,
    'HTTP',
  ],
  [/^node:internal\/modules/, 'module loading'],
  [/\/(services|libs)\//, 'own code'],
  [/\/node_modules\//, 'own code'],
];

/** Frames that belong to their caller. */
const ANYBODYS = /^node:|^$/;

/** Processor time by part in microseconds; time in which the service had nothing to do is left out. */
export function timeByPart(profile: Profiler.Profile): Map<Part, number> {
  const parents = new Map<number, Profiler.ProfileNode>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node);
  const parts = new Map<number, Part | 'idle'>();
  const partOfNode = (node: Profiler.ProfileNode): Part | 'idle' => {
    const known = parts.get(node.id);
    if (known) return known;
    const parent = parents.get(node.id);
    const part = ownPartOf(node.callFrame) ?? (parent ? partOfNode(parent) : 'Node itself');
    parts.set(node.id, part);
    return part;
  };
  const times = new Map<Part, number>(PARTS.map((part) => [part, 0]));
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const node = nodes.get(id);
    const part = node ? partOfNode(node) : 'idle';
    if (part !== 'idle') times.set(part, (times.get(part) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
  }
  return times;
}

function ownPartOf({ functionName, url }: Profiler.ProfileNode['callFrame']): Part | 'idle' | undefined {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)') return 'Node itself';
  if (url === '' && (functionName === 'parse' || functionName === 'stringify')) return 'JSON';
  const script = url.replace(/^file:\/\//, '');
  const found = BY_SCRIPT.find(([pattern]) => pattern.test(script));
  if (found) return found[1];
  return ANYBODYS.test(script) ? undefined : 'own code';
}
