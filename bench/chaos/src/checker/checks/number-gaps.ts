import { groupBy, type World } from '../world/world';

interface Registered {
  readonly complaintNo: string;
  readonly receivingUnit: string;
  readonly packs: readonly { readonly id: string; readonly version: number }[];
}

interface Numbered {
  readonly complaintNo: string;
  /** What stands around the serial: numbers that are alike there share it. */
  readonly run: string;
  readonly serial: number;
}

/** Numbers that are alike around their serial are 1 to n without a gap, and the counter stands at n. */
export function findNumberGaps(world: World): string[] {
  const found: string[] = [];
  const numbered: Numbered[] = [];
  for (const { data } of world.said<Registered>('complaint-registered')) {
    const parts = partsOf(data, world);
    if (parts) numbered.push({ complaintNo: data.complaintNo, ...parts });
    else found.push(`${data.complaintNo} is not of the form that its policy pack gives`);
  }
  const runs = groupBy(numbered, ({ run }) => run);
  for (const [run, members] of runs) {
    let due = 1;
    for (const serial of members.map((member) => member.serial).toSorted((one, other) => one - other)) {
      if (serial > due) found.push(`${run} has no number ${due}${serial > due + 1 ? ` to ${serial - 1}` : ''}`);
      due = serial + 1;
    }
  }
  for (const { numberBefore, numberAfter, last } of world.snapshot.counters) {
    const run = nameOf(numberBefore, numberAfter);
    const highest = (runs.get(run) ?? []).reduce((most, { serial }) => Math.max(most, serial), 0);
    if (highest !== last) found.push(`${run} ends with ${highest}, its counter with ${last}`);
  }
  return found;
}

function partsOf(registered: Registered, { snapshot }: World): Omit<Numbered, 'complaintNo'> | undefined {
  const { complaintNo, receivingUnit, packs } = registered;
  const pinned = packs[0];
  const pack = snapshot.packs.find(({ id, version }) => id === pinned?.id && version === pinned.version);
  if (!pack) return undefined;
  const parts = patternOf(pack.pattern, pack.prefix, receivingUnit).exec(complaintNo)?.groups;
  if (!parts) return undefined;
  return { run: nameOf(parts['before']!, parts['after']!), serial: Number(parts['serial']) };
}

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string, prefix: string, unit: string): RegExp {
  const name = `${pattern} ${prefix} ${unit}`;
  let compiled = patterns.get(name);
  if (!compiled) {
    const source = pattern.replace(/\{([^{}]*)\}|[^{]+/g, (part, token: string | undefined) => {
      if (token === undefined) return literal(part);
      if (token === 'prefix') return literal(prefix);
      if (token === 'unit') return literal(unit);
      if (token === 'yyMMdd') return '\\d{6}';
      if (token === 'yyyyMMdd') return '\\d{8}';
      return `)(?<serial>\\d{${token.slice('serial:'.length)},})(?<after>`;
    });
    compiled = new RegExp(`^(?<before>${source})$`);
    patterns.set(name, compiled);
  }
  return compiled;
}

function nameOf(before: string, after: string): string {
  return `${before}*${after}`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
