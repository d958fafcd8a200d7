import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createLogger } from '@redress/observability';
import { exampleModule } from '../example-app.spec';
import { createHttpApp, openApiDocument } from '../index';

interface Operation {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { headers?: object; content?: Record<string, { schema: object }> }>;
}

describe('the OpenAPI document', () => {
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object> };
  };

  beforeAll(async () => {
    const { app } = await createHttpApp(exampleModule({ http: { drivenClock: true } }), {
      logger: createLogger({ service: 'example', level: 'silent' }),
    });
    document = JSON.parse(JSON.stringify(openApiDocument(app)));
  });

  const operation = (method: string, path: string): Operation => document.paths[path]?.[method] as Operation;

  it('is made without starting the application and is valid OpenAPI 3.1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-openapi-'));
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    // The validator is an ES module, which jest does not load; its command line is.
    const validator = createRequire(__filename).resolve('@seriousme/openapi-schema-validator/package.json');
    const command = join(dirname(validator), 'bin', 'validate-api-cli.js');

    const judged = promisify(execFile)(process.execPath, [command, file]);

    await expect(judged).resolves.toBeDefined();
    expect(document.openapi).toBe('3.1.0');
    rmSync(folder, { recursive: true });
  });

  it('lists the headers, body and problems that an endpoint declares', () => {
    const addNote = operation('post', '/v1/complaints/{id}/notes');

    expect(addNote.operationId).toBe('addNote');
    expect(addNote.security).toEqual([{ bearer: [] }]);
    expect(addNote.parameters.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['id', 'path', true],
      ['Idempotency-Key', 'header', true],
      ['If-Match', 'header', true],
      ['Redress-Seen', 'header', false],
    ]);
    expect(addNote.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['text'],
      additionalProperties: false,
      properties: { text: { type: 'string', maxLength: 200, description: 'What was said' } },
    });
    expect(Object.keys(addNote.responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '404',
      '408',
      '409',
      '412',
      '413',
      '414',
      '415',
      '422',
      '428',
      '431',
      '500',
      '503',
    ]);
    expect(addNote.responses['409']?.content?.['application/problem+json']?.schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    expect(Object.keys(addNote.responses['201']?.headers ?? {})).toEqual(['ETag', 'Idempotency-Replayed']);
    expect(addNote.responses['401']?.headers).toHaveProperty('WWW-Authenticate');
    expect(addNote.responses['412']?.headers).toHaveProperty('ETag');
  });

  it('asks no token of public endpoints and says what is limited', () => {
    const limited = operation('get', '/v1/limited');

    expect(limited.security).toEqual([]);
    expect(Object.keys(limited.responses)).toEqual(['200', '400', '408', '429', '431', '500', '503']);
  });

  it('lists query parameters with their defaults', () => {
    const list = operation('get', '/v1/complaints/{id}/notes');

    expect(list.parameters).toContainEqual({
      name: 'limit',
      in: 'query',
      required: false,
      description: expect.stringContaining('200'),
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    });
  });

  it('describes uploads, forms and other answers', () => {
    expect(operation('post', '/v1/files').requestBody?.content['multipart/form-data']?.schema).toMatchObject({
      required: ['kind', 'file'],
    });
    const { requestBody, responses } = operation('post', '/v1/forms');
    expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/x-www-form-urlencoded', 'application/json']);
    expect(Object.keys(responses['200']?.content ?? {})).toEqual(['text/html', 'application/json']);
    expect(Object.keys(responses['422']?.content ?? {})).toEqual(['text/html', 'application/problem+json']);
    expect(operation('get', '/v1/picture').responses['200']?.content).toEqual({ 'image/*': {} });
    expect(operation('get', '/health/ready').responses['503']?.content).toHaveProperty('application/json');
  });

  it('shares schemas that have a name', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Problem', 'FieldError', 'Obstacle']),
    );
    expect(JSON.stringify(document)).not.toContain('$defs');
  });
});
