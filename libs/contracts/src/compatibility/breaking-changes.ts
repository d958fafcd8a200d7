/** Who would fail: `old reader, new event` or `new reader, old event`. */
export interface BreakingChange {
  readonly pointer: string;
  readonly direction: 'old reader, new event' | 'new reader, old event' | 'both';
  readonly rule: string;
}

type Schema = Record<string, unknown>;

const WORDS_ONLY = new Set(['description', 'title', '$schema', '$id', 'examples', 'default']);

/**
 * Compares two JSON Schemas of one event type. Only new optional fields and other words are compatible (style guide,
 * section 9); everything else needs a new type beside the old one.
 *
 * @param released JSON Schema of a released version
 * @param present JSON Schema as it would be released now
 */
export function breakingChanges(released: Schema, present: Schema, pointer = ''): BreakingChange[] {
  const changes: BreakingChange[] = [];
  const keywords = new Set([...Object.keys(released), ...Object.keys(present)]);
  for (const keyword of keywords) {
    if (WORDS_ONLY.has(keyword)) continue;
    const before = released[keyword];
    const after = present[keyword];
    if (keyword === 'properties')
      changes.push(...ofProperties((before ?? {}) as Schema, (after ?? {}) as Schema, pointer));
    else if (keyword === 'required') changes.push(...ofRequired(before as string[], after as string[], pointer));
    else if (keyword === 'enum') changes.push(...ofEnum(before as unknown[], after as unknown[], pointer));
    else if (isSchema(before) && isSchema(after))
      changes.push(...breakingChanges(before, after, `${pointer}/${keyword}`));
    else if (isSchemaList(before) && isSchemaList(after) && before.length === after.length) {
      before.forEach((schema, at) =>
        changes.push(...breakingChanges(schema, after[at] as Schema, `${pointer}/${keyword}/${at}`)),
      );
    } else if (JSON.stringify(before) !== JSON.stringify(after)) {
      changes.push({ pointer: `${pointer}/${keyword}`, direction: 'both', rule: `${keyword} must not change` });
    }
  }
  return changes;
}

function ofProperties(before: Schema, after: Schema, pointer: string): BreakingChange[] {
  return Object.entries(before).flatMap(([name, schema]) => {
    const next = after[name];
    if (next === undefined) {
      return [
        {
          pointer: `${pointer}/${name}`,
          direction: 'old reader, new event' as const,
          rule: 'a field must not disappear',
        },
      ];
    }
    return breakingChanges(schema as Schema, next as Schema, `${pointer}/${name}`);
  });
}

function ofRequired(before: string[] = [], after: string[] = [], pointer: string): BreakingChange[] {
  const added = after.filter((name) => !before.includes(name));
  const dropped = before.filter((name) => !after.includes(name));
  return [
    ...added.map((name) => ({
      pointer: `${pointer}/${name}`,
      direction: 'new reader, old event' as const,
      rule: 'a new field must be optional',
    })),
    ...dropped.map((name) => ({
      pointer: `${pointer}/${name}`,
      direction: 'old reader, new event' as const,
      rule: 'a required field must stay required',
    })),
  ];
}

function ofEnum(before: unknown[] = [], after: unknown[] = [], pointer: string): BreakingChange[] {
  const gone = before.filter((value) => !after.includes(value));
  const fresh = after.filter((value) => !before.includes(value));
  return [
    ...gone.map((value) => ({
      pointer,
      direction: 'new reader, old event' as const,
      rule: `value ${String(value)} must not disappear`,
    })),
    ...fresh.map((value) => ({
      pointer,
      direction: 'old reader, new event' as const,
      rule: `value ${String(value)} is unknown to old readers`,
    })),
  ];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSchemaList(value: unknown): value is Schema[] {
  return Array.isArray(value) && value.every(isSchema);
}
