import type { EndpointAccess, ServiceName } from '@redress/contracts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

interface Response {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

/** One operation of an OpenAPI document. */
export interface Operation {
  readonly service: ServiceName;
  /** Upper case. */
  readonly method: string;
  /** As declared, e.g. `/v1/complaints/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly access: EndpointAccess;
  readonly parameters: readonly Parameter[];
  /** Schemas of the body by media type; none when it takes none. */
  readonly bodies: ReadonlyMap<string, JsonSchema>;
  readonly responses: Readonly<Record<string, Response>>;
}

interface RawOperation {
  readonly operationId: string;
  readonly 'x-redress-access': Operation['access'];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Operation['responses'];
}

/** An OpenAPI document as a service serves it. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** Every operation of a document. */
export function operationsOf(service: ServiceName, document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      service,
      method: method.toUpperCase(),
      path,
      operationId: raw.operationId,
      access: raw['x-redress-access'],
      parameters: raw.parameters ?? [],
      bodies: new Map(Object.entries(raw.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema])),
      responses: raw.responses,
    })),
  );
}

const COMPONENT = '#/components/schemas/';

/** The component that a `$ref` points to. */
export function componentOf(document: ApiDocument, reference: string): JsonSchema {
  const found = document.components.schemas[reference.slice(COMPONENT.length)];
  if (!found) throw new Error(`${reference} points to nothing`);
  return found;
}

/** A schema of the document that stands alone, with the components that it may need. */
export function standalone(document: ApiDocument, schema: JsonSchema): JsonSchema {
  const repointed = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(COMPONENT, '#/$defs/');
  return JSON.parse(repointed) as JsonSchema;
}
