import fc from 'fast-check';
import { type ApiDocument, componentOf, type JsonSchema } from './api-document';

/** Values that mean something to the platform, by the name of the field that holds them. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

const DAYS = ['2026-03-02', '2026-03-03', '2026-03-20', '2024-02-29', '9999-12-31'];
const INSTANTS = [
  '2026-03-02T10:00:00Z',
  '2026-03-03T01:30:00.000Z',
  '2026-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
];

/** Values that a JSON Schema lets through, preferably such as the platform knows. */
export class SchemaValues {
  constructor(
    private readonly document: ApiDocument,
    private readonly known: KnownValues,
  ) {}

  /** @param name of the field, if it has one */
  of(schema: JsonSchema, name = ''): fc.Arbitrary<unknown> {
    const known = this.known[name];
    const made = this.made(schema, name);
    if (!known || known.length === 0) return made;
    return fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 4 }, { arbitrary: made, weight: 1 });
  }

  private made(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
    const { $ref, const: constant, enum: options, type } = schema;
    if (typeof $ref === 'string') return this.of(componentOf(this.document, $ref), name);
    if (constant !== undefined) return fc.constant(constant);
    if (Array.isArray(options)) return fc.constantFrom(...(options as unknown[]));
    const alternatives = (schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined;
    if (alternatives) return fc.oneof(...alternatives.map((one) => this.of(one, name)));
    if (Array.isArray(type))
      return fc.oneof(...type.map((one) => this.made({ ...schema, type: one as unknown }, name)));
    switch (type) {
      case 'object':
        return this.record(schema);
      case 'array':
        return this.list(schema, name);
      case 'string':
        return textOf(schema);
      case 'integer':
        return fc.integer({ min: bound(schema['minimum'], 0), max: bound(schema['maximum'], 1_000_000) });
      case 'number':
        return fc.double({ min: bound(schema['minimum'], 0), max: bound(schema['maximum'], 1_000), noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  }

  private record(schema: JsonSchema): fc.Arbitrary<unknown> {
    const {
      properties = {},
      required = [],
      additionalProperties,
    } = schema as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
      additionalProperties?: JsonSchema | boolean;
    };
    const model = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, this.of(one, name)]));
    const declared = fc.record(model, { requiredKeys: required.filter((name) => name in model) });
    if (typeof additionalProperties !== 'object') return declared;
    const others = fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), this.of(additionalProperties), { maxKeys: 3 });
    return fc.tuple(others, declared).map(([some, named]) => ({ ...some, ...named }));
  }

  private list(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
    const minLength = bound(schema['minItems'], 0);
    const maxLength = Math.max(minLength, Math.min(bound(schema['maxItems'], 3), 3));
    return fc.array(this.of((schema['items'] ?? {}) as JsonSchema, name), { minLength, maxLength });
  }
}

function textOf(schema: JsonSchema): fc.Arbitrary<string> {
  const { format, pattern } = schema;
  if (format === 'uuid') return fc.uuid();
  if (format === 'date') return fc.constantFrom(...DAYS);
  if (format === 'date-time') return fc.constantFrom(...INSTANTS);
  if (format === 'email') return fc.emailAddress();
  const minLength = bound(schema['minLength'], 0);
  const maxLength = Math.min(bound(schema['maxLength'], 40), 200);
  if (typeof pattern !== 'string')
    return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, maxLength) });
  // A pattern without a length may demand more than is usual, as that of a hash does.
  const isLimited = minLength > 0 || typeof schema['maxLength'] === 'number';
  return fc.stringMatching(new RegExp(pattern), isLimited ? { maxLength: Math.max(minLength, maxLength) } : {});
}

function bound(given: unknown, otherwise: number): number {
  return typeof given === 'number' ? given : otherwise;
}
