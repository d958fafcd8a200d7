import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { listenerOf } from '@redress/contracts';
import { z } from 'zod';
import { declaredRoutes } from '../contract/declared-routes';
import { contentsOf, mediaTypesOf, type AnswerSchema, type DeclaredEndpoint } from '../contract/endpoint';
import { HttpOptions } from '../http-options';
import { JsonSchemas, type JsonSchema } from './json-schemas';
import { faultCodeSchema, problemCodeSchema } from '@redress/contracts';
import { obstacleSchema } from '../contract/views';
import { problemType } from '../problems/problem';

const BEARER = 'bearer';
const PROBLEM_TYPE = 'application/problem+json';
const ETAG = '^"\\d+"$';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const fieldErrorSchema = z
  .object({
    in: z.enum(['query', 'path', 'header']).optional().describe('Where the field was sent; the body when absent'),
    pointer: z.string().describe('JSON Pointer to the field'),
    detail: z.string().describe('The rule that is broken'),
    code: faultCodeSchema,
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe('For the words of the code'),
    line: z.number().int().optional().describe('Of a body that is a text'),
    column: z.number().int().optional(),
    rule: z.string().optional().describe('Of the linter that found it'),
  })
  .meta({ id: 'FieldError' });

const problemSchema = z
  .looseObject({
    type: z.enum(problemCodeSchema.options.map(problemType)).describe('urn:redress:problem:<code>'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    traceId: z.string().optional().describe('Quote it when you report the problem'),
    errors: z.array(fieldErrorSchema).optional().describe('Every faulty field'),
    blockedBy: z.array(obstacleSchema).optional().describe('Why a command may not run now'),
    retryAfterSeconds: z.number().int().optional(),
  })
  .describe('Problem document (RFC 9457)')
  .meta({ id: 'Problem' });

interface Operation {
  operationId?: string;
  [member: string]: unknown;
}

/**
 * The OpenAPI 3.1 document of an application: routes as Nest knows them, all else from their contracts.
 * The application need be neither initialised nor listening.
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const options = app.get<HttpOptions>(HttpOptions);
  const endpoints = declaredRoutes(app);
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(options.title)
    .setVersion(options.version)
    .setDescription(options.description ?? '')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, BEARER)
    .build();
  const document = SwaggerModule.createDocument(app, base);
  const schemas = new JsonSchemas();
  const problem = schemas.add(problemSchema, 'output');
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [path, item] of Object.entries(document.paths).sort(([one], [other]) => (one < other ? -1 : 1))) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      const endpoint = endpoints.get(operation?.operationId ?? '');
      if (!operation || !endpoint || endpoint.hidden) continue;
      (paths[path] ??= {})[method] = describe(operation, endpoint, { path, method, schemas, problem });
    }
  }
  const components = { securitySchemes: base.components?.securitySchemes, schemas: schemas.all() };
  return { ...document, tags: [OPERATIONS_TAG], paths, components } as unknown as OpenAPIObject;
}

const OPERATIONS_TAG = {
  name: 'operations',
  description: 'On the listener for operations (`REDRESS_OPERATIONS_PORT`), not on the public port',
};

interface Surroundings {
  readonly path: string;
  readonly method: string;
  readonly schemas: JsonSchemas;
  readonly problem: JsonSchema;
}

function describe(operation: Operation, endpoint: DeclaredEndpoint, around: Surroundings): Operation {
  const { access } = endpoint;
  const { operationId, summary, description, tags } = operation;
  return {
    operationId,
    summary,
    description: description || undefined,
    tags: tags ?? [],
    security: access === 'public' ? [] : [{ [BEARER]: [] }],
    'x-redress-access': access,
    'x-redress-discloses': endpoint.discloses,
    'x-redress-listener': listenerOf(around.path),
    parameters: parametersOf(endpoint, around),
    requestBody: requestBodyOf(endpoint, around),
    responses: responsesOf(endpoint, around),
  };
}

function parametersOf(endpoint: DeclaredEndpoint, { path, schemas }: Surroundings): JsonSchema[] {
  const inPath = schemas.fields(endpoint.params, 'input');
  const inQuery = schemas.fields(endpoint.query, 'input');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  return [
    ...names.map((name) => ({
      name,
      in: 'path',
      required: true,
      ...described(inPath.find((field) => field.name === name)?.schema ?? { type: 'string' }),
    })),
    ...inQuery.map(({ name, required, schema }) => ({ name, in: 'query', required, ...described(schema) })),
    ...headersOf(endpoint, path),
  ];
}

function described(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema;
  return { ...(description ? { description } : {}), schema: rest };
}

function headersOf(endpoint: DeclaredEndpoint, path: string): JsonSchema[] {
  const parameter = (name: string, required: boolean, description: string, schema: JsonSchema): JsonSchema => ({
    name,
    in: 'header',
    required,
    description,
    schema,
  });
  const headers: JsonSchema[] = [];
  if (endpoint.idempotent) {
    const pattern = '^[A-Za-z0-9._:-]{1,128}$';
    headers.push(
      parameter('Idempotency-Key', true, 'Your key for this command; a repeat is answered alike', {
        type: 'string',
        pattern,
      }),
    );
  }
  if (endpoint.ifMatch) {
    headers.push(
      parameter('If-Match', true, 'The ETag of the version that you have read', {
        type: 'string',
        pattern: '^(W/)?"\\d+"$',
      }),
    );
  }
  if (endpoint.complaintParam || /\/v1\/complaints\/\{/.test(path)) {
    headers.push(
      parameter('Redress-Seen', false, 'The last stateSeq that you have seen', { type: 'integer', minimum: 0 }),
    );
  }
  return headers;
}

function requestBodyOf(endpoint: DeclaredEndpoint, { schemas }: Surroundings): JsonSchema | undefined {
  const { body, upload } = endpoint;
  if (upload) {
    const fields = schemas.fields(body, 'input');
    const file = {
      type: 'string',
      contentMediaType: 'application/octet-stream',
      description: `At most ${upload.maxFileBytes} bytes`,
    };
    const schema = {
      type: 'object',
      properties: { ...Object.fromEntries(fields.map((field) => [field.name, field.schema])), file },
      required: [...fields.filter((field) => field.required).map((field) => field.name), 'file'],
    };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  if (!body) return undefined;
  const schema = schemas.add(body, 'input');
  return { required: true, content: Object.fromEntries(mediaTypesOf(endpoint).map((type) => [type, { schema }])) };
}

interface Reply {
  readonly reasons: string[];
  readonly headers: Record<string, JsonSchema>;
  readonly content: Record<string, JsonSchema>;
}

function responsesOf(endpoint: DeclaredEndpoint, around: Surroundings): Record<string, JsonSchema> {
  const { schemas, problem, method } = around;
  const { response, produces, alternatives = {} } = endpoint;
  const replies = new Map<string, Reply>();
  const reply = (status: string | number): Reply => {
    const known = replies.get(String(status)) ?? { reasons: [], headers: {}, content: {} };
    replies.set(String(status), known);
    return known;
  };
  const contents = (schema: AnswerSchema | undefined): Record<string, JsonSchema> =>
    Object.fromEntries(
      [...contentsOf(schema, endpoint)].map(([type, one]) => [type, { schema: schemas.add(one, 'output') }]),
    );

  const done = reply(endpoint.status ?? (method === 'post' ? 201 : 200));
  done.reasons.push('Done');
  Object.assign(done.headers, headersOfAnswer(endpoint));
  Object.assign(done.content, response === undefined && produces ? { [produces]: {} } : contents(response));
  for (const [status, other] of Object.entries(alternatives)) {
    const { reasons, headers, content } = reply(status);
    reasons.push(other.description);
    Object.assign(headers, headersOfProblem(status, endpoint));
    Object.assign(content, contents(other.response));
  }
  for (const [status, causes] of problemsOf(endpoint, around)) {
    const { reasons, headers, content } = reply(status);
    reasons.push(...causes);
    Object.assign(headers, headersOfProblem(status, endpoint));
    content[PROBLEM_TYPE] = { schema: problem };
  }
  return Object.fromEntries(
    [...replies].map(([status, { reasons, headers, content }]) => [
      status,
      {
        description: [...new Set(reasons)].join('; '),
        ...(Object.keys(headers).length > 0 ? { headers } : {}),
        ...(Object.keys(content).length > 0 ? { content } : {}),
      },
    ]),
  );
}

function headersOfAnswer({ etag, headers = {}, idempotent }: DeclaredEndpoint): Record<string, JsonSchema> {
  return {
    ...(etag
      ? { ETag: header('Version of the resource; send it as If-Match', { required: true, pattern: ETAG }) }
      : {}),
    ...(idempotent ? { 'Idempotency-Replayed': header('`true` when this is the answer of an earlier request') } : {}),
    ...Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [name, header(description, { required: true })]),
    ),
  };
}

/** What problems of a status say besides their document. */
function headersOfProblem(status: string, { ifMatch }: DeclaredEndpoint): Record<string, JsonSchema> {
  if (status === '401') return { 'WWW-Authenticate': header('How to prove who calls', { required: true }) };
  if (status === '412' && ifMatch) return { ETag: header('The version that is current', { pattern: ETAG }) };
  if (['409', '429', '503', '507'].includes(status)) {
    const again = 'Seconds after which it is worth trying again, where waiting helps';
    return { 'Retry-After': header(again, { type: 'integer', required: status === '429' }) };
  }
  return {};
}

function header(
  description: string,
  { required, type = 'string', pattern }: { required?: boolean; type?: string; pattern?: string } = {},
): JsonSchema {
  return { description, ...(required ? { required } : {}), schema: { type, ...(pattern ? { pattern } : {}) } };
}

function problemsOf(endpoint: DeclaredEndpoint, { path, method, schemas }: Surroundings): Map<string, string[]> {
  const problems = new Map<string, string[]>();
  const add = (status: number, reason: string, when: unknown): void => {
    if (when) problems.set(String(status), [...(problems.get(String(status)) ?? []), reason]);
  };
  const { access, idempotent, ifMatch, query, params } = endpoint;
  const hasComplaint = headersOf(endpoint, path).some((parameter) => parameter['name'] === 'Redress-Seen');
  const hasCursor = schemas.fields(query, 'input').some((field) => field.name === 'cursor');
  // The web server reads a body where the method lets it have one, also where none is asked for.
  const mayHaveBody = method !== 'get';
  add(400, 'malformed-request: the request cannot be read', true);
  add(400, 'malformed-header: a header is missing or malformed', idempotent || ifMatch || hasComplaint);
  add(400, 'invalid-cursor: the cursor does not belong to this list', hasCursor);
  add(401, 'unauthenticated: no valid access token', access !== 'public');
  add(403, 'access-denied: says what is missing and who grants it', access !== 'public');
  add(404, 'not-found: there is no such thing, or it is not yours to see', path.includes('{'));
  add(408, 'request-timeout: the request took too long to arrive', true);
  add(409, 'not-caught-up: the service has not heard of what you have seen', hasComplaint);
  add(409, 'in-flight: the same command is still running', idempotent === 'store');
  add(412, 'stale-version: somebody else changed it', ifMatch);
  add(413, 'too-large', mayHaveBody);
  add(414, 'too-large: a part of the address is too long', path.includes('{'));
  add(415, 'unsupported-media-type', mayHaveBody);
  add(422, 'invalid-fields: every faulty field at once', mayHaveBody || query || params);
  add(422, 'idempotency-mismatch: the key was used for another request', idempotent);
  add(428, 'version-required: no If-Match', ifMatch);
  add(429, 'too-many-requests', endpoint.rateLimit);
  add(431, 'too-large: the headers', true);
  add(500, 'internal', true);
  add(503, 'unavailable: the database does not work now', true);
  add(503, 'not-ready, issuer-unavailable', access !== 'public');
  for (const [status, reason] of Object.entries(endpoint.problems ?? {})) add(Number(status), reason, true);
  return problems;
}
