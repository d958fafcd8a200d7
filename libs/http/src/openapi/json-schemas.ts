import { z } from 'zod';

/** A JSON Schema (2020-12) or another object of an OpenAPI document. */
export type JsonSchema = Record<string, unknown>;

/** Which side of a schema: what may be sent to us, or what we send. */
export type Side = 'input' | 'output';

export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

const DEFINITION = '#/$defs/';
const COMPONENT = '#/components/schemas/';

/** Turns zod schemas into JSON Schema, those with an `id` into shared components. */
export class JsonSchemas {
  private readonly components = new Map<string, JsonSchema>();

  /** The JSON Schema of a zod schema, as it may stand in an OpenAPI 3.1 document. */
  add(schema: z.ZodType, side: Side): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, { io: side, unrepresentable: 'any' }) as JsonSchema;
    const renamed = new Map<string, string>();
    for (const [id, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
      renamed.set(id, this.nameFor(id, definition, side));
    }
    for (const [id, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
      this.components.set(renamed.get(id) as string, repoint(definition, renamed) as JsonSchema);
    }
    return repoint(root, renamed) as JsonSchema;
  }

  /** The top-level fields of an object schema; none for anything else. */
  fields(schema: z.ZodType | undefined, side: Side): Field[] {
    if (!schema) return [];
    const { properties = {}, required = [] } = this.add(schema, side) as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, field]) => ({
      name,
      required: required.includes(name),
      schema: field,
    }));
  }

  /** All components, in order of name. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.components].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** One id can look different when it is sent and when it is received (defaults, unknown fields): then it gets two names. */
  private nameFor(id: string, definition: JsonSchema, side: Side): string {
    const known = this.components.get(id);
    const own = new Map([[id, id]]);
    if (!known || JSON.stringify(known) === JSON.stringify(repoint(definition, own))) return id;
    return side === 'input' ? `${id}Input` : `${id}Output`;
  }
}

/**
 * A schema that lets everything through and is documented as `schema`: for bodies that a use case judges itself, because
 * it knows more rules or answers faults in another form.
 */
export function documentedAs(schema: z.ZodType): z.ZodUnknown {
  return z.unknown().meta({ ...z.toJSONSchema(schema, { io: 'input' }), $schema: undefined });
}

function repoint(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => repoint(item, renamed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key !== '$ref' || typeof item !== 'string' || !item.startsWith(DEFINITION))
        return [key, repoint(item, renamed)];
      const id = item.slice(DEFINITION.length);
      return [key, COMPONENT + (renamed.get(id) ?? id)];
    }),
  );
}
